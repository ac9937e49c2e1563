package io.kafkafips.validator.report;

import static io.kafkafips.validator.report.TestBatches.INVALID;
import static io.kafkafips.validator.report.TestBatches.VALID;
import static io.kafkafips.validator.report.TestBatches.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.metrics.JmxBeans;
import io.kafkafips.validator.policy.TopicPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationMetricsTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 500;

    private static final ThreadLocal<TestRequest> REQUEST = new ThreadLocal<>();

    @TempDir
    private Path folder;

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final JmxBeans beans = new JmxBeans(server, "type=RecordValidator");
    private final ValidationMetrics metrics = new ValidationMetrics(REQUEST::get);
    private TestBatches batches;

    @BeforeEach
    void load() throws Exception {
        batches = TestBatches.in(folder);
    }

    @AfterEach
    void handled() {
        REQUEST.remove();
    }

    @Test
    void concluded_batchesOfManyThreads_areCountedExactly() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Callable<Void>> work = IntStream.range(0, THREADS)
                .<Callable<Void>>mapToObj(thread -> () -> produce(thread))
                .toList();

        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        threads.shutdown();

        sweep();
        int batchesOfAKind = THREADS * ROUNDS;
        assertThat(attributes("name=all", "AcceptedRecords", "AcceptedBatches"))
                .containsExactly(5L * batchesOfAKind, 2L * batchesOfAKind);
        assertThat(attributes("name=all", "RejectedRecords", "RejectedBatches", "BatchMateRecords"))
                .containsExactly(2L * batchesOfAKind, (long) batchesOfAKind, (long) batchesOfAKind);
        assertThat(attributes("name=all", "Warnings", "WarnedBatches"))
                .containsExactly(1L * batchesOfAKind, 1L * batchesOfAKind);
        for (String kind : List.of("topic", "policy", "principal")) {
            for (String attribute : List.of("AcceptedRecords", "RejectedRecords", "BatchMateRecords", "Warnings")) {
                assertThat(sumOf(kind, attribute))
                        .as(kind + " " + attribute)
                        .isEqualTo(attributes("name=all", attribute)[0]);
            }
        }
        assertThat(attributes("name=principal,principal=\"User:client 0\"", "RejectedBatches"))
                .containsExactly((long) ROUNDS);
        assertThat(attributes(
                        "name=rule,policy=\"strict\",rule=\"json\"",
                        "RejectedRecords",
                        "RejectedBatches",
                        "WarnedRecords"))
                .containsExactly(2L * batchesOfAKind, (long) batchesOfAKind, 0L);
        assertThat(attributes(
                        "name=rule,policy=\"lax\",rule=\"dry-run\"",
                        "RejectedRecords",
                        "WarnedRecords",
                        "WarnedBatches"))
                .containsExactly(0L, (long) batchesOfAKind, (long) batchesOfAKind);
    }

    private Void produce(int thread) {
        REQUEST.set(TestRequest.by("client " + thread));
        for (int i = 0; i < ROUNDS; i++) {
            metrics.concluded(topic("strict-a"), batches.verdict("strict-a", VALID, VALID, VALID));
            metrics.concluded(topic("strict-b"), batches.verdict("strict-b", INVALID, VALID, INVALID));
            metrics.concluded(topic("other"), batches.verdict("other", VALID, INVALID));
        }
        return null;
    }

    @Test
    void concluded_manyBatches_timesAShareOfThem() throws Exception {
        for (int i = 0; i < 40 * TopicPolicy.TIMED_ONE_IN; i++) {
            metrics.concluded(topic("strict-a"), batches.verdict("strict-a", VALID, VALID));
        }

        sweep();
        String rule = "name=rule,policy=\"strict\",rule=\"json\"";
        assertThat((long) attributes(rule, "TimedRecords")[0]).isPositive().isLessThan(40 * TopicPolicy.TIMED_ONE_IN);
        assertThat((double) attributes(rule, "EstimatedSeconds")[0]).isPositive();
    }

    @Test
    void sweep_timeOfARule_isDescribedAsAnEstimate() throws Exception {
        metrics.concluded(topic("other"), batches.verdict("other", INVALID));

        sweep();

        assertThat(server.getMBeanInfo(name("name=rule,policy=\"lax\",rule=\"dry-run\""))
                        .getAttributes())
                .anySatisfy(attribute -> {
                    assertThat(attribute.getName()).isEqualTo("EstimatedSeconds");
                    assertThat(attribute.getDescription()).contains("estimate", TopicPolicy.TIMED_ONE_IN + " times");
                });
    }

    @Test
    void unreadable_unknownSender_countsForTopicAndUnknown() throws Exception {
        metrics.unreadable(topic("a,b=*?\"\n"), "corrupt");
        metrics.overBudget(topic("a,b=*?\"\n"), "slow");

        sweep();

        assertThat(attributes("name=principal,principal=\"unknown\"", "UnreadableBatches", "OverBudgetBatches"))
                .containsExactly(1L, 1L);
        assertThat(attributes(
                        "name=topic,topic=" + ObjectName.quote("a,b=*?\"\n"), "UnreadableBatches", "OverBudgetBatches"))
                .containsExactly(1L, 1L);
    }

    @Test
    void concluded_morePrincipalsThanThereIsRoomFor_areCountedTogether() throws Exception {
        for (int i = 0; i < ValidationMetrics.MOST_PRINCIPALS + 50; i++) {
            REQUEST.set(TestRequest.by("client-" + i));
            metrics.concluded(topic("strict-a"), batches.verdict("strict-a", VALID));
        }

        sweep();

        assertThat(server.queryNames(name("name=principal,*"), null)).hasSize(ValidationMetrics.MOST_PRINCIPALS);
        assertThat(attributes("name=other-principals", "AcceptedBatches")).containsExactly(50L);
    }

    private void sweep() {
        metrics.show(beans);
        metrics.sweep(0, beans);
    }

    private long sumOf(String kind, String attribute) throws Exception {
        long sum = 0;
        for (ObjectName bean : server.queryNames(name("name=" + kind + ",*"), null)) {
            sum += (long) server.getAttribute(bean, attribute);
        }
        return sum;
    }

    private Object[] attributes(String bean, String... attributes) throws Exception {
        Object[] values = new Object[attributes.length];
        for (int i = 0; i < attributes.length; i++) {
            values[i] = server.getAttribute(name(bean), attributes[i]);
        }
        return values;
    }

    private static ObjectName name(String bean) throws Exception {
        return new ObjectName("io.kafkafips:type=RecordValidator," + bean);
    }
}
