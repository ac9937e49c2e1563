package io.kafkafips.cli.audit;

import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.output.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When each ACL last decided a request, from the audit files of all nodes. Not thread-safe. */
public final class RuleUsage {
    /** Where the audit trail, of this and of earlier versions, cuts longer texts. */
    private static final List<Integer> LONGEST_TEXTS = List.of(4096, 1024);

    /** Begins the remark of a condition in dry run, after the rule that decided. */
    private static final String DRY_RUN = "; would be denied by Condition(";

    private static final String CUT = "...";

    private final Map<String, Instant> lastUse = new HashMap<>();
    private @Nullable Instant from;
    private @Nullable Instant until;
    private long events;
    private long unreadableLines;
    private boolean dataRequestsSeen;

    private RuleUsage() {}

    /**
     * Reads every {@code *.jsonl} file of a folder and its folders.
     *
     * @throws CommandFailure when the folder cannot be read, or has no such file
     */
    public static RuleUsage read(Path folder) {
        String remedy = "--audit <folder with the audit files of all brokers and controllers>";
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> String.valueOf(file.getFileName()).contains(".jsonl"))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw CommandFailure.usage("--audit " + folder + " has no audit file *.jsonl", remedy);
            }
            RuleUsage usage = new RuleUsage();
            for (Path file : files) {
                usage.readFile(file);
            }
            return usage;
        } catch (IOException e) {
            throw CommandFailure.usage("--audit " + folder + " cannot be read", remedy, e);
        }
    }

    private void readFile(Path file) throws IOException {
        // not strict: a node that was killed may leave anything in its last line
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                DecisionEvent.parse(line).ifPresentOrElse(this::add, () -> unreadableLines++);
            }
        }
    }

    private void add(DecisionEvent event) {
        if (event.isDecision()) {
            events += event.count();
            lastUse.merge(event.rule(), event.lastTime(), RuleUsage::later);
            int remark = event.rule().lastIndexOf(DRY_RUN);
            if (remark >= 0) {
                lastUse.merge(event.rule().substring(0, remark), event.lastTime(), RuleUsage::later);
            }
            dataRequestsSeen |= event.isAllowedDataRequest();
        }
        from = from == null || event.firstTime().isBefore(from) ? event.firstTime() : from;
        until = until == null ? event.lastTime() : later(until, event.lastTime());
    }

    /** When the rule last decided a request. */
    public Optional<Instant> lastUse(AclRule rule) {
        String text = rule.reason();
        Instant last = lastUse.get(text);
        for (int longest : LONGEST_TEXTS) {
            if (last == null && text.length() > longest) {
                last = lastUse.get(text.substring(0, longest) + CUT);
            }
        }
        return Optional.ofNullable(last);
    }

    /** Time of the first event, {@code null} when there is none. */
    public @Nullable Instant from() {
        return from;
    }

    /** Time of the last event, {@code null} when there is none. */
    public @Nullable Instant until() {
        return until;
    }

    /** How many decisions were read; an aggregated event counts as often as it happened. */
    public long events() {
        return events;
    }

    /** Lines that are no event: the last one of a node that was killed, or damage. */
    public long unreadableLines() {
        return unreadableLines;
    }

    /** Whether allowed READ, WRITE, DESCRIBE and CLUSTER_ACTION are in the files: {@code audit.allowed=all}. */
    public boolean dataRequestsSeen() {
        return dataRequestsSeen;
    }

    private static Instant later(Instant left, Instant right) {
        return left.isAfter(right) ? left : right;
    }
}
