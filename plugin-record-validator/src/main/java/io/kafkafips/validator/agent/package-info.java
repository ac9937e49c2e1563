/** How validation gets into an unmodified broker: the Java agent, the weaving of the join point, and the reading of batches. */
@NullMarked
package io.kafkafips.validator.agent;

import org.jspecify.annotations.NullMarked;
