/** JMX beans, for all plug-ins alike. */
@NullMarked
package io.kafkafips.commons.metrics;

import org.jspecify.annotations.NullMarked;
