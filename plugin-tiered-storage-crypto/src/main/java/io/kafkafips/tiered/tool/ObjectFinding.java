package io.kafkafips.tiered.tool;

import java.nio.file.Path;

/** An object that is not good, and why. */
public record ObjectFinding(Path file, Fault fault, String explanation) {}
