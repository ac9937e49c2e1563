/** The quickstart: a real Kafka with all four plug-ins, and the main job shown step by step. */
@NullMarked
package io.kafkafips.quickstart;

import org.jspecify.annotations.NullMarked;
