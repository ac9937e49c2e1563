package io.kafkafips.commons.audit.verify;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one trail holds.
 *
 * @param source who wrote it
 * @param trail its id, empty when no first line could be read
 * @param keyed whether the MACs were checked
 * @param firstFile number of the first file that was there
 * @param lastFile number of the last
 * @param lines lines of any kind
 * @param events events, aggregated ones counted one by one
 * @param eventsByType the same by CloudEvents type
 * @param lost events that the writer had to drop and says so
 * @param gaps lines that say so
 * @param crashes how often the writer ended without closing its file
 * @param firstTime time of the first line
 * @param lastTime time of the last
 * @param lastSequence number of the last line
 * @param lastSha256 its hash: to be kept elsewhere, for {@link AuditVerifier#expecting}
 * @param ending how it ends
 */
public record TrailReport(
        String source,
        String trail,
        boolean keyed,
        int firstFile,
        int lastFile,
        long lines,
        long events,
        Map<String, Long> eventsByType,
        long lost,
        long gaps,
        long crashes,
        String firstTime,
        String lastTime,
        long lastSequence,
        String lastSha256,
        Ending ending) {
    public TrailReport {
        eventsByType = new TreeMap<>(eventsByType);
    }

    /** The end of a trail. */
    public enum Ending {
        /** Its writer closed it. */
        CLOSED,
        /** Its writer is at work, or has crashed, or lines at the end were removed after the last checkpoint that is known. */
        OPEN,
        /** As {@link #OPEN}, and the last line is half there. */
        TORN
    }
}
