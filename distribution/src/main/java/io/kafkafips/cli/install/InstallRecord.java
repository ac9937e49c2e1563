package io.kafkafips.cli.install;

import java.util.List;
import java.util.Optional;

/**
 * What one installation did to a Kafka: enough to take it back. Written before the first file is touched, and again after the last.
 *
 * @param format of this record
 * @param product name of this product
 * @param version of this product
 * @param kafkaVersion of the Kafka
 * @param state how far it got
 * @param installed files that it put there
 * @param removed files that were there before and are kept beside this record, under the same path
 */
record InstallRecord(
        int format,
        String product,
        String version,
        String kafkaVersion,
        State state,
        List<Entry> installed,
        List<Entry> removed) {
    static final int FORMAT = 1;
    static final String PRODUCT = "Kafka FIPS Plugins";

    /** How far an installation or its undoing got. */
    enum State {
        INSTALLING,
        INSTALLED,
        UNDOING
    }

    /**
     * A file.
     *
     * @param file path relative to the folder of Kafka
     * @param sha256 digest in hexadecimal digits
     */
    record Entry(String file, String sha256) {}

    InstallRecord {
        installed = List.copyOf(installed);
        removed = List.copyOf(removed);
    }

    InstallRecord in(State next) {
        return new InstallRecord(format, product, version, kafkaVersion, next, installed, removed);
    }

    /** Whether a run ended before its last step. */
    boolean isInterrupted() {
        return state != State.INSTALLED;
    }

    /** What was there under a name before. */
    Optional<Entry> removed(String file) {
        return removed.stream().filter(entry -> entry.file().equals(file)).findFirst();
    }

    boolean hasInstalled(String file) {
        return installed.stream().anyMatch(entry -> entry.file().equals(file));
    }
}
