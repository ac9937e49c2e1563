package io.kafkafips.cli.output;

import java.util.function.LongConsumer;

/** Takes how much of a long task is done, from any thread, until it is closed. */
public interface Meter extends LongConsumer, AutoCloseable {
    @Override
    void close();
}
