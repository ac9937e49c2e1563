package io.kafkafips.commons.audit.verify;

import io.kafkafips.commons.audit.format.TrailEvents;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a file ends.
 *
 * @param reason what its last line says, {@value TrailEvents#CRASH} without such a line
 * @param tornBytes what follows the last whole line
 * @param tornHash hash of that, empty without it
 */
record FileEnd(String reason, long tornBytes, String tornHash) {
    boolean isClosed() {
        return !reason.equals(TrailEvents.CRASH);
    }

    /** What is wrong when the next file says this of it; {@code null} if nothing is. */
    @Nullable
    String contradiction(Map<String, Object> previous) {
        String said = String.valueOf(previous.get("end"));
        if (said.equals(TrailEvents.SHORTENED) || said.equals(TrailEvents.MISSING)) {
            return "the node found this file " + said + " when it started again";
        }
        if (!said.equals(reason)) {
            return isClosed()
                    ? "the next file says that it ended with '" + said + "', and it is closed with '" + reason + "'"
                    : "the next file says that it was closed with '" + said + "', and the line that closes it is gone";
        }
        Object bytes = previous.getOrDefault("tornBytes", 0L);
        Object hash = previous.getOrDefault("tornSha256", "");
        boolean same = bytes.equals(tornBytes) && hash.equals(tornHash);
        return same ? null : "the half line at its end is not the one that the node found after its crash";
    }
}
