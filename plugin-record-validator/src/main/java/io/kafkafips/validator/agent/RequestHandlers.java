package io.kafkafips.validator.agent;

import io.kafkafips.validator.report.ClientSource;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's request handlers, each of which knows the request that it handles: by an accessor that Scala made public for its own needs,
 * the same in Kafka 3.9 to 4.4. Where it is missing, nobody's batch is refused for it: the sender is not known then. Bound on the
 * first batch, when Kafka has loaded the class itself. Thread-safe.
 */
final class RequestHandlers implements ClientSource {
    static final String CLASS_NAME = "kafka.server.KafkaRequestHandler$";

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandlers.class);
    private static final String ACCESSOR = "kafka$server$KafkaRequestHandler$$threadCurrentRequest";
    private static final MethodType CONTEXT = MethodType.methodType(AuthorizableRequestContext.class, Object.class);

    private final ClassLoader loader;
    private final String className;
    private volatile @Nullable ThreadLocal<?> requests;
    /** Of the class of the requests, which is another one from Kafka 4.4 on. */
    private volatile @Nullable MethodHandle context;

    private volatile boolean missing;

    RequestHandlers(ClassLoader loader, String className) {
        this.loader = loader;
        this.className = className;
    }

    @Override
    public @Nullable AuthorizableRequestContext current() {
        if (missing) {
            return null;
        }
        try {
            ThreadLocal<?> bound = requests;
            Object request = (bound == null ? bindRequests() : bound).get();
            return request == null ? null : contextOf(request);
        } catch (Throwable e) {
            giveUp(e);
            return null;
        }
    }

    private AuthorizableRequestContext contextOf(Object request) throws Throwable {
        MethodHandle bound = context;
        return (AuthorizableRequestContext) (bound == null ? bindContext(request) : bound).invokeExact(request);
    }

    private ThreadLocal<?> bindRequests() throws ReflectiveOperationException {
        Class<?> handler = Class.forName(className, true, loader);
        Object module = handler.getField("MODULE$").get(null);
        ThreadLocal<?> found = (ThreadLocal<?>) handler.getMethod(ACCESSOR).invoke(module);
        requests = found;
        return found;
    }

    private MethodHandle bindContext(Object request) throws ReflectiveOperationException {
        MethodHandle found = MethodHandles.publicLookup()
                .unreflect(request.getClass().getMethod("context"))
                .asType(CONTEXT);
        context = found;
        return found;
    }

    private synchronized void giveUp(Throwable cause) {
        if (!missing) {
            missing = true;
            LOG.warn(
                    "Metrics and audit trail of record validation do not say who sends, since this Kafka does not tell ({}); validation"
                            + " is not affected. Remedy: a version of this product that was tested with this Kafka",
                    cause.toString());
        }
    }
}
