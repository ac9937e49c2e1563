package io.kafkafips.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** A bundle whose plug-ins say that they are of a later version, with the same classes. */
final class NextVersion {
    static final String VERSION = "99.0.0";

    private NextVersion() {}

    /** Copies an unpacked bundle, and gives its plug-ins another version in name and manifest. */
    static Path of(Path bundle, String version, Path target) {
        try (Stream<Path> files = Files.walk(bundle)) {
            for (Path file : files.toList()) {
                String name = bundle.relativize(file).toString();
                boolean plugin = name.startsWith("libs/plugin-");
                Path to = target.resolve(plugin ? name.replace(version + ".jar", VERSION + ".jar") : name);
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else if (plugin) {
                    repackage(file, to);
                } else {
                    Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void repackage(Path from, Path to) throws IOException {
        try (JarFile jar = new JarFile(from.toFile())) {
            Manifest manifest = new Manifest(jar.getManifest());
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, VERSION);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to), manifest)) {
                for (ZipEntry entry : jar.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new ZipEntry(entry.getName()));
                        try (var in = jar.getInputStream(entry)) {
                            in.transferTo(out);
                        }
                    }
                }
            }
        }
    }
}
