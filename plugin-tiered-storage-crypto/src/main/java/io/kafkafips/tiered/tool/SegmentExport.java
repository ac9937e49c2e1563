package io.kafkafips.tiered.tool;

import io.kafkafips.tiered.format.ObjectType;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts all objects of a segment into a folder under the names that they had in a broker's log directory, so that Kafka's own tools
 * read them. Nothing appears unless every object is what was stored.
 */
public final class SegmentExport {
    private final ObjectDecryptor decryptor;

    /** A file that was written. */
    public record ExportedFile(ObjectType type, Path file, long bytes) {}

    public SegmentExport(ObjectDecryptor decryptor) {
        this.decryptor = decryptor;
    }

    /**
     * Exports.
     *
     * @param folder exists
     * @param baseOffset by which the files are named; {@code null} for the offset of the log's first batch
     * @param overwrite whether files of these names are replaced
     */
    public List<ExportedFile> export(StoredSegment segment, Path folder, @Nullable Long baseOffset, boolean overwrite)
            throws IOException, RefusedObjectException {
        if (!segment.missing().isEmpty()) {
            throw new RefusedObjectException(Fault.MISSING, "the segment lacks " + segment.missing());
        }
        Map<ObjectType, SecretFile> plaintexts = new EnumMap<>(ObjectType.class);
        try {
            decrypt(segment, folder, plaintexts);
            return commit(plaintexts, folder, baseOffset, overwrite);
        } finally {
            for (SecretFile file : plaintexts.values()) {
                file.close();
            }
        }
    }

    private void decrypt(StoredSegment segment, Path folder, Map<ObjectType, SecretFile> plaintexts)
            throws IOException, RefusedObjectException {
        Uuid upload = null;
        for (StoredObject object : segment.objects()) {
            SecretFile file = SecretFile.in(folder);
            plaintexts.put(Objects.requireNonNull(object.type(), "its name says it"), file);
            Uuid objectId = decryptor.decrypt(object, file.output()).objectId();
            if (upload != null && !upload.equals(objectId)) {
                throw new RefusedObjectException(
                        Fault.WRONG_UPLOAD, object.file().getFileName() + " is of another upload than the others");
            }
            upload = objectId;
        }
    }

    private static List<ExportedFile> commit(
            Map<ObjectType, SecretFile> plaintexts, Path folder, @Nullable Long baseOffset, boolean overwrite)
            throws IOException, RefusedObjectException {
        Map<ObjectType, Path> targets = targets(plaintexts, folder, baseOffset);
        for (Path target : targets.values()) {
            if (!overwrite && Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
        }
        List<ExportedFile> exported = new ArrayList<>();
        for (Map.Entry<ObjectType, Path> target : targets.entrySet()) {
            SecretFile file = plaintexts.get(target.getKey());
            if (file != null) {
                file.commit(target.getValue(), overwrite);
                exported.add(new ExportedFile(target.getKey(), target.getValue(), Files.size(target.getValue())));
            }
        }
        return exported;
    }

    private static Map<ObjectType, Path> targets(
            Map<ObjectType, SecretFile> plaintexts, Path folder, @Nullable Long baseOffset)
            throws RefusedObjectException {
        LogOffsets offsets = offsets(plaintexts.get(ObjectType.LOG), baseOffset);
        Map<ObjectType, Path> targets = new EnumMap<>(ObjectType.class);
        plaintexts.keySet().forEach(type -> targets.put(type, folder.resolve(kafkaName(type, offsets))));
        return targets;
    }

    private static LogOffsets offsets(@Nullable SecretFile log, @Nullable Long baseOffset)
            throws RefusedObjectException {
        if (log == null) {
            throw new RefusedObjectException(Fault.MISSING, "the segment has no log");
        }
        try {
            LogOffsets found = LogOffsets.of(log.content());
            return baseOffset == null ? found : new LogOffsets(baseOffset, found.next());
        } catch (IOException e) {
            if (baseOffset != null) {
                return new LogOffsets(baseOffset, baseOffset);
            }
            throw new RefusedObjectException(
                    Fault.UNREADABLE, "its log does not tell its base offset: " + e.getMessage(), e);
        }
    }

    /** A producer snapshot is named by the offset up to which it tells, everything else by the segment's base offset. */
    private static String kafkaName(ObjectType type, LogOffsets offsets) {
        return switch (type) {
            case LOG -> number(offsets.first()) + ".log";
            case OFFSET_INDEX -> number(offsets.first()) + ".index";
            case TIME_INDEX -> number(offsets.first()) + ".timeindex";
            case TRANSACTION_INDEX -> number(offsets.first()) + ".txnindex";
            case PRODUCER_SNAPSHOT -> number(offsets.next()) + ".snapshot";
            case LEADER_EPOCH -> "leader-epoch-checkpoint";
        };
    }

    private static String number(long offset) {
        return String.format(Locale.ROOT, "%020d", offset);
    }
}
