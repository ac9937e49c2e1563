package io.kafkafips.commons.config;

/** A YAML file that is refused; the message begins with the file, the line and the column, all counted from one. */
public final class YamlException extends Exception {
    private final int line;
    private final int column;

    YamlException(String source, int line, int column, String problem) {
        super(source + ":" + line + ":" + column + ": " + problem);
        this.line = line;
        this.column = column;
    }

    /** The line, from one; zero for a file that could not be read at all. */
    public int line() {
        return line;
    }

    /** The column, from one; zero for a file that could not be read at all. */
    public int column() {
        return column;
    }
}
