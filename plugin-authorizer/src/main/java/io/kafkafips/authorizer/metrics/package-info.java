/** What an authorizer counts and times, and its JMX beans. */
@NullMarked
package io.kafkafips.authorizer.metrics;

import org.jspecify.annotations.NullMarked;
