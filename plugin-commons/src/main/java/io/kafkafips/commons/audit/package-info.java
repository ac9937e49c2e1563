/** The audit trail that all plug-ins of a node write to. */
@NullMarked
package io.kafkafips.commons.audit;

import org.jspecify.annotations.NullMarked;
