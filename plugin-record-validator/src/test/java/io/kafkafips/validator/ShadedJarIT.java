package io.kafkafips.validator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class ShadedJarIT {
    @Test
    void entries_ofTheJar_areOursAlone() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("kafkafips.validator.jar"))) {
            List<String> classes = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();

            assertThat(classes).allMatch(name -> name.startsWith("io/kafkafips/validator/"));
            assertThat(classes).contains("io/kafkafips/validator/shaded/asm/ClassReader.class");
            assertThat(jar.getEntry("META-INF/licenses/asm-LICENSE.txt")).isNotNull();
        }
    }

    @Test
    void manifest_ofTheJar_namesTheAgent() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("kafkafips.validator.jar"))) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Premain-Class"))
                    .isEqualTo("io.kafkafips.validator.agent.ValidatorAgent");
        }
    }
}
