package io.kafkafips.cli.verify;

/** How a test ended. */
enum Result {
    PASS,
    FAIL,
    SKIPPED
}
