/** The rules of this product, one small class each. */
@NullMarked
package io.kafkafips.validator.rule;

import org.jspecify.annotations.NullMarked;
