/** Tests of the documentation: what it names exists, what it links is there, what is generated is not stale. */
@NullMarked
package io.kafkafips.docs;

import org.jspecify.annotations.NullMarked;
