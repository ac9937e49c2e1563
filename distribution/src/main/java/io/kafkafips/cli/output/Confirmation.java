package io.kafkafips.cli.output;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;

/** Asks a person at a terminal to type a name again before something is destroyed. Not thread-safe. */
public final class Confirmation {
    /** Set by the launcher: whether standard input is a terminal. */
    static final String TERMINAL = "kafkafips.cli.stdin.terminal";

    private final Reader in;
    private final PrintWriter err;

    /**
     * Makes one.
     *
     * @param in where the answer is typed
     * @param err where the question is put: standard output may be a file
     */
    public Confirmation(Reader in, PrintWriter err) {
        this.in = in;
        this.err = err;
    }

    /** Whether there is somebody to ask. */
    public static boolean isPossible() {
        return Boolean.getBoolean(TERMINAL);
    }

    /** Whether the name was typed, letter by letter. */
    public boolean typed(String question, String name) {
        err.print(Visible.text(question) + " ");
        err.flush();
        try {
            return name.equals(new BufferedReader(in).readLine());
        } catch (IOException e) {
            throw CommandFailure.usage("the answer cannot be read", "--yes", e);
        }
    }
}
