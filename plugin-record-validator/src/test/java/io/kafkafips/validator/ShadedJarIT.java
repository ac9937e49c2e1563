package io.kafkafips.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadedJarIT {
    private static final String SHADED = "io/kafkafips/validator/shaded/";
    private static final long MOST_BYTES = 20L << 20;

    @Test
    void entries_ofTheJar_areOursAlone() throws IOException {
        try (JarFile jar = jar()) {
            List<String> names = jar.stream().map(ZipEntry::getName).toList();

            assertThat(names).doesNotHaveDuplicates().doesNotContain("module-info.class");
            assertThat(names)
                    .filteredOn(name -> name.endsWith(".class"))
                    .allMatch(name -> name.startsWith("io/kafkafips/validator/"));
            assertThat(names)
                    .filteredOn(name -> name.startsWith("META-INF/services/") && !name.endsWith("/"))
                    .allMatch(name -> name.startsWith("META-INF/services/io.kafkafips.validator."));
            assertThat(names).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)"));
        }
    }

    @Test
    void libraries_inTheJar_haveTheirLicences() throws IOException {
        try (JarFile jar = jar()) {
            Set<String> libraries = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(SHADED) && name.endsWith(".class"))
                    .map(name -> name.substring(SHADED.length(), name.indexOf('/', SHADED.length())))
                    .collect(Collectors.toSet());
            String list = text(jar, "META-INF/licenses/README.txt");

            assertThat(libraries).contains("asm", "jackson", "networknt", "avro", "google");
            assertThat(libraries).allSatisfy(library -> assertThat(list).contains("\n" + library + " "));
            assertThat(list.split("[\\s,;]+"))
                    .filteredOn(word -> word.endsWith(".txt") && !word.contains("*"))
                    .allSatisfy(file -> assertThat(jar.getEntry("META-INF/licenses/" + file))
                            .isNotNull());
        }
    }

    @Test
    void size_ofTheJar_isWithinItsBound() {
        assertThat(new File(path()).length()).isLessThanOrEqualTo(MOST_BYTES);
    }

    @Test
    void manifest_ofTheJar_namesTheAgent() throws IOException {
        try (JarFile jar = jar()) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Premain-Class"))
                    .isEqualTo("io.kafkafips.validator.agent.ValidatorAgent");
        }
    }

    @Test
    void rules_ofTheJar_workBesideKafkasOwnLibraries(@TempDir Path folder) throws Exception {
        List<String> classPath = new ArrayList<>(List.of(path()));
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("plugin-commons"))
                .forEach(classPath::add);
        classPath.add(System.getProperty("kafkafips.kafka.libs") + "/*");
        classPath.add(Path.of(ShadedRules.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString());
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        ShadedRules.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(out))
                    .contains("json-schema works: ", "avro works: ", "protobuf works: ", "cel works: ")
                    .doesNotContain("Exception");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String path() {
        return System.getProperty("kafkafips.validator.jar");
    }

    private static JarFile jar() throws IOException {
        return new JarFile(path());
    }

    private static String text(JarFile jar, String entry) throws IOException {
        return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
    }
}
