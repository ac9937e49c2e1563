package io.kafkafips.tiered.key;

/**
 * How a key service is.
 *
 * @param healthy whether it answers as it should
 * @param detail what is wrong, for the operator; empty when nothing is
 */
public record KeyServiceHealth(boolean healthy, String detail) {
    public static final KeyServiceHealth GOOD = new KeyServiceHealth(true, "");

    public static KeyServiceHealth bad(String detail) {
        return new KeyServiceHealth(false, detail);
    }
}
