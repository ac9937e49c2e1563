/** {@code kafka-fips validate}: tries a policy of the record validator on samples, or on the records of a topic. */
@NullMarked
package io.kafkafips.cli.validate;

import org.jspecify.annotations.NullMarked;
