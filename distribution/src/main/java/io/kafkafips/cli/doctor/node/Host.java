package io.kafkafips.cli.doctor.node;

import java.nio.file.Path;
import java.time.Instant;

/**
 * The machine. Immutable.
 *
 * @param proc where the proc file system is mounted
 * @param system {@code os.name}
 * @param architecture {@code os.arch}
 * @param javaFeature the Java that nodes run on, such as 17
 * @param now when certificates have to be valid
 */
public record Host(Path proc, String system, String architecture, int javaFeature, Instant now) {}
