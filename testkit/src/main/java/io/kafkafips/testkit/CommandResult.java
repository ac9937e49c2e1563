package io.kafkafips.testkit;

/**
 * What a command left behind.
 *
 * @param exitCode its exit code
 * @param output standard output and standard error, in the order in which they came
 */
public record CommandResult(int exitCode, String output) {}
