package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.SegmentIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A walk over files and folders that finds stored objects, segment by segment, sorted by path. What is named as an object of the
 * directory backend is one, whatever it holds; any other file below a folder is one when it begins as a container does; a file that was
 * named by the caller always is. Memory does not grow beyond the names of one folder. Links to folders are not followed.
 */
public final class StoreWalk {
    private static final int MAGIC_BYTES = 4;

    private final Visitor visitor;
    private long otherFiles;

    /** Takes what a walk finds. */
    @FunctionalInterface
    public interface Visitor {
        void visit(StoredSegment segment) throws IOException;
    }

    public StoreWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    /** How many files were neither objects nor left over from an upload. */
    public long otherFiles() {
        return otherFiles;
    }

    /**
     * Walks.
     *
     * @param root a file or a folder
     * @throws IOException when a folder cannot be read: what cannot be seen cannot be called good
     */
    public void walk(Path root) throws IOException {
        if (Files.isDirectory(root)) {
            folder(root);
        } else {
            long bytes = Files.size(root);
            visitor.visit(single(ObjectPlace.of(root)
                    .filter(place -> !place.temporary())
                    .map(place -> new StoredObject(root, bytes, place.type(), place.identity()))
                    .orElseGet(() -> new StoredObject(root, bytes, null, null))));
        }
    }

    private void folder(Path folder) throws IOException {
        List<Path> folders = new ArrayList<>();
        Map<String, List<Path>> files = new TreeMap<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    folders.add(child);
                } else if (Files.isRegularFile(child)) {
                    files.computeIfAbsent(base(child), base -> new ArrayList<>())
                            .add(child);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            // a segment was deleted, and its folder with it
            return;
        }
        for (Map.Entry<String, List<Path>> group : files.entrySet()) {
            group.getValue().sort(null);
            group(folder.resolve(group.getKey()), group.getValue());
        }
        folders.sort(null);
        for (Path child : folders) {
            folder(child);
        }
    }

    private void group(Path base, List<Path> files) throws IOException {
        List<StoredObject> objects = new ArrayList<>();
        List<Path> leftovers = new ArrayList<>();
        SegmentIdentity identity = null;
        for (Path file : files) {
            Optional<ObjectPlace> place = ObjectPlace.of(file);
            if (place.isEmpty()) {
                unplaced(file);
            } else {
                identity = place.get().identity();
                add(file, place.get(), objects, leftovers);
            }
        }
        if (!objects.isEmpty() || !leftovers.isEmpty()) {
            visitor.visit(new StoredSegment(base, identity, objects, leftovers));
        }
    }

    /** A file that has vanished was deleted with its segment. */
    private static void add(Path file, ObjectPlace place, List<StoredObject> objects, List<Path> leftovers)
            throws IOException {
        if (place.temporary()) {
            leftovers.add(file);
            return;
        }
        try {
            objects.add(new StoredObject(file, Files.size(file), place.type(), place.identity()));
        } catch (NoSuchFileException e) {
            return;
        }
    }

    private void unplaced(Path file) throws IOException {
        if (beginsAsContainer(file)) {
            visitor.visit(single(new StoredObject(file, Files.size(file), null, null)));
        } else {
            otherFiles++;
        }
    }

    private static StoredSegment single(StoredObject object) {
        return new StoredSegment(object.file(), null, List.of(object), List.of());
    }

    private static boolean beginsAsContainer(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ContainerFormat.isContainer(in.readNBytes(MAGIC_BYTES));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** The name up to its first dot. */
    private static String base(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.', 1);
        return dot < 0 ? name : name.substring(0, dot);
    }
}
