package io.kafkafips.validator.schema;

/**
 * The place where a content leaves its schema, on its way from there to the rule: each level of nesting puts its name before the
 * path. Names are the schema's, and neither they nor what was expected hold a part of the content.
 */
final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Beyond it the outer levels of a path are left out. */
    private static final int LONGEST_PATH = 500;

    private final String words;
    private final boolean placed;
    private String path = "";
    private boolean cut;

    /** @param expectation what was expected where it is thrown */
    Misfit(String expectation) {
        this(expectation, false);
    }

    private Misfit(String words, boolean placed) {
        super(words, null, false, false);
        this.words = words;
        this.placed = placed;
    }

    /** A misfit that has been put into words whole, with its places. */
    static Misfit inWords(String complaint) {
        return new Misfit(complaint, true);
    }

    Misfit in(String name) {
        if (path.length() + name.length() >= LONGEST_PATH) {
            cut = true;
        } else if (!cut) {
            path = "/" + name + path;
        }
        return this;
    }

    Misfit at(int index) {
        return in(Integer.toString(index));
    }

    /** What was expected, and where. */
    String complaint() {
        return placed
                ? words
                : "expected " + words + " at " + (cut ? "..." : "") + (path.isEmpty() ? "its root" : path);
    }
}
