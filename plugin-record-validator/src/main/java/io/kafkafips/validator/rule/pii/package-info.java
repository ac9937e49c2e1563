/** Personal data that is known by its form: a detector over text, one small matcher for each kind. */
@NullMarked
package io.kafkafips.validator.rule.pii;

import org.jspecify.annotations.NullMarked;
