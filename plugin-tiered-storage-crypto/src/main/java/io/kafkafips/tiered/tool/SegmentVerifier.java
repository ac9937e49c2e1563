package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.ContainerHeader;
import io.kafkafips.tiered.format.ObjectType;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Verifies the objects of a segment, each for itself and all as parts of one upload. Thread-safe. */
final class SegmentVerifier {
    private final ObjectVerifier objects;
    private final VerificationTally tally;

    SegmentVerifier(ObjectVerifier objects, VerificationTally tally) {
        this.objects = objects;
        this.tally = tally;
    }

    void verify(StoredSegment segment) {
        tally.segment(segment);
        Map<StoredObject, ContainerHeader> authentic = new LinkedHashMap<>();
        for (StoredObject object : segment.objects()) {
            try {
                authentic.put(object, objects.verify(object));
            } catch (RefusedObjectException e) {
                tally.bad(object, new ObjectFinding(object.file(), e.fault(), String.valueOf(e.getMessage())));
            } catch (NoSuchFileException e) {
                tally.vanished();
            } catch (IOException e) {
                tally.bad(object, new ObjectFinding(object.file(), Fault.UNREADABLE, "it cannot be read: " + e));
            }
        }
        requireOneUpload(segment, authentic);
        if (!segment.isIncomplete()) {
            requireAllObjects(segment);
        }
    }

    /** The log decides which upload it is. */
    private void requireOneUpload(StoredSegment segment, Map<StoredObject, ContainerHeader> authentic) {
        Uuid upload = upload(authentic);
        authentic.forEach((object, header) -> {
            if (segment.identity() == null || header.objectId().equals(upload)) {
                tally.good(object, header);
            } else {
                tally.bad(
                        object,
                        new ObjectFinding(
                                object.file(),
                                Fault.WRONG_UPLOAD,
                                "it is of the upload " + header.objectId() + ", the segment is of " + upload));
            }
        });
    }

    private static @Nullable Uuid upload(Map<StoredObject, ContainerHeader> authentic) {
        Uuid first = null;
        for (ContainerHeader header : authentic.values()) {
            if (header.type() == ObjectType.LOG) {
                return header.objectId();
            }
            first = first == null ? header.objectId() : first;
        }
        return first;
    }

    private void requireAllObjects(StoredSegment segment) {
        for (ObjectType type : segment.missing()) {
            tally.add(new ObjectFinding(
                    segment.base(), Fault.MISSING, type + " is not there, though the log, which is stored last, is"));
        }
    }
}
