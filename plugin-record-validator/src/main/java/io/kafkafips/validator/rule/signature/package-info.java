/** Signatures and message authentication codes of records, verified by the validated module alone. */
@NullMarked
package io.kafkafips.validator.rule.signature;

import org.jspecify.annotations.NullMarked;
