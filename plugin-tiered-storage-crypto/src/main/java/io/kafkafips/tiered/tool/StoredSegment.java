package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.ObjectType;
import io.kafkafips.tiered.format.SegmentIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one segment that lie beside each other; or a single object whose name says nothing.
 *
 * @param base the path of its objects, without the ending that tells their kind
 * @param identity what the path says, {@code null} when it says nothing
 * @param objects sorted by path
 * @param leftovers files of an upload that did not come to its end
 */
public record StoredSegment(
        Path base, @Nullable SegmentIdentity identity, List<StoredObject> objects, List<Path> leftovers) {
    private static final Set<ObjectType> REQUIRED = EnumSet.complementOf(EnumSet.of(ObjectType.TRANSACTION_INDEX));

    public StoredSegment {
        objects = List.copyOf(objects);
        leftovers = List.copyOf(leftovers);
    }

    /** The segment with the identity that someone knows from elsewhere. */
    public StoredSegment of(SegmentIdentity known) {
        List<StoredObject> placed =
                objects.stream().map(object -> object.of(known)).toList();
        return new StoredSegment(base, identity, placed, leftovers);
    }

    /** The segment that an object of the directory backend belongs to; empty when the path is none of such a store. */
    public static Optional<StoredSegment> around(Path object) throws IOException {
        Optional<ObjectPlace> place = ObjectPlace.of(object);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        List<StoredObject> objects = new ArrayList<>();
        for (Map.Entry<ObjectType, Path> sibling : ObjectPlace.siblings(object).entrySet()) {
            if (Files.isRegularFile(sibling.getValue())) {
                objects.add(new StoredObject(
                        sibling.getValue(),
                        Files.size(sibling.getValue()),
                        sibling.getKey(),
                        place.get().identity()));
            }
        }
        return Optional.of(new StoredSegment(object, place.get().identity(), objects, List.of()));
    }

    /**
     * Which objects it lacks. The log is written last and deleted first: a segment that lacks it is an upload or a delete that is under
     * way, or that was broken off; one that has it and lacks another is damaged.
     */
    public Set<ObjectType> missing() {
        EnumSet<ObjectType> missing = EnumSet.noneOf(ObjectType.class);
        if (identity != null) {
            missing.addAll(REQUIRED);
            objects.forEach(object -> missing.remove(object.type()));
        }
        return missing;
    }

    /** Whether its upload, or its deletion, did not come to its end. */
    public boolean isIncomplete() {
        return !leftovers.isEmpty() || missing().contains(ObjectType.LOG);
    }
}
