package io.kafkafips.cli.doctor.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The jars that a node runs on. Immutable.
 *
 * @param folder the folder that Kafka is started from
 * @param jars in the order of their names
 */
public record Libs(Path folder, List<Jar> jars) {
    private static final String KAFKA = "kafka-clients";

    public Libs {
        jars = List.copyOf(jars);
    }

    /** Looks into a folder. */
    public static Libs read(Path folder) throws IOException {
        return new Libs(folder, jars(folder));
    }

    /**
     * The jars of a class path.
     *
     * @param entries jars, folders of classes, and {@code folder/*} for all jars of a folder
     */
    public static Libs ofClassPath(List<Path> entries) throws IOException {
        List<Jar> jars = new ArrayList<>();
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            Path folder = entry.getParent();
            if (name.equals("*") && folder != null && Files.isDirectory(folder)) {
                jars.addAll(jars(folder));
            } else if (name.endsWith(".jar") && Files.isRegularFile(entry)) {
                jars.add(Jar.of(entry));
            }
        }
        Path folder = jars.stream()
                .filter(jar -> jar.artefact().equals(KAFKA))
                .map(jar -> jar.file().toAbsolutePath().getParent())
                .findFirst()
                .orElse(Path.of("").toAbsolutePath());
        return new Libs(folder, jars);
    }

    /** Whether Kafka's client is in a folder. */
    public static boolean isKafka(Path folder) {
        try {
            return Files.isDirectory(folder)
                    && jars(folder).stream().anyMatch(jar -> jar.artefact().equals(KAFKA));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Jar> jars(Path folder) throws IOException {
        List<Jar> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(file -> jars.add(Jar.of(file)));
        }
        jars.sort(Comparator.comparing(Jar::name));
        return jars;
    }

    /** The jars of an artefact. */
    public List<Jar> of(String artefact) {
        return jars.stream().filter(jar -> jar.artefact().equals(artefact)).toList();
    }
}
