package io.kafkafips.tiered.key;

/**
 * What is known of a key encryption key.
 *
 * @param keyRef its name as headers carry it
 * @param algorithm such as {@code AES-256}
 * @param origin where it is held, such as the path of a keystore
 */
public record KeyDescription(String keyRef, String algorithm, String origin) {}
