package io.kafkafips.validator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CachedSchemaRegistryTest {
    private static final SchemaId FIVE = new SchemaId.Registered(5);
    private static final RegisteredSchema SCHEMA =
            new RegisteredSchema(5, RegisteredSchema.Type.AVRO, "\"string\"", List.of(), Set.of("orders-value"));

    /** Answers as a test sets it: a schema, {@code null} for none, or out of reach. */
    private static class ScriptedSource implements SchemaSource {
        final Map<SchemaId, RegisteredSchema> known = new HashMap<>();
        boolean outOfReach;
        SchemaId broken;
        SchemaId unusable;
        int questions;
        boolean closed;

        @Override
        public RegisteredSchema schema(SchemaId id) throws UnusableSchema, IOException {
            questions++;
            if (outOfReach || id.equals(broken)) {
                throw new NoAnswer("no route");
            }
            if (id.equals(unusable)) {
                throw UnusableSchema.because("has references that go in a circle");
            }
            RegisteredSchema schema = known.get(id);
            if (schema == null) {
                throw UnusableSchema.unknown();
            }
            return schema;
        }

        @Override
        public List<SchemaId> ids(String subject) throws UnusableSchema, IOException {
            if (outOfReach) {
                throw new NoAnswer("no route");
            }
            List<SchemaId> ids = known.entrySet().stream()
                    .filter(entry -> entry.getValue().subjects().contains(subject))
                    .map(Map.Entry::getKey)
                    .toList();
            if (ids.isEmpty()) {
                throw UnusableSchema.unknown();
            }
            return ids;
        }

        @Override
        public void probe() throws IOException {
            if (outOfReach) {
                throw new NoAnswer("no route");
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final ScriptedSource source = new ScriptedSource();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private long nanos = 1_000;

    private CachedSchemaRegistry registry(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(Map.of("url", "http://localhost:1", "allow-plaintext-http", true));
        all.putAll(options);
        RegistryConfig config = RegistryConfig.of("main", all);
        return new CachedSchemaRegistry(config, source, background::add, () -> nanos, () -> {});
    }

    private CachedSchemaRegistry registry() {
        return registry(Map.of());
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void runBackground() {
        while (!background.isEmpty()) {
            background.remove().run();
        }
    }

    /** What a caller gets, then what is asked in the background of it. */
    private Throwable ask(CachedSchemaRegistry registry, SchemaId id) {
        Throwable answer = catchThrowable(() -> registry.schema(id));
        runBackground();
        return answer;
    }

    @Test
    void schema_notAtHand_isRetriableAndAskedForInTheBackground() {
        source.known.put(FIVE, SCHEMA);
        CachedSchemaRegistry registry = registry();

        assertThatThrownBy(() -> registry.schema(FIVE)).isInstanceOf(RetriableException.class);
        assertThat(source.questions).isZero();

        runBackground();
        assertThat(registry.schema(FIVE)).isSameAs(SCHEMA);
    }

    @Test
    void schema_whileTheRegistryDoesNotAnswer_returnsToTheCaller() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        SchemaSource slow = new ScriptedSource() {
            @Override
            public RegisteredSchema schema(SchemaId id) throws UnusableSchema, IOException {
                asked.countDown();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return SCHEMA;
            }
        };
        RegistryConfig config =
                RegistryConfig.of("main", Map.of("url", "http://localhost:1", "allow-plaintext-http", "true"));
        CachedSchemaRegistry registry = new CachedSchemaRegistry(config, slow, threads, System::nanoTime, () -> {});

        Throwable first = catchThrowable(() -> registry.schema(FIVE));
        asked.await();
        Throwable second = catchThrowable(() -> registry.schema(FIVE));
        answer.countDown();
        threads.execute(answered::countDown);
        answered.await();

        assertThat(List.of(first, second)).allMatch(RetriableException.class::isInstance);
        assertThat(registry.schema(FIVE)).isSameAs(SCHEMA);
        threads.shutdownNow();
    }

    @Test
    void schema_askedForByMany_isLookedUpOnce() {
        CachedSchemaRegistry registry = registry();

        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> registry.schema(FIVE)).isInstanceOf(RetriableException.class);
        }

        assertThat(background).hasSize(1);
    }

    @Test
    void schema_unknownTwice_isRefusedWithoutAskingAgain() {
        CachedSchemaRegistry registry = registry();
        Throwable first = ask(registry, FIVE);
        pass(Duration.ofSeconds(2));
        Throwable second = ask(registry, FIVE);

        Throwable third = ask(registry, FIVE);
        Throwable fourth = ask(registry, FIVE);

        assertThat(List.of(first, second)).allMatch(RetriableException.class::isInstance);
        assertThat(List.of(third, fourth)).allMatch(InvalidRecordException.class::isInstance);
        assertThat(source.questions).isEqualTo(2);
    }

    @Test
    void schema_unknownOnce_isNotAskedForAgainAtOnce() {
        CachedSchemaRegistry registry = registry();
        ask(registry, FIVE);

        assertThat(ask(registry, FIVE)).isInstanceOf(RetriableException.class);
        assertThat(source.questions).isEqualTo(1);
    }

    @Test
    void schema_registeredAfterItWasAskedForOnce_isGiven() {
        CachedSchemaRegistry registry = registry();
        ask(registry, FIVE);
        source.known.put(FIVE, SCHEMA);
        pass(Duration.ofSeconds(2));
        ask(registry, FIVE);

        assertThat(registry.schema(FIVE)).isSameAs(SCHEMA);
    }

    @Test
    void schema_registeredAfterItWasRefused_isGivenAfterARetriableError() {
        CachedSchemaRegistry registry = registry();
        ask(registry, FIVE);
        pass(Duration.ofMillis(1_100));
        ask(registry, FIVE);
        Throwable refused = ask(registry, FIVE);
        source.known.put(FIVE, SCHEMA);
        pass(Duration.ofMillis(1_001));

        Throwable first = ask(registry, FIVE);

        assertThat(refused).isInstanceOf(InvalidRecordException.class);
        assertThat(first)
                .isInstanceOfSatisfying(
                        SchemaUnavailable.class, e -> assertThat(e.isAccepted()).isFalse());
        assertThat(registry.schema(FIVE)).isSameAs(SCHEMA);
    }

    @Test
    void schema_unknownForLong_isSoughtAnewOnceASecondAndRefusedInBetween() {
        CachedSchemaRegistry registry = registry(Map.of("not-found-confirm-ms", 0));
        List<Class<?>> answers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            answers.add(ask(registry, FIVE).getClass());
            pass(Duration.ofMillis(500));
            answers.add(ask(registry, FIVE).getClass());
            pass(Duration.ofMillis(500));
        }

        assertThat(answers)
                .containsExactly(
                        SchemaUnavailable.class,
                        InvalidRecordException.class,
                        SchemaUnavailable.class,
                        InvalidRecordException.class,
                        SchemaUnavailable.class,
                        InvalidRecordException.class);
        assertThat(source.questions).isEqualTo(3);
    }

    @Test
    void schema_thatCannotBeUsed_isRefusedForTheStatedTime() {
        source.unusable = FIVE;
        CachedSchemaRegistry registry = registry();
        ask(registry, FIVE);
        pass(Duration.ofSeconds(29));
        Throwable refused = ask(registry, FIVE);
        pass(Duration.ofSeconds(2));

        assertThat(refused).isInstanceOf(InvalidRecordException.class);
        assertThat(ask(registry, FIVE)).isInstanceOf(RetriableException.class);
        assertThat(source.questions).isEqualTo(2);
    }

    @Test
    void schema_ofNonsense_burdensTheRegistryAtTheStatedRate() {
        CachedSchemaRegistry registry = registry(Map.of("lookups-per-second", 10, "max-lookups", 1_000));
        for (int i = 0; i < 10_000; i++) {
            ask(registry, new SchemaId.Registered(i));
        }
        int atOnce = source.questions;
        pass(Duration.ofMillis(500));
        for (int i = 10_000; i < 20_000; i++) {
            ask(registry, new SchemaId.Registered(i));
        }

        assertThat(atOnce).isEqualTo(10);
        assertThat(source.questions).isEqualTo(15);
        assertThat(registry.statistics().orElseThrow().turnedAway()).isEqualTo(20_000 - 15);
    }

    @Test
    void schema_ofNonsense_drivesNoSchemaOut() {
        source.known.put(FIVE, SCHEMA);
        CachedSchemaRegistry registry =
                registry(Map.of("lookups-per-second", 10_000, "not-found-confirm-ms", 0, "cache-size", 10));
        ask(registry, FIVE);
        for (int i = 100; i < 30_000; i++) {
            pass(Duration.ofMillis(1));
            ask(registry, new SchemaId.Registered(i));
        }

        assertThat(registry.schema(FIVE)).isSameAs(SCHEMA);
    }

    @Test
    void schema_whileTooManyLookupsAreUnderWay_isRetriableAndNotAskedFor() {
        CachedSchemaRegistry registry = registry(Map.of("max-lookups", 3));

        for (int i = 0; i < 10; i++) {
            SchemaId id = new SchemaId.Registered(i);
            assertThatThrownBy(() -> registry.schema(id)).isInstanceOf(RetriableException.class);
        }

        assertThat(background).hasSize(3);
    }

    @Test
    void schema_thatIsOld_isGivenAndRefreshedInTheBackground() {
        source.known.put(FIVE, SCHEMA);
        CachedSchemaRegistry registry = registry();
        ask(registry, FIVE);
        RegisteredSchema moved =
                new RegisteredSchema(5, RegisteredSchema.Type.AVRO, "\"string\"", List.of(), Set.of("returns-value"));
        source.known.put(FIVE, moved);
        pass(Duration.ofMinutes(6));

        RegisteredSchema old = registry.schema(FIVE);
        runBackground();

        assertThat(List.of(old, registry.schema(FIVE))).containsExactly(SCHEMA, moved);
    }

    @Test
    void schema_refreshedWithoutChange_staysTheSameObject() {
        source.known.put(FIVE, SCHEMA);
        CachedSchemaRegistry registry = registry();
        ask(registry, FIVE);
        source.known.put(
                FIVE,
                new RegisteredSchema(5, RegisteredSchema.Type.AVRO, "\"string\"", List.of(), Set.of("orders-value")));
        pass(Duration.ofMinutes(6));
        ask(registry, FIVE);

        assertThat(registry.schema(FIVE)).isSameAs(SCHEMA);
        assertThat(source.questions).isEqualTo(2);
    }

    @Test
    void schema_whileTheRegistryIsOutOfReach_isTheLastOneUpToItsAge() {
        source.known.put(FIVE, SCHEMA);
        CachedSchemaRegistry registry =
                registry(Map.of("stale-while-error-ms", Duration.ofHours(2).toMillis()));
        ask(registry, FIVE);
        source.outOfReach = true;
        pass(Duration.ofMinutes(119));
        ask(registry, FIVE);
        RegisteredSchema stale = registry.schema(FIVE);
        pass(Duration.ofMinutes(2));
        ask(registry, FIVE);

        assertThat(stale).isSameAs(SCHEMA);
        assertThat(ask(registry, FIVE)).isInstanceOf(RetriableException.class);
    }

    @Test
    void schema_removedFromTheRegistry_isRefusedInTheEnd() {
        source.known.put(FIVE, SCHEMA);
        CachedSchemaRegistry registry = registry();
        ask(registry, FIVE);
        source.known.clear();
        pass(Duration.ofMinutes(6));
        ask(registry, FIVE);
        pass(Duration.ofSeconds(2));
        ask(registry, FIVE);

        assertThat(ask(registry, FIVE)).isInstanceOf(InvalidRecordException.class);
    }

    @ParameterizedTest
    @EnumSource(OutageRule.class)
    void schema_whenTheLookupFailed_isAnsweredAsTheSettingsSay(OutageRule rule) {
        source.outOfReach = true;
        CachedSchemaRegistry registry = registry(Map.of("on-outage", rule.option()));
        ask(registry, FIVE);

        Throwable answer = ask(registry, FIVE);

        switch (rule) {
            case REJECT -> assertThat(answer).isInstanceOf(InvalidRecordException.class);
            case RETRY ->
                assertThat(answer)
                        .isInstanceOfSatisfying(
                                SchemaUnavailable.class,
                                e -> assertThat(e.isAccepted()).isFalse());
            case ACCEPT_UNVALIDATED ->
                assertThat(answer)
                        .isInstanceOfSatisfying(
                                SchemaUnavailable.class,
                                e -> assertThat(e.isAccepted()).isTrue());
        }
    }

    @ParameterizedTest
    @EnumSource(OutageRule.class)
    void schema_askedForTheFirstTimeDuringAnOutage_isNotDecidedYet(OutageRule rule) {
        source.outOfReach = true;
        CachedSchemaRegistry registry = registry(Map.of("on-outage", rule.option()));
        ask(registry, FIVE);

        Throwable answer = ask(registry, new SchemaId.Registered(6));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        SchemaUnavailable.class, e -> assertThat(e.isAccepted()).isFalse());
    }

    @Test
    void schema_thatAloneCannotBeHad_doesNotPass() {
        source.broken = FIVE;
        CachedSchemaRegistry registry = registry(Map.of("on-outage", "accept-unvalidated"));
        ask(registry, FIVE);

        assertThat(ask(registry, FIVE))
                .isInstanceOfSatisfying(
                        SchemaUnavailable.class, e -> assertThat(e.isAccepted()).isFalse());
    }

    @Test
    void schema_ofAFailureBeforeTheRegistryAnsweredAgain_doesNotPass() {
        source.known.put(new SchemaId.Registered(6), SCHEMA);
        CachedSchemaRegistry registry = registry(Map.of("on-outage", "accept-unvalidated"));
        source.outOfReach = true;
        ask(registry, FIVE);
        source.outOfReach = false;
        ask(registry, new SchemaId.Registered(6));

        assertThat(ask(registry, FIVE))
                .isInstanceOfSatisfying(
                        SchemaUnavailable.class, e -> assertThat(e.isAccepted()).isFalse());
    }

    @Test
    void schema_afterAFailureOfLongAgo_isNotDecidedYet() {
        source.outOfReach = true;
        CachedSchemaRegistry registry = registry(Map.of("on-outage", "accept-unvalidated"));
        ask(registry, FIVE);
        pass(Duration.ofHours(1));

        assertThat(ask(registry, FIVE))
                .isInstanceOfSatisfying(
                        SchemaUnavailable.class, e -> assertThat(e.isAccepted()).isFalse());
    }

    @Test
    void schema_afterAFailure_isNotAskedForAgainAtOnce() {
        source.outOfReach = true;
        CachedSchemaRegistry registry = registry();
        ask(registry, FIVE);
        ask(registry, FIVE);
        int before = source.questions;
        pass(Duration.ofSeconds(2));
        ask(registry, FIVE);

        assertThat(List.of(before, source.questions)).containsExactly(1, 2);
    }

    @Test
    void schema_whenTheRegistryIsBack_isGiven() {
        source.outOfReach = true;
        source.known.put(FIVE, SCHEMA);
        CachedSchemaRegistry registry = registry();
        ask(registry, FIVE);
        source.outOfReach = false;
        pass(Duration.ofSeconds(2));
        ask(registry, FIVE);

        assertThat(registry.schema(FIVE)).isSameAs(SCHEMA);
        assertThat(registry.statistics().orElseThrow().lastError()).isEmpty();
    }

    @Test
    void warmUp_ofSubjects_hasTheirSchemasBeforeARecordAsks() throws Exception {
        source.known.put(FIVE, SCHEMA);
        CachedSchemaRegistry registry = registry(Map.of("subjects", "orders-value"));

        registry.warmUp();

        assertThat(registry.schema(FIVE)).isSameAs(SCHEMA);
    }

    @Test
    void warmUp_ofASubjectThatIsMissing_fails() {
        CachedSchemaRegistry registry = registry(Map.of("subjects", "orders-value"));

        assertThatThrownBy(registry::warmUp).isInstanceOf(IOException.class).hasMessageContaining("orders-value");
    }

    @Test
    void statistics_ofALife_tellWhatHappened() {
        source.known.put(FIVE, SCHEMA);
        CachedSchemaRegistry registry = registry(Map.of("on-outage", "accept-unvalidated"));
        ask(registry, FIVE);
        ask(registry, FIVE);
        pass(Duration.ofSeconds(7));
        source.outOfReach = true;
        SchemaId six = new SchemaId.Registered(6);
        ask(registry, six);
        ask(registry, six);

        assertThat(registry.statistics())
                .hasValue(new RegistryStatistics(1, 3, 2, 1, 0, 1, 0, 1, Duration.ofSeconds(7), "NoAnswer: no route"));
    }

    @Test
    void close_withSchemasAtHand_stillGivesThem() {
        source.known.put(FIVE, SCHEMA);
        CachedSchemaRegistry registry = registry();
        ask(registry, FIVE);

        registry.close();

        assertThat(registry.schema(FIVE)).isSameAs(SCHEMA);
        assertThat(source.closed).isTrue();
    }
}
