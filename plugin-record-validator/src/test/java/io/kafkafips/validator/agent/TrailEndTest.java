package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TrailEndTest {
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

    @Test
    void run_kafkaIsShuttingDown_comesAfterIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Thread kafka = new Thread(
                () -> {
                    begun.countDown();
                    try {
                        Thread.sleep(200);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    steps.add("kafka");
                },
                "kafka-shutdown-hook");
        kafka.start();
        begun.await();

        new TrailEnd(() -> steps.add("end")).run();

        assertThat(steps).containsExactly("kafka", "end");
    }

    @Test
    void run_withoutKafka_comesAllTheSame() {
        new TrailEnd(() -> steps.add("end")).run();

        assertThat(steps).containsExactly("end");
    }
}
