package io.kafkafips.validator.rule;

/** What a JSON text must have at the place where it goes wrong, in words that hold nothing of the text. */
enum Expectation {
    MET(""),
    ANOTHER_VALUE(""),
    VALUE("a value"),
    NOTHING_MORE("nothing after the end of the document"),
    KEY("a key in quotes"),
    KEY_OR_END("a key in quotes or '}'"),
    UNIQUE_NAME("a name that the object does not have yet"),
    COLON("':' after a key"),
    COMMA_OR_BRACE("',' or '}'"),
    COMMA_OR_BRACKET("',' or ']'"),
    QUOTE("the closing quote of a string"),
    NO_CONTROL("an escape in place of a control character"),
    ESCAPE("one of \" \\ / b f n r t u after a backslash"),
    HEX("four hexadecimal digits after \\u"),
    UTF8("well-formed UTF-8"),
    DIGIT("a digit"),
    DEPTH("a nesting of at most");

    private final String words;

    Expectation(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
