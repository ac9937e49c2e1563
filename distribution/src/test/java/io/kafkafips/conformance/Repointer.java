package io.kafkafips.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Writes Kafka's published tests anew, so that what they test is ours. No line of theirs is copied into this project.
 *
 * @param names internal name of a class of Kafka, to that of the class which takes its place
 * @param substitutes sees each class after that, for what a change of names cannot do
 * @param folder where the classes go; it stands before the jars on a class path
 */
record Repointer(Map<String, String> names, UnaryOperator<ClassVisitor> substitutes, Path folder) {
    /** Writes the classes of a jar whose internal name starts so. */
    void copy(Path jar, String prefix) {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream()
                    .filter(e -> e.getName().startsWith(prefix) && e.getName().endsWith(".class"))
                    .toList()) {
                Path target = folder.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                try (InputStream in = file.getInputStream(entry)) {
                    Files.write(target, rewrite(in.readAllBytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] rewrite(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new ClassRemapper(substitutes.apply(writer), new SimpleRemapper(Opcodes.ASM9, names)), 0);
        return writer.toByteArray();
    }
}
