package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.ObjectType;
import io.kafkafips.tiered.format.SegmentIdentity;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.Uuid;

/**
 * What the path of an object says in a store of the directory backend: {@code <topic id>/<partition>/<segment id>.<kind>}, ids in
 * hexadecimal. Whoever can write to the store can write such a name; but an object only opens under the identity that it was sealed
 * for.
 *
 * @param temporary whether it is the name of a file that is still being written
 */
record ObjectPlace(SegmentIdentity identity, ObjectType type, boolean temporary) {
    private static final int HEX_DIGITS = 16;
    private static final int NAMES = 3;
    private static final Pattern PLACE =
            Pattern.compile("([0-9a-f]{32})/(0|[1-9][0-9]{0,9})/([0-9a-f]{32})\\.([a-z-]+)(\\.tmp)?");
    private static final Map<String, ObjectType> KINDS = Map.of(
            "log", ObjectType.LOG,
            "index", ObjectType.OFFSET_INDEX,
            "timeindex", ObjectType.TIME_INDEX,
            "snapshot", ObjectType.PRODUCER_SNAPSHOT,
            "txnindex", ObjectType.TRANSACTION_INDEX,
            "leader-epochs", ObjectType.LEADER_EPOCH);

    /** Empty when the path is none of such a store. */
    static Optional<ObjectPlace> of(Path file) {
        Path path = file.toAbsolutePath().normalize();
        int count = path.getNameCount();
        if (count < NAMES) {
            return Optional.empty();
        }
        Matcher place =
                PLACE.matcher(path.getName(count - 3) + "/" + path.getName(count - 2) + "/" + path.getName(count - 1));
        if (!place.matches() || !KINDS.containsKey(place.group(4)) || tooLarge(place.group(2))) {
            return Optional.empty();
        }
        SegmentIdentity identity =
                new SegmentIdentity(uuid(place.group(1)), Integer.parseInt(place.group(2)), uuid(place.group(3)));
        return Optional.of(new ObjectPlace(identity, KINDS.get(place.group(4)), place.group(5) != null));
    }

    /** Where the objects of the same segment are, or would be. */
    static Map<ObjectType, Path> siblings(Path object) {
        String name = String.valueOf(object.getFileName());
        String base = name.substring(0, name.indexOf('.'));
        Map<ObjectType, Path> siblings = new EnumMap<>(ObjectType.class);
        KINDS.forEach((kind, type) -> siblings.put(type, object.resolveSibling(base + "." + kind)));
        return siblings;
    }

    private static boolean tooLarge(String partition) {
        return Long.parseLong(partition) > Integer.MAX_VALUE;
    }

    static Uuid uuid(String hex) {
        return new Uuid(
                HexFormat.fromHexDigitsToLong(hex, 0, HEX_DIGITS),
                HexFormat.fromHexDigitsToLong(hex, HEX_DIGITS, 2 * HEX_DIGITS));
    }
}
