package io.kafkafips.authorizer.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.99, 0.999, 1})
    void quantileNanos_randomTimes_isBetweenTheTrueOneAndItsDouble(double quantile) {
        Random random = new Random(9);
        Latency latency = new Latency();
        long[] nanos = new long[10_000];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (long) Math.exp(random.nextDouble() * 15);
            latency.record(nanos[i]);
        }
        Arrays.sort(nanos);
        long exact = nanos[(int) Math.ceil(nanos.length * quantile) - 1];

        assertThat(latency.quantileNanos(quantile)).isBetween(exact, 2 * exact);
        assertThat(latency.maxNanos()).isEqualTo(nanos[nanos.length - 1]);
        assertThat(latency.timed()).isEqualTo(nanos.length);
    }

    @Test
    void begin_manyRequests_timesOneInSixteen() {
        Latency latency = new Latency();
        for (int i = 0; i < 160_000; i++) {
            latency.end(latency.begin());
        }
        assertThat(latency.timed()).isBetween(9_000L, 11_000L);
        assertThat(latency.meanNanos()).isPositive();
    }

    @Test
    void quantileNanos_nothingTimed_isZero() {
        assertThat(new Latency().quantileNanos(0.99)).isZero();
        assertThat(new Latency().meanNanos()).isZero();
    }
}
