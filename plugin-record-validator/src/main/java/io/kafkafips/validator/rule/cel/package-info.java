/** Conditions in the Common Expression Language: compiled and type-checked once, evaluated at a bounded cost. */
@NullMarked
package io.kafkafips.validator.rule.cel;

import org.jspecify.annotations.NullMarked;
