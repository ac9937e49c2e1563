package io.kafkafips.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the topics must hold in the end, may hold, and must not: everything that is not written down here. For one thread. */
final class LogBook {
    private final Map<String, Set<String>> must = new HashMap<>();
    private final Map<String, Set<String>> may = new HashMap<>();
    private final Map<String, Set<String>> aborted = new HashMap<>();
    private final List<Alternatives> alternatives = new ArrayList<>();

    private record Alternatives(String topic, Set<String> records) {}

    /** Readable for everybody, once. */
    void must(String topic, String record) {
        add(must, topic, record);
    }

    /** Nobody can say. */
    void may(String topic, String record) {
        add(may, topic, record);
    }

    /** Of a transaction that was aborted: in the log, and unreadable for those who read what is committed. */
    void aborted(String topic, String record) {
        add(aborted, topic, record);
    }

    /** At least one of them. */
    void oneOf(String topic, List<String> records) {
        Set<String> set = new HashSet<>();
        records.forEach(record -> set.add(MatrixCell.shortened(record)));
        alternatives.add(new Alternatives(topic, set));
        records.forEach(record -> may(topic, record));
    }

    private static void add(Map<String, Set<String>> book, String topic, String record) {
        if (!book.computeIfAbsent(topic, key -> new HashSet<>()).add(MatrixCell.shortened(record))) {
            throw new IllegalArgumentException("Twice in the book: " + record);
        }
    }

    /**
     * Holds the logs against the book.
     *
     * @param uncommitted all records by topic
     * @param committed those of no aborted transaction
     * @return what is wrong, by id of the cell
     */
    Map<String, List<String>> complaints(Map<String, List<String>> uncommitted, Map<String, List<String>> committed) {
        Map<String, List<String>> complaints = new TreeMap<>();
        uncommitted.forEach((topic, records) -> count(records).forEach((record, times) -> {
            boolean known = of(must, topic).contains(record)
                    || of(may, topic).contains(record)
                    || of(aborted, topic).contains(record);
            if (!known || times > 1) {
                complain(complaints, record, (known ? times + " times" : "must not be") + " in " + topic);
            }
        }));
        committed.forEach((topic, records) -> records.stream()
                .map(MatrixCell::shortened)
                .filter(of(aborted, topic)::contains)
                .forEach(record -> complain(complaints, record, "aborted, but readable in " + topic)));
        must.forEach((topic, records) -> {
            Set<String> found = count(committed.getOrDefault(topic, List.of())).keySet();
            records.stream()
                    .filter(record -> !found.contains(record))
                    .forEach(record -> complain(complaints, record, "missing in " + topic));
        });
        alternatives.forEach(alternative -> {
            Set<String> found = count(committed.getOrDefault(alternative.topic(), List.of()))
                    .keySet();
            if (alternative.records().stream().noneMatch(found::contains)) {
                complain(complaints, alternative.records().iterator().next(), "and its like are missing");
            }
        });
        return complaints;
    }

    private static Set<String> of(Map<String, Set<String>> book, String topic) {
        return book.getOrDefault(topic, Set.of());
    }

    private static Map<String, Integer> count(List<String> records) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        records.forEach(record -> counts.merge(MatrixCell.shortened(record), 1, Integer::sum));
        return counts;
    }

    private static void complain(Map<String, List<String>> complaints, String record, String what) {
        complaints
                .computeIfAbsent(MatrixCell.idIn(record), key -> new ArrayList<>())
                .add(record + " " + what);
    }
}
