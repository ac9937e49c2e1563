package io.kafkafips.cli.keystore;

import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.Report;
import io.kafkafips.cli.output.Table;
import io.kafkafips.cli.settings.OwnerFile;
import io.kafkafips.ssl.store.StoreReview;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * A BCFKS store in the making: entries that every node would refuse are found before anything is written. Not thread-safe.
 */
final class NewStore {
    private final Path file;
    private final boolean force;
    private final Clock clock;
    private final StoreReview review;
    private final List<StoreEntry> entries = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private boolean written;

    /**
     * A store without entries.
     *
     * @param force whether it may replace a file
     */
    NewStore(Path file, boolean force, Clock clock) {
        this.file = file;
        this.force = force;
        this.clock = clock;
        this.review = new StoreReview("store", file.toString(), clock);
    }

    /** Takes an entry, or finds what is wrong with it. */
    void add(StoreEntry entry) {
        List<ConfigException> findings = entry.key() == null
                ? review.ofAnchor(entry.alias(), entry.leaf())
                : review.ofPair(entry.alias(), entry.key(), entry.chain());
        if (findings.isEmpty()) {
            entries.add(entry);
        } else {
            findings.forEach(finding -> refused.add(Refused.of(entry.alias(), finding)));
        }
    }

    /** What was found elsewhere. */
    void refuse(List<Refused> more) {
        refused.addAll(more);
    }

    /**
     * Writes the file when there is something to write, and nothing was refused.
     *
     * @param skipRefused whether the others are written all the same
     */
    void write(Password password, boolean skipRefused) {
        if (entries.isEmpty() || (!refused.isEmpty() && !skipRefused)) {
            return;
        }
        OwnerFile.write(file, BcfksStore.bytes(entries, password), force);
        written = true;
    }

    /** Whether nothing was refused so far. */
    boolean isSound() {
        return refused.isEmpty();
    }

    /** {@link ExitCode#FINDINGS} when something was refused. */
    int exitCode() {
        return written && refused.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    /** What was done; with refused entries these are the main table. */
    Report report(Map<String, @Nullable Object> origin) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>(origin);
        summary.put("store", file.toString());
        summary.put("written", written);
        summary.put("writtenBy", written ? StoreContent.MODULE : null);
        summary.put("found", refused.size());
        summary.put("next", next());
        return refused.isEmpty()
                ? new Report(summary, List.of(), table(), false)
                : new Report(summary, List.of(table()), Refused.table(refused), true);
    }

    private String next() {
        return written
                ? "kafka-fips keystore check " + file
                : "nothing was written: mend what was found, or leave these entries out";
    }

    private Table table() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (StoreEntry entry : entries) {
            X509Certificate leaf = entry.leaf();
            rows.add(Table.row(
                    entry.alias(),
                    entry.kind(),
                    leaf.getSubjectX500Principal().getName(),
                    CertificateText.key(leaf),
                    entry.chain().size(),
                    leaf.getNotAfter().toInstant().toString(),
                    note(leaf)));
        }
        return new Table("entries", List.of("alias", "kind", "subject", "key", "chain", "validUntil", "note"), rows);
    }

    private @Nullable String note(X509Certificate leaf) {
        Instant now = clock.instant();
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            return "has expired";
        }
        return now.isBefore(leaf.getNotBefore().toInstant()) ? "is not valid yet" : null;
    }
}
