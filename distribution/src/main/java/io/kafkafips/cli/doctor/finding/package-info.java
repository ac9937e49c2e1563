/** What a check finds and how: rules, severities, the collector of findings. */
@NullMarked
package io.kafkafips.cli.doctor.finding;

import org.jspecify.annotations.NullMarked;
