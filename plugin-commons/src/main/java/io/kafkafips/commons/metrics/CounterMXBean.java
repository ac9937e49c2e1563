package io.kafkafips.commons.metrics;

/** A number that only grows. */
public interface CounterMXBean {
    long getCount();
}
