package io.kafkafips.bench;

import java.util.List;

/** Something that {@link TieredProbe} measures. */
enum TieredMetric {
    /** An upload through a delegate. */
    COPY("copy"),
    /** A read of a part, left early. */
    FETCH("fetch"),
    /** An upload to nowhere. */
    SEAL("copy"),
    /** What an upload holds. */
    HEAP("heap"),
    /** What many uploads leave behind. */
    MEMORY("memory"),
    /** The first upload of a JVM. */
    FIRST("first");

    private final String probe;

    TieredMetric(String probe) {
        this.probe = probe;
    }

    String probe() {
        return probe;
    }

    /** A heap that is resident from the start: what grows then is native. */
    List<String> jvmFlags() {
        return this == MEMORY ? List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch") : List.of("-Xmx1g");
    }
}
