package io.kafkafips.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Java command line in the making: Kafka's console tools, a broker, or a probe of our own. Immutable.
 *
 * @param jdk which Java runs it
 * @param jvmFlags flags before the main class
 * @param classPath class path entries
 */
public record JavaProgram(Jdk jdk, List<String> jvmFlags, List<String> classPath) {
    /** A short-lived tool gains nothing from the optimising compiler or a parallel collector. */
    private static final List<String> SHORT_LIVED =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    public JavaProgram {
        jvmFlags = List.copyOf(jvmFlags);
        classPath = List.copyOf(classPath);
    }

    /** The whole command line. */
    public List<String> command(List<String> extraFlags, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(jvmFlags);
        command.addAll(extraFlags);
        command.add("-cp");
        command.add(String.join(System.getProperty("path.separator"), classPath));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    /** Runs a tool to its end. */
    public CommandResult run(String mainClass, List<String> arguments, String input, Duration timeout) {
        return Command.run(command(SHORT_LIVED, mainClass, arguments), Map.of(), input, timeout);
    }
}
