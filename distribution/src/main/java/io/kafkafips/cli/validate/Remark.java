package io.kafkafips.cli.validate;

/**
 * What one rule has to say of one record, when it does not just accept it.
 *
 * @param rule name of the rule
 * @param outcome what follows from it
 * @param message why, without payload
 */
record Remark(String rule, Outcome outcome, String message) {}
