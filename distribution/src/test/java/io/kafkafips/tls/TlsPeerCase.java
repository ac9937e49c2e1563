package io.kafkafips.tls;

import java.nio.file.Path;
import java.util.List;

/**
 * One row of the matrix: what {@code openssl s_client} offers, and what the broker must answer.
 *
 * @param name of the row
 * @param identity PEM with key and chain of the client; null for none
 * @param options further options of {@code s_client}
 * @param expected what must come of it
 */
record TlsPeerCase(String name, Path identity, List<String> options, Outcome expected) {
    TlsPeerCase {
        options = List.copyOf(options);
    }

    @Override
    public String toString() {
        return name + ": " + expected;
    }

    /**
     * What became of a connection.
     *
     * @param served whether the broker answered a Kafka request on it
     * @param alert number of the alert that the broker sent (RFC 8446 section 6), -1 without one
     * @param parameters version, suite and group of a connection that was served, as far as a row cares
     */
    record Outcome(boolean served, int alert, List<String> parameters) {
        static Outcome served(String... parameters) {
            return new Outcome(true, -1, List.of(parameters));
        }

        static Outcome alert(int number) {
            return new Outcome(false, number, List.of());
        }

        /** Without an alert: the broker only closes the connection. */
        static Outcome closed() {
            return new Outcome(false, -1, List.of());
        }

        @Override
        public String toString() {
            return served ? "served " + parameters : alert < 0 ? "closed" : "alert " + alert;
        }
    }
}
