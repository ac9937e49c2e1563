package io.kafkafips.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that this code was built from. */
public final class Checkout {
    private Checkout() {}

    /** Its top folder: the system property {@code kafkafips.root}, or the next folder upwards that has the Maven wrapper. */
    public static Path root() {
        String property = System.getProperty("kafkafips.root");
        if (property != null) {
            return Path.of(property);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("Not inside a checkout: no mvnw in this folder or above; set -Dkafkafips.root");
    }
}
