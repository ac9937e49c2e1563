package io.kafkafips.cli.doctor.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * One jar.
 *
 * @param file where it lies
 * @param artefact its name without version
 * @param version as its manifest has it, else as its file name does; empty when neither knows
 */
public record Jar(Path file, String artefact, String version) {
    private static final String SUFFIX = ".jar";

    static Jar of(Path file) {
        String name = String.valueOf(file.getFileName());
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        int hyphen = beforeVersion(stem);
        String artefact = hyphen < 0 ? stem : stem.substring(0, hyphen);
        String inName = hyphen < 0 ? "" : stem.substring(hyphen + 1);
        String inManifest = artefact.startsWith("plugin-") ? manifestVersion(file) : "";
        return new Jar(file, artefact, inManifest.isEmpty() ? inName : inManifest);
    }

    /** The first hyphen with a digit behind it. */
    private static int beforeVersion(String stem) {
        int hyphen = stem.indexOf('-');
        while (hyphen >= 0 && (hyphen + 1 == stem.length() || !Character.isDigit(stem.charAt(hyphen + 1)))) {
            hyphen = stem.indexOf('-', hyphen + 1);
        }
        return hyphen;
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
