package io.kafkafips.cli.doctor.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One jar.
 *
 * @param file where it lies
 * @param artefact its name without version
 * @param version as its manifest has it, else as its file name does; empty when neither knows
 */
public record Jar(Path file, String artefact, String version) {
    private static final Pattern NAME = Pattern.compile("(.+?)(?:-(\\d[\\w.+-]*))?\\.jar");

    static Jar of(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        String artefact = name.matches() ? name.group(1) : String.valueOf(file.getFileName());
        String inName = name.matches() && name.group(2) != null ? name.group(2) : "";
        String inManifest = artefact.startsWith("plugin-") ? manifestVersion(file) : "";
        return new Jar(file, artefact, inManifest.isEmpty() ? inName : inManifest);
    }

    private static String manifestVersion(Path file) {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            String version =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
            return version == null ? "" : version;
        } catch (IOException e) {
            return "";
        }
    }

    /** The file's own name. */
    public String name() {
        return String.valueOf(file.getFileName());
    }
}
