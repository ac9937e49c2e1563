package io.kafkafips.authorizer.condition;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A request that is held against rules for its type and operation.
 *
 * @param origin who asks, and from where
 * @param name name of the resource, {@code null} for "some resource of the type, whichever"
 * @param superUser whether it was allowed to a super user
 * @param clock for windows of time
 */
record Question(Origin origin, @Nullable String name, boolean superUser, InstantSource clock) {}
