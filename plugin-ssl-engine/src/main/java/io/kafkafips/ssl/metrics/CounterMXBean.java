package io.kafkafips.ssl.metrics;

/** A number that only grows. */
public interface CounterMXBean {
    long getCount();
}
