/** Commands over stored segments of tiered storage, without a broker. */
@NullMarked
package io.kafkafips.cli.segment;

import org.jspecify.annotations.NullMarked;
