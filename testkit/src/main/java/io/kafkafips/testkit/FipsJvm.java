package io.kafkafips.testkit;

import io.kafkafips.commons.fips.FipsRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The flags of a JVM that knows the FIPS module and no other provider, with the {@code java.security} file that we ship. */
public final class FipsJvm {
    private static final int FIRST_WITH_NATIVE_ACCESS_FLAG = 24;

    private FipsJvm() {}

    /**
     * The flags for one JDK.
     *
     * @param jdk which JDK
     * @param folder where the {@code java.security} file is written to
     */
    public static List<String> flags(Jdk jdk, Path folder) {
        List<String> flags = new ArrayList<>(List.of(
                "-Djava.security.properties==" + write(securityFileFor(jdk.feature()), folder),
                "-Dorg.bouncycastle.fips.approved_only=true",
                "-Djdk.tls.allowLegacyMasterSecret=false"));
        if (jdk.feature() >= FIRST_WITH_NATIVE_ACCESS_FLAG) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        return flags;
    }

    private static String securityFileFor(int feature) {
        int shipped = feature >= 25 ? 25 : feature >= 21 ? 21 : 17;
        return "java.security." + shipped;
    }

    private static Path write(String name, Path folder) {
        try (InputStream shipped = FipsRuntime.class.getResourceAsStream(name)) {
            if (shipped == null) {
                throw new IllegalStateException("plugin-commons has no " + name);
            }
            Files.createDirectories(folder);
            Path file = folder.resolve(name);
            Files.copy(shipped, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
