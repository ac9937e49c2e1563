package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    private static final long BUDGET = 1_600;

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final AtomicLong cpu = new AtomicLong();
    private final AtomicInteger cpuLooks = new AtomicInteger();
    private final TimeBudget budget = new TimeBudget(BUDGET, clock::get, () -> {
        cpuLooks.incrementAndGet();
        return cpu.get();
    });

    @Test
    void start_batchAfterBatch_asksForCpuTimeOnceInSoManyPartsOfTheBudget() {
        for (int i = 0; i < 160; i++) {
            budget.start();
            clock.addAndGet(10);
        }

        assertThat(cpuLooks).hasValueBetween(10, 16);
    }

    @Test
    void isMostlyCpuTime_threadThatWorks_isTrue() {
        budget.start();
        pass(50, 50);
        TimeBudget.Watch watch = budget.start();
        pass(2_000, 1_500);

        assertThat(watch.look()).isTrue();
        assertThat(watch.isMostlyCpuTime()).isTrue();
    }

    @Test
    void isMostlyCpuTime_threadThatIsKeptFromWork_isFalse() {
        budget.start();
        pass(50, 50);
        TimeBudget.Watch watch = budget.start();
        pass(2_000, 500);

        assertThat(watch.look()).isTrue();
        assertThat(watch.isMostlyCpuTime()).isFalse();
    }

    @Test
    void isMostlyCpuTime_threadThatWorkedLongBefore_countsTheBatchOnly() {
        budget.start();
        pass(1_000_000, 1_000_000);
        TimeBudget.Watch watch = budget.start();
        pass(2_000, 10);

        assertThat(watch.look()).isTrue();
        assertThat(watch.isMostlyCpuTime()).isFalse();
    }

    private void pass(long nanos, long cpuNanos) {
        clock.addAndGet(nanos);
        cpu.addAndGet(cpuNanos);
    }
}
