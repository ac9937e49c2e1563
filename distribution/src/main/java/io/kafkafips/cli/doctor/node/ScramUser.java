package io.kafkafips.cli.doctor.node;

/**
 * A user whose SCRAM credential the cluster keeps.
 *
 * @param name of the user
 * @param mechanism such as {@code SCRAM-SHA-512}
 * @param iterations of PBKDF2
 */
public record ScramUser(String name, String mechanism, int iterations) {}
