package io.kafkafips.cli.validate;

/** What would come of a record. */
enum Outcome {
    /** Appended, and no rule has anything to say. */
    ACCEPTED("accepts"),
    /** Appended; a rule that warns objects. */
    WARNED("would warn"),
    /** Not appended. */
    REJECTED("would reject"),
    /** The producer would be told to send it again. */
    UNDECIDED("cannot decide");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
