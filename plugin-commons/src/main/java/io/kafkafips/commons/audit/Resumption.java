package io.kafkafips.commons.audit;

import io.kafkafips.commons.audit.format.TrailKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a trail goes on.
 *
 * @param trail tells it from others of the same source
 * @param file number of the next file
 * @param key of that file, {@code null} without one
 * @param sequence number of its first line
 * @param prev hash of the line before
 * @param previous what the first line says of the file before; empty for the first file
 */
record Resumption(
        String trail, int file, @Nullable TrailKey key, long sequence, String prev, Map<String, Object> previous) {}
