/** What becomes known of validation: counts in JMX, events in an audit trail, warnings in the log. */
@NullMarked
package io.kafkafips.validator.report;

import org.jspecify.annotations.NullMarked;
