package io.kafkafips.validator.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The transformer that notices a broker which was not started by Kafka's own main class: it changes no class, and runs an action
 * before the first class of a server is defined. Kafka's command-line tools do not load these classes.
 */
final class Tripwire implements ClassFileTransformer {
    private static final Set<String> SERVERS =
            Set.of("kafka/server/KafkaRaftServer", "kafka/server/BrokerServer", "kafka/server/KafkaServer");

    private final Runnable action;
    private final Consumer<Throwable> stop;
    private final AtomicBoolean sprung = new AtomicBoolean();

    /** @param stop ends the JVM: what a transformer throws is swallowed */
    Tripwire(Runnable action, Consumer<Throwable> stop) {
        this.action = action;
        this.stop = stop;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (className != null && SERVERS.contains(className) && sprung.compareAndSet(false, true)) {
            try {
                runOnAnotherThread();
            } catch (Throwable e) {
                stop.accept(e);
            }
        }
        return null;
    }

    /** Classes that are loaded by a thread within a transformer are not transformed themselves, and one of them is to be woven. */
    private void runOnAnotherThread() throws InterruptedException {
        Thread thread = new Thread(action, "record-validator-start");
        thread.start();
        thread.join();
    }
}
