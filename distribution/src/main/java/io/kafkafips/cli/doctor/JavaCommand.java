package io.kafkafips.cli.doctor;

import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.LiveProcess;
import io.kafkafips.cli.doctor.node.ProcFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a Kafka server, taken apart.
 *
 * @param jvm flags of the environment and the command line, in the order in which the JVM takes them
 * @param classPath jars and folders
 * @param settingsFile {@code server.properties}; {@code null} when there is none
 * @param overrides settings of {@code --override}
 */
record JavaCommand(Jvm jvm, List<Path> classPath, @Nullable Path settingsFile, Map<String, String> overrides) {
    private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");
    private static final Set<String> WITH_VALUE = Set.of(
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--limit-modules",
            "--add-opens",
            "--add-exports",
            "--add-reads",
            "--patch-module",
            "--enable-native-access");

    /** Read by the JVM, before the command line and behind it. */
    private static final String FIRST = "JAVA_TOOL_OPTIONS";

    private static final String LAST = "_JAVA_OPTIONS";

    /** Read by the {@code java} command, in front of its own words. */
    private static final String LAUNCHER = "JDK_JAVA_OPTIONS";

    JavaCommand {
        classPath = List.copyOf(classPath);
        overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
    }

    /**
     * Takes the command line of a process apart.
     *
     * @throws IOException when an argument file of it cannot be read
     */
    static JavaCommand of(LiveProcess process, ProcFolder folder) throws IOException {
        List<String> flags = new ArrayList<>(variable(process, FIRST));
        String classPath = process.environment().getOrDefault("CLASSPATH", "");
        List<String> words = new ArrayList<>(ArgumentFiles.expanded(variable(process, LAUNCHER), folder));
        words.addAll(ArgumentFiles.expanded(
                process.command().subList(1, process.command().size()), folder));
        int next = 0;
        while (next < words.size() && words.get(next).startsWith("-")) {
            String word = words.get(next);
            boolean valued = next + 1 < words.size();
            if (CLASS_PATH.contains(word) && valued) {
                classPath = words.get(++next);
            } else if (WITH_VALUE.contains(word) && valued) {
                flags.add(word + "=" + words.get(++next));
            } else {
                flags.add(word);
            }
            next++;
        }
        flags.addAll(variable(process, LAST));
        List<String> arguments = next + 1 < words.size() ? words.subList(next + 1, words.size()) : List.of();
        return new JavaCommand(
                new Jvm(process.subject(), flags),
                Arrays.stream(classPath.split(File.pathSeparator, -1))
                        .filter(entry -> !entry.isEmpty())
                        .map(folder::resolve)
                        .toList(),
                arguments.isEmpty() || arguments.get(0).startsWith("-") ? null : folder.resolve(arguments.get(0)),
                overrides(arguments));
    }

    private static List<String> variable(LiveProcess process, String name) {
        return Jvm.parse(name, process.environment().getOrDefault(name, "")).flags();
    }

    private static Map<String, String> overrides(List<String> arguments) {
        Map<String, String> overrides = new TreeMap<>();
        for (int i = 0; i + 1 < arguments.size(); i++) {
            String[] pair = arguments.get(i + 1).split("=", 2);
            if (arguments.get(i).equals("--override") && pair.length == 2) {
                overrides.put(pair[0], pair[1]);
            }
        }
        return overrides;
    }
}
