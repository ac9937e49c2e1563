package io.kafkafips.tiered.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the headers of stored objects, several segments at a time. No key is needed, and nothing is authenticated. */
public final class StoreInspector {
    private final int threads;
    private final Consumer<InspectedObject> each;

    /** @param each takes every object, one at a time, in no order */
    public StoreInspector(int threads, Consumer<InspectedObject> each) {
        this.threads = threads;
        this.each = each;
    }

    /**
     * Inspects.
     *
     * @param roots files and folders
     * @throws IOException when a folder or an object cannot be read
     */
    public Inspection inspect(List<Path> roots) throws IOException {
        InspectionTally tally = new InspectionTally();
        try (Crew crew = new Crew(threads)) {
            StoreWalk walk = new StoreWalk(segment -> crew.start(() -> inspect(segment, tally)));
            for (Path root : roots) {
                walk.walk(root);
            }
            crew.finish();
            return tally.result(walk.otherFiles());
        }
    }

    private void inspect(StoredSegment segment, InspectionTally tally) {
        List<InspectedObject> objects = new ArrayList<>();
        for (StoredObject object : segment.objects()) {
            read(object).ifPresent(objects::add);
        }
        tally.add(segment, objects);
        synchronized (each) {
            objects.forEach(each);
        }
    }

    /** Empty when it was deleted meanwhile, with its segment. */
    private static Optional<InspectedObject> read(StoredObject object) {
        try {
            return Optional.of(InspectedObject.of(object));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(object.file() + " cannot be read", e);
        }
    }
}
