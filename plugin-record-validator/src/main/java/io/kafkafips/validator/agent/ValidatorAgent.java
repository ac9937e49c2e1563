package io.kafkafips.validator.agent;

import io.kafkafips.commons.fips.FipsRuntime;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The Java agent that puts record validation into a broker: the jar in {@code libs/} is also what {@code -javaagent} points at.
 *
 * <pre>
 * KAFKA_OPTS=-javaagent:$KAFKA_HOME/libs/plugin-record-validator.jar
 * </pre>
 *
 * <p>It acts in a broker alone, before Kafka opens a port or a log folder; with anything not as it must be, the JVM ends with status
 * 78. In Kafka's command-line tools, which get the same {@code KAFKA_OPTS}, it does nothing and says nothing. For a broker that is
 * started by a main class other than Kafka's own, the file of settings is named to the agent: {@code -javaagent:<jar>=<file>}.
 */
public final class ValidatorAgent {
    private static final String PLUGIN = "plugin-record-validator";

    /** The same agent given twice is one: both are this class, since libs/ comes before what an agent adds to the class path. */
    private static final AtomicBoolean LOADED = new AtomicBoolean();

    private static volatile @Nullable Enforcement enforcement;

    private ValidatorAgent() {}

    /** Called by the JVM before the main class. */
    public static void premain(@Nullable String argument, Instrumentation instrumentation) {
        try {
            if (!LOADED.compareAndSet(false, true)) {
                return;
            }
            BrokerCommandLine commandLine = BrokerCommandLine.of(System.getProperty("sun.java.command"));
            if (!commandLine.isKafka()) {
                instrumentation.addTransformer(
                        new Tripwire(() -> start(commandLine, argument, instrumentation), BrokerStop::halt));
            } else if (commandLine.startsServer()) {
                start(commandLine, argument, instrumentation);
            }
        } catch (Throwable e) {
            BrokerStop.halt(e);
        }
    }

    private static void start(
            BrokerCommandLine commandLine, @Nullable String argument, Instrumentation instrumentation) {
        try {
            FipsRuntime.require(PLUGIN);
            @Nullable Path file = argument == null || argument.isBlank() ? null : Path.of(argument.trim());
            Map<String, String> properties = commandLine.serverProperties(file);
            if (!BrokerCommandLine.isControllerOnly(properties)) {
                enforcement = Enforcement.start(
                        properties, instrumentation, ClassLoader.getSystemClassLoader(), BrokerStop::halt);
            }
        } catch (Throwable e) {
            BrokerStop.halt(e);
        }
    }

    /** The settings {@code record.validation.*} that are in force in this JVM, or {@code null} when nothing is validated here. */
    public static @Nullable SortedMap<String, String> settingsInForce() {
        Enforcement current = enforcement;
        return current == null ? null : current.settings();
    }

    /** Whether these settings of a server make a node without a broker, where there is nothing to validate. */
    public static boolean isControllerOnly(Map<String, ?> serverProperties) {
        return BrokerCommandLine.isControllerOnly(serverProperties);
    }
}
