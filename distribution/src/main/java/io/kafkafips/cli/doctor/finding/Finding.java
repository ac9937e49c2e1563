package io.kafkafips.cli.doctor.finding;

/**
 * What a check saw of one subject.
 *
 * @param rule what it was about
 * @param passed whether all is well
 * @param subject the listener, file or process
 * @param evidence what was seen; never a secret
 * @param remedy the line that mends it; empty when all is well
 */
public record Finding(Rule rule, boolean passed, String subject, String evidence, String remedy) {}
