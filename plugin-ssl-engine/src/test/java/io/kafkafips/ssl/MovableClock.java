package io.kafkafips.ssl;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved. */
public final class MovableClock extends Clock {
    private volatile Instant now;

    private MovableClock(Instant now) {
        this.now = now;
    }

    /** One that shows what the clock of the machine shows now. */
    public static MovableClock ofNow() {
        return new MovableClock(Instant.now());
    }

    /** Moves it, back for a negative duration. */
    public void move(Duration by) {
        now = now.plus(by);
    }

    /** Sets it. */
    public void set(Instant to) {
        now = to;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
