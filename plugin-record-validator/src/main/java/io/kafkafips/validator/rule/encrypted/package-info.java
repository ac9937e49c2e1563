/** The forms that encrypted payloads have, one small class each. None of them has a key: what they see is structure. */
@NullMarked
package io.kafkafips.validator.rule.encrypted;

import org.jspecify.annotations.NullMarked;
