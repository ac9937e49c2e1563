/** Audit files of brokers and controllers. */
@NullMarked
package io.kafkafips.cli.audit;

import org.jspecify.annotations.NullMarked;
