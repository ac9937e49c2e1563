package io.kafkafips.validator.report;

import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.jspecify.annotations.Nullable;

/** Knows whose request a thread is handling. Thread-safe. */
@FunctionalInterface
public interface ClientSource {
    /** The request that this thread handles; {@code null} when that is not known. */
    @Nullable
    AuthorizableRequestContext current();
}
