package io.kafkafips.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * The folder {@code java.io.tmpdir}, where the FIPS module and the compression codecs unpack their native libraries. On a mount with
 * {@code noexec}, which a tmpfs of Docker is unless told otherwise, the module ends the JVM with an {@code UnsatisfiedLinkError} somewhere in
 * its class initialisers; so this is looked at before anything asks for the module.
 */
final class NativeLibraryFolder {
    private static final String STRICT =
            "or run without native libraries by JDK_JAVA_OPTIONS=@/opt/kafka-fips/strict.args (AES-GCM is about 60 times slower)";

    private final Path folder;
    private final List<String> mounts;

    /**
     * One that is not looked at yet.
     *
     * @param mounts lines of {@code /proc/self/mounts}
     */
    NativeLibraryFolder(Path folder, List<String> mounts) {
        this.folder = folder;
        this.mounts = List.copyOf(mounts);
    }

    /** Refuses a folder that native libraries cannot be loaded from, unless the JVM is told to do without them. */
    static void check(Properties system) {
        if ("java".equals(system.getProperty("org.bouncycastle.native.cpu_variant"))) {
            return;
        }
        Path mounts = Path.of("/proc/self/mounts");
        try {
            new NativeLibraryFolder(
                            Path.of(system.getProperty("java.io.tmpdir")),
                            Files.isReadable(mounts) ? Files.readAllLines(mounts) : List.of())
                    .check();
        } catch (IOException e) {
            throw StartRefusal.usage("Cannot read " + mounts, "a container with its own /proc", e);
        }
    }

    void check() {
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw StartRefusal.notFips(
                    "java.io.tmpdir " + folder
                            + " is not a folder that this user can write: the FIPS module would run in Java alone",
                    "--tmpfs " + folder + ":exec,uid=1001,mode=0700,size=64m, " + STRICT);
        }
        if (isNoexec()) {
            throw StartRefusal.notFips(
                    "java.io.tmpdir " + folder
                            + " is mounted noexec: the FIPS module cannot load its native library from there",
                    "--tmpfs " + folder + ":exec,uid=1001,mode=0700,size=64m (exec: Docker's default is noexec), "
                            + STRICT);
        }
    }

    /** By the mount with the longest path above the folder; of two at the same path the later one covers the earlier. */
    private boolean isNoexec() {
        boolean noexec = false;
        int longest = -1;
        for (String line : mounts) {
            String[] fields = line.split(" ", -1);
            Path point = Path.of(fields.length < 4 ? "" : fields[1].replace("\\040", " "));
            if (folder.toAbsolutePath().startsWith(point) && point.getNameCount() >= longest) {
                longest = point.getNameCount();
                noexec = List.of(fields[3].split(",", -1)).contains("noexec");
            }
        }
        return noexec;
    }
}
