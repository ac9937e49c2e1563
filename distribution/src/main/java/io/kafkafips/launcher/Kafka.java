package io.kafkafips.launcher;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The two programs of an unmodified Kafka that a start needs, in this JVM. By reflection: they are no API, and this jar is compiled without
 * them.
 */
final class Kafka {
    private final Path propertiesFile;

    Kafka(Path propertiesFile) {
        this.propertiesFile = propertiesFile;
    }

    /** Formats the storage where that has not been done; its own words go to the stream. */
    void format(String clusterId, List<String> more, PrintStream out) {
        List<String> arguments = new ArrayList<>(List.of(
                "format", "--ignore-formatted", "--cluster-id", clusterId, "--config", propertiesFile.toString()));
        arguments.addAll(more);
        Object exitCode;
        try {
            Method execute =
                    Class.forName("kafka.tools.StorageTool").getMethod("execute", String[].class, PrintStream.class);
            exitCode = execute.invoke(null, arguments.toArray(String[]::new), out);
        } catch (InvocationTargetException e) {
            throw StartRefusal.usage(
                    "The storage cannot be formatted", "mend the settings that it names", e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Kafka has no kafka.tools.StorageTool.execute", e);
        }
        if (!Integer.valueOf(0).equals(exitCode)) {
            throw StartRefusal.usage(
                    "The storage cannot be formatted; what the storage tool said is above",
                    "mend the settings that it names; further arguments of the tool go into FORMAT_OPTIONS");
        }
    }

    /** Serves until the JVM is told to end. */
    void run() throws InvocationTargetException {
        try {
            Class.forName("kafka.Kafka").getMethod("main", String[].class).invoke(null, (Object)
                    new String[] {propertiesFile.toString()});
        } catch (InvocationTargetException e) {
            throw e;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Kafka has no kafka.Kafka.main", e);
        }
    }
}
