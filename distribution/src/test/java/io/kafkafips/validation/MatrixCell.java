package io.kafkafips.validation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One cell of the matrix: who sends a batch, where to, in which way, and where in it the invalid records are. Its records carry its name.
 *
 * @param client which client library
 * @param topic where to
 * @param codec {@code compression.type} of the producer
 * @param mode acknowledgements and guarantees
 * @param badAt where the invalid records are
 */
record MatrixCell(String client, String topic, String codec, String mode, BadAt badAt) {
    static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

    private static final int LONGEST_IN_FULL = 300;
    private static final Pattern ID = Pattern.compile("\"cell\":\"([^\"]+)\"");

    /** Where in a batch the invalid records are. */
    enum BadAt {
        FIRST(5, "0"),
        MIDDLE(5, "2"),
        LAST(5, "4"),
        ONLY(1, "0"),
        SEVERAL(5, "024"),
        NOWHERE(5, "");

        private final int records;
        private final String bad;

        /** @param bad the digits of their positions */
        BadAt(int records, String bad) {
            this.records = records;
            this.bad = bad;
        }

        int records() {
            return records;
        }

        boolean isBad(int index) {
            return bad.contains(Integer.toString(index));
        }
    }

    String id() {
        return String.join("/", client, topic, codec, mode, badAt.name().toLowerCase(Locale.ROOT));
    }

    /** A value that is JSON. */
    String good(Object record) {
        return bad(record) + "}";
    }

    /** A value that lacks its last brace. */
    String bad(Object record) {
        return "{\"cell\":\"" + id() + "\",\"record\":\"" + record + "\"";
    }

    /** The value of a record of the batch. */
    String value(int index) {
        return badAt.isBad(index) ? bad(index) : good(index);
    }

    /** The id of the cell that a record belongs to. */
    static String idIn(String record) {
        Matcher matcher = ID.matcher(record);
        return matcher.find() ? matcher.group(1) : "of no cell";
    }

    /** A record as it is written down: large ones by their beginning, size and digest. */
    static String shortened(String record) {
        return record.length() <= LONGEST_IN_FULL
                ? record
                : record.substring(0, LONGEST_IN_FULL) + "..." + record.length() + "#" + record.hashCode();
    }
}
