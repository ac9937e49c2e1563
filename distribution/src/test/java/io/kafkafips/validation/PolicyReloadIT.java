package io.kafkafips.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.KafkaRuntime;
import io.kafkafips.validation.ReloadLoad.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The policy file flips between two policies once a second while producers run, with a broken file in between now and then. A policy is
 * known to be in force from the moment that a probe has met it until the next good file is written; whatever is sent and answered within
 * that time must be judged by it alone. Outside of it what is valid under both must pass, and what is valid under none must not.
 */
@Tag("conformance")
class PolicyReloadIT {
    private static final String TOPIC = "reload";
    private static final Duration WHOLE = Duration.ofSeconds(60);
    private static final Duration FLIP = Duration.ofSeconds(1);
    private static final Duration BROKEN = Duration.ofMillis(400);
    private static final int EVERY = 5;
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/validation/reload");
    private static final String BROKEN_FILE =
            "version: 1\npolicies:\n  - name: c\n    topics: [\"reload\"]\n    value: [{rule: no-such}]\n";

    private static String policy(String name) {
        return """
                version: 1
                policies:
                  - name: %s
                    topics: ["reload"]
                    headers:
                      - {rule: required-headers, names: [valid-under-%s]}
                """.formatted(name, name);
    }

    /**
     * A time in which a policy is in force for certain.
     *
     * @param policy its name
     * @param fromNanos a probe had met it
     * @param toNanos the next good file was about to be written
     */
    record Window(String policy, long fromNanos, long toNanos) {}

    @Test
    void policyFile_flipsUnderLoad_decidesNoRecordWrongly() throws Exception {
        FreshFolder.of(FOLDER);
        List<Window> windows = new ArrayList<>();
        int broken = 0;
        try (ValidatingBroker broker = new ValidatingBroker(FOLDER, KafkaRuntime.resolve("4.3.1"), Jdk.current())
                .with("record.validation.policy.reload.interval.ms", "100")
                .policies(policy("a"))
                .start()) {
            try (Admin admin = Admin.create(broker.client())) {
                admin.createTopics(List.of(new NewTopic(TOPIC, Kind.values().length, (short) 1)))
                        .all()
                        .get(2, TimeUnit.MINUTES);
            }
            ReloadLoad load = new ReloadLoad(broker.client(), TOPIC);
            try (load) {
                load.start();
                String current = "a";
                long from = load.awaitInForce(current);
                long end = from + WHOLE.toNanos();
                while (System.nanoTime() < end) {
                    Thread.sleep(FLIP.toMillis());
                    if (windows.size() % EVERY == EVERY - 1) {
                        broker.policies(BROKEN_FILE + "# " + broken++ + "\n");
                        Thread.sleep(BROKEN.toMillis());
                    }
                    windows.add(new Window(current, from, System.nanoTime()));
                    current = current.equals("a") ? "b" : "a";
                    broker.policies(policy(current));
                    from = load.awaitInForce(current);
                }
                windows.add(new Window(current, from, System.nanoTime()));
            }
            assertThat(broker.node().logText()).contains("the change is refused");
            verify(load, windows, broken, new TopicReader(broker.client()).read(List.of(TOPIC), false));
        }
    }

    private static void verify(
            ReloadLoad load, List<Window> windows, int broken, Map<String, List<ConsumerRecord<String, String>>> log)
            throws Exception {
        List<String> wrong = new ArrayList<>();
        int exact = 0;
        for (ReloadLoad.Decision decision : load.decisions()) {
            boolean decided = false;
            for (Window window : windows) {
                if (decision.sentNanos() >= window.fromNanos() && decision.answeredNanos() <= window.toNanos()) {
                    decided = true;
                    if (decision.accepted() != decision.kind().isValidUnder(window.policy())) {
                        wrong.add(decision + " under " + window);
                    }
                }
            }
            exact += decided ? 1 : 0;
            if (!decision.isPossible()) {
                wrong.add(decision + ": no policy says that");
            }
        }
        Files.writeString(
                FOLDER.resolve("report.md"),
                String.format(
                        Locale.ROOT,
                        "%d reloads, %d broken files, %d records, %d of them within a settled time; wrong: %d%n",
                        windows.size() - 1,
                        broken,
                        load.decisions().size(),
                        exact,
                        wrong.size()));
        assertThat(wrong).isEmpty();
        assertThat(log.get(TOPIC))
                .as("what is in the log is what was acknowledged")
                .extracting(ConsumerRecord::value)
                .containsExactlyInAnyOrderElementsOf(load.acknowledged());
        assertThat(exact).isGreaterThan(load.decisions().size() / 3);
        assertThat(windows).hasSizeGreaterThan(10);
        assertThat(broken).isPositive();
    }
}
