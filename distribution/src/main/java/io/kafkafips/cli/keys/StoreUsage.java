package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.tiered.key.KeyEntry;
import io.kafkafips.tiered.key.KeyRef;
import io.kafkafips.tiered.tool.Inspection;
import io.kafkafips.tiered.tool.StoreInspector;
import io.kafkafips.tiered.tool.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds under which topic key, by the headers of its objects.
 *
 * @param byKeyRef usage by the name that headers have; {@code null} when no store was looked at
 */
record StoreUsage(@Nullable Map<String, Usage> byKeyRef) {
    static final StoreUsage UNKNOWN = new StoreUsage(null);

    private static final int THREADS = 4;

    static StoreUsage of(Path store) {
        if (!Files.exists(store)) {
            throw CommandFailure.usage("--store " + store + " does not exist", "--store <folder with stored objects>");
        }
        try {
            Inspection inspection = new StoreInspector(THREADS, object -> {}).inspect(List.of(store));
            Map<String, Usage> usage = new TreeMap<>();
            inspection.keys().forEach((key, used) -> usage.put(key.keyRef(), used));
            return new StoreUsage(usage);
        } catch (IOException e) {
            throw CommandFailure.usage("--store " + store + " cannot be read", "--store <folder that you can read>", e);
        }
    }

    /** Of one version; {@code null} when it is not known or there is nothing. */
    @Nullable
    Usage of(KeyRef ref) {
        return byKeyRef == null ? null : byKeyRef.get(ref.toString());
    }

    @Nullable
    String note(KeyRef ref) {
        if (byKeyRef == null) {
            return null;
        }
        Usage usage = of(ref);
        return usage == null ? "nothing is stored under it" : words(usage.objects(), usage.bytes());
    }

    String inWords(List<KeyEntry> entries) {
        if (byKeyRef == null) {
            return ", and with it all that is stored under it";
        }
        long objects = 0;
        long bytes = 0;
        for (KeyEntry entry : entries) {
            Usage usage = of(entry.ref());
            objects += usage == null ? 0 : usage.objects();
            bytes += usage == null ? 0 : usage.bytes();
        }
        return ", and with it " + words(objects, bytes);
    }

    private static String words(long objects, long bytes) {
        return objects + " objects of " + bytes + " bytes";
    }
}
