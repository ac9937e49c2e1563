package io.kafkafips.cli.install;

import io.kafkafips.cli.install.InstallRecord.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an installation would do to a Kafka, decided before anything is touched. Immutable.
 *
 * @param steps one for each file that is concerned
 * @param findings what speaks against it; with any, nothing is done
 */
record InstallPlan(List<Step> steps, List<Finding> findings) {
    /** What happens to a file. */
    enum Action {
        /** It is there already, byte for byte. */
        KEEP,
        /** It is new. */
        COPY,
        /** It takes the place of a file of that name, which is kept for the way back. */
        REPLACE,
        /** An older version of ours; it is kept for the way back. */
        REMOVE
    }

    /**
     * What happens to one file.
     *
     * @param action what
     * @param file path relative to the folder of Kafka
     * @param sha256 digest of what is there afterwards, or of what is removed
     * @param before digest of what was there, or the empty string
     */
    record Step(Action action, String file, String sha256, String before) {}

    InstallPlan {
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
    }

    /** Looks at everything and changes nothing. */
    static InstallPlan of(KafkaHome kafka, Bundle bundle, InstallHistory history) throws IOException {
        Map<String, Step> steps = new TreeMap<>();
        List<Finding> findings = new ArrayList<>(Clashes.ofVersion(kafka));
        List<Jar> bundled = new ArrayList<>();
        for (Map.Entry<String, Path> wanted : new TreeMap<>(bundle.files()).entrySet()) {
            String file = wanted.getKey();
            Step step = wanted(kafka, file, wanted.getValue());
            steps.put(file, step);
            if (file.startsWith(Bundle.LIBS)) {
                bundled.add(Jar.read(wanted.getValue()));
            }
            if (step.action() == Action.REPLACE && !isOurs(kafka, history, file)) {
                findings.add(Clashes.differentFile(file));
            }
        }
        Clashes clashes = new Clashes(bundled);
        for (Path path : kafka.jars()) {
            String file = Bundle.LIBS + path.getFileName();
            if (!steps.containsKey(file)) {
                Jar jar = Jar.read(path);
                if (jar.isOurs() || history.hasInstalled(file)) {
                    String digest = KafkaFiles.sha256(path);
                    steps.put(file, new Step(Action.REMOVE, file, digest, digest));
                } else {
                    findings.addAll(clashes.of(jar));
                }
            }
        }
        for (Step step : steps.values()) {
            boolean kept = step.action() == Action.REPLACE || step.action() == Action.REMOVE;
            if (kept && Files.isSymbolicLink(kafka.folder().resolve(step.file()))) {
                findings.add(Clashes.symbolicLink(step.file()));
            }
        }
        return new InstallPlan(List.copyOf(steps.values()), findings);
    }

    private static Step wanted(KafkaHome kafka, String file, Path source) throws IOException {
        String digest = KafkaFiles.sha256(source);
        String before = KafkaFiles.sha256(kafka.folder().resolve(file));
        Action action = before.isEmpty() ? Action.COPY : before.equals(digest) ? Action.KEEP : Action.REPLACE;
        return new Step(action, file, digest, before);
    }

    private static boolean isOurs(KafkaHome kafka, InstallHistory history, String file) {
        Path there = kafka.folder().resolve(file);
        return history.hasInstalled(file)
                || (file.startsWith(Bundle.LIBS)
                        && Files.isRegularFile(there)
                        && Jar.read(there).isOurs());
    }

    /** Whether there is anything to do. */
    boolean isDone() {
        return steps.stream().allMatch(step -> step.action() == Action.KEEP);
    }

    /** The record with which it begins. */
    InstallRecord begin(String version, KafkaHome kafka) {
        List<Entry> installed = new ArrayList<>();
        List<Entry> removed = new ArrayList<>();
        for (Step step : steps) {
            if (step.action() == Action.COPY || step.action() == Action.REPLACE) {
                installed.add(new Entry(step.file(), step.sha256()));
            }
            if (step.action() == Action.REMOVE || step.action() == Action.REPLACE) {
                removed.add(new Entry(step.file(), step.before()));
            }
        }
        return new InstallRecord(
                InstallRecord.FORMAT,
                InstallRecord.PRODUCT,
                version,
                kafka.version(),
                InstallRecord.State.INSTALLING,
                installed,
                removed);
    }
}
