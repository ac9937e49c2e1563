package io.kafkafips.commons.audit;

/**
 * One audit trail, as JMX shows it: {@code io.kafkafips:type=Audit,trail=<source>}. Counts are since the start of the process. A monitor that
 * keeps sequence and hash of the last checkpoint has what {@code AuditVerifier} needs to find a trail that was cut off or rolled back.
 */
public interface AuditMXBean {
    /** Events that wait for the writer. */
    int getQueueDepth();

    int getQueueCapacity();

    /** Events that were taken; each is in the trail, or will be. */
    long getEvents();

    /** Events that the queue had no room for. */
    long getLostEvents();

    /** Lines of any kind. */
    long getLines();

    /** Attempts to write that failed. */
    long getWriteErrors();

    /** 1 while the disk takes nothing, else 0. */
    int getFailing();

    /** 1 if lines carry a MAC, else 0. */
    int getKeyed();

    /** Number of the file that is being written. */
    int getFile();

    /** Seconds since the last checkpoint, or since the start when there was none yet. */
    double getCheckpointAgeSeconds();

    /** Number of the last line that is known to be on disk. */
    long getCheckpointSequence();

    /** SHA-256 of that line. */
    String getCheckpointSha256();
}
