package io.kafkafips.validator.report;

/**
 * A rule in its place.
 *
 * @param policy name of the policy
 * @param rule name of the rule in it
 */
record RuleName(String policy, String rule) {}
