package io.kafkafips.authorizer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerMinuteTest {
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong millis = new AtomicLong();
    private final PerMinute rate = new PerMinute(total::get, () -> Instant.ofEpochMilli(millis.get()));

    @ParameterizedTest
    @ValueSource(longs = {1_000, 10_000, 45_000, 300_000})
    void read_steadyGrowth_isThatGrowthHoweverOftenItIsRead(long intervalMillis) {
        double last = 0;
        for (int i = 0; i < 500; i++) {
            millis.addAndGet(intervalMillis);
            total.addAndGet(intervalMillis / 100);
            last = rate.read();
        }
        assertThat(last).isCloseTo(600, within(0.001));
    }

    @Test
    void read_afterTheGrowthHasEnded_isZeroWithinAMinute() {
        total.set(1_000);
        for (int i = 0; i < 14; i++) {
            millis.addAndGet(5_000);
            rate.read();
        }
        assertThat(rate.read()).isZero();
    }

    @Test
    void read_clockThatStandsStill_isZero() {
        total.set(5);
        assertThat(rate.read()).isZero();
    }
}
