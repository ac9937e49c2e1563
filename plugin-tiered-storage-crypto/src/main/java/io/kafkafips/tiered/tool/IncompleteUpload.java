package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.ObjectType;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A segment whose upload or deletion is under way, or was broken off.
 *
 * @param base the path of its objects, without the ending that tells their kind
 * @param missing the objects that it would need
 * @param leftovers files that were never finished
 */
public record IncompleteUpload(Path base, Set<ObjectType> missing, List<Path> leftovers) {
    public IncompleteUpload {
        missing = Set.copyOf(missing);
        leftovers = List.copyOf(leftovers);
    }
}
