package io.kafkafips.cli.doctor.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The mounted file systems, as a {@code mounts} file of proc shows them. Immutable. */
public final class Mounts {
    private final List<Mount> mounts;

    private Mounts(List<Mount> mounts) {
        this.mounts = List.copyOf(mounts);
    }

    private record Mount(Path at, List<String> options) {}

    /** Reads the file; one that cannot be read tells of no mounts. */
    public static Mounts read(Path file) {
        List<Mount> mounts = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split(" ", -1);
                if (fields.length > 3) {
                    mounts.add(new Mount(
                            Path.of(fields[1].replace("\\040", " ")), Arrays.asList(fields[3].split(",", -1))));
                }
            }
        } catch (IOException e) {
            return new Mounts(List.of());
        }
        return new Mounts(mounts);
    }

    /** Whether the file system of a folder has an option, empty when it is not known. */
    public Optional<Boolean> hasOption(Path folder, String option) {
        Path place = folder.toAbsolutePath().normalize();
        return mounts.stream()
                .filter(mount -> place.startsWith(mount.at()))
                .max(Comparator.comparingInt(mount -> mount.at().getNameCount()))
                .map(mount -> mount.options().contains(option));
    }
}
