package io.kafkafips.authorizer.acl;

import org.jspecify.annotations.Nullable;

/** What becomes of the value of a key. */
@FunctionalInterface
interface Update<V> {
    /** The next value, given the one that is there, if any. */
    V of(@Nullable V old);
}
