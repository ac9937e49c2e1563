package io.kafkafips.commons.fips;

/**
 * Whether the module runs on its native library.
 *
 * @param ready {@code false} means Java code alone: about 60 times slower in AES-GCM
 * @param variant the CPU variant that was chosen, such as {@code vaesf}; {@code java} without one
 * @param status the module's own words, such as {@code READY} or {@code UNSUPPORTED}
 */
public record NativeAcceleration(boolean ready, String variant, String status) {}
