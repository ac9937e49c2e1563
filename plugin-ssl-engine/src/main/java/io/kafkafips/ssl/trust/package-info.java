/** Whom to believe: the strength that every certificate of a chain must have. */
@NullMarked
package io.kafkafips.ssl.trust;

import org.jspecify.annotations.NullMarked;
