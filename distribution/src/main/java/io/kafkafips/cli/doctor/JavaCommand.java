package io.kafkafips.cli.doctor;

import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.LiveProcess;
import io.kafkafips.cli.doctor.node.ProcFolder;
import java.io.File;
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
 * @param jvm flags, those of the environment first
 * @param classPath jars and folders
 * @param settingsFile {@code server.properties}; {@code null} when there is none
 * @param overrides settings of {@code --override}
 */
record JavaCommand(Jvm jvm, List<Path> classPath, @Nullable Path settingsFile, Map<String, String> overrides) {
    private static final Set<String> CLASS_PATH = Set.of("-cp", "-classpath", "--class-path");
    private static final Set<String> WITH_VALUE = Set.of(
            "-p", "--module-path", "-m", "--module", "--add-modules", "--add-opens", "--add-exports", "--add-reads");
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    JavaCommand {
        classPath = List.copyOf(classPath);
        overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
    }

    static JavaCommand of(LiveProcess process, ProcFolder folder) {
        List<String> flags = new ArrayList<>();
        for (String variable : VARIABLES) {
            flags.addAll(Jvm.parse("", process.environment().getOrDefault(variable, ""))
                    .flags());
        }
        String classPath = process.environment().getOrDefault("CLASSPATH", "");
        List<String> words = process.command();
        int next = 1;
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
