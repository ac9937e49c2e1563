package io.kafkafips.tiered.key;

/**
 * What is known of a root key.
 *
 * @param kek its name, such as its alias
 * @param algorithm such as {@code AES-256}
 * @param origin where it is held, such as the path of a keystore
 */
public record KeyDescription(String kek, String algorithm, String origin) {}
