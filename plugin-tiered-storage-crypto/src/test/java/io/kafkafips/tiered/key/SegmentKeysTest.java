package io.kafkafips.tiered.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import io.kafkafips.tiered.testing.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentKeysTest {
    private static final Uuid TOPIC = new Uuid(1, 2);
    private static final Duration AGE = Duration.ofMinutes(15);

    @TempDir
    static Path keystores;

    private static KeyService roots;

    @TempDir
    Path folder;

    private final FakeTime time = new FakeTime();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path keys;
    private FaultyKeyService service;
    private Map<String, Object> settings;
    private TopicKeyAdmin admin;
    private KeyRegistry registry;

    @BeforeAll
    static void openKeystore() {
        Path keystore = TestKeys.write(keystores.resolve("roots.bcfks"), "root-1", "root-2");
        roots = KeyServices.open(Map.of(
                "keys.keystore.location",
                keystore.toString(),
                "keys.keystore.password",
                new Password(TestKeys.PASSWORD)));
    }

    @AfterAll
    static void closeKeystore() {
        roots.close();
    }

    @BeforeEach
    void start() throws Exception {
        keys = Files.createDirectory(folder.resolve("keys"));
        settings = new HashMap<>();
        settings.put("keys.root.alias", "root-1");
        settings.put("keys.registry.path", keys.toString());
        settings.put("keys.topics", "own-*:own.{topic-id},orders:orders");
        // the background stays out of the way
        settings.put("keys.refresh.interval.ms", "3600000");
        service = new FaultyKeyService(roots);
        registry = KeyRegistry.open(keys);
        admin = new TopicKeyAdmin(registry, service, "", time);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void unwrap_ofAGeneratedKey_returnsItOnAnotherBroker() throws Exception {
        create("orders");
        SegmentKeys one = broker();
        SegmentKeys other = broker();
        GeneratedKey generated = one.generate(TOPIC, "orders", 1);

        DataKey unwrapped = other.unwrap(Uuid.randomUuid(), generated.wrapped());

        assertThat(unwrapped.getEncoded()).isEqualTo(generated.key().getEncoded());
        assertThat(generated.wrapped().blob()).hasSize(40);
        assertThat(KeyRef.parse(generated.wrapped().keyRef()).orElseThrow().key())
                .isEqualTo("orders");
    }

    @Test
    void generate_forATopicWithoutAKey_namesTheCommand() {
        SegmentKeys broker = broker();

        assertThatThrownBy(() -> broker.generate(TOPIC, "orders", 1))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining("kafka-fips keys create orders");
    }

    @Test
    void generate_forATopicWithoutARule_namesTopicAndSetting() {
        SegmentKeys broker = broker();

        assertThatThrownBy(() -> broker.generate(TOPIC, "secret", 1))
                .isInstanceOf(UnknownKeyException.class)
                .hasMessageContaining("secret")
                .hasMessageContaining("rsm.config.keys.topics");
    }

    @Test
    void generate_whereBrokersMayCreate_givesEachTopicItsKey() throws Exception {
        settings.put("keys.create.missing", "true");
        SegmentKeys broker = broker();

        GeneratedKey first = broker.generate(TOPIC, "own-1", 1);
        GeneratedKey second = broker.generate(new Uuid(3, 4), "own-2", 1);

        assertThat(first.wrapped().keyRef()).startsWith("own." + KeyTopic.hex(TOPIC) + "/1/");
        assertThat(second.wrapped().keyRef()).startsWith("own." + KeyTopic.hex(new Uuid(3, 4)) + "/1/");
        assertThat(registry.newest("own." + KeyTopic.hex(TOPIC)).orElseThrow().topic())
                .isEqualTo(new KeyTopic(TOPIC, "own-1"));
    }

    @Test
    void generate_afterARotationElsewhere_usesTheNewVersionFromTheNextLookOn() throws Exception {
        KeyEntry first = create("orders");
        SegmentKeys broker = broker();
        assertThat(version(broker)).isEqualTo(1);
        admin.rotate(first, "root-2");
        assertThat(version(broker)).isEqualTo(1);

        broker.look();

        assertThat(version(broker)).isEqualTo(2);
    }

    @Test
    void unwrap_underAVersionMadeElsewhere_looksAgainAtMostOnceASecond() throws Exception {
        KeyEntry first = create("orders");
        SegmentKeys reader = broker();
        admin.rotate(first, "root-1");
        WrappedKey wrapped = broker().generate(TOPIC, "orders", 1).wrapped();
        time.pass(Duration.ofMillis(100));
        assertThatExceptionOfType(KeyUnavailableException.class)
                .isThrownBy(() -> reader.unwrap(Uuid.randomUuid(), wrapped))
                .withMessageContaining("orders/2");
        time.pass(Duration.ofSeconds(1));

        DataKey unwrapped = reader.unwrap(Uuid.randomUuid(), wrapped);

        assertThat(unwrapped.isDestroyed()).isFalse();
    }

    @Test
    void look_afterAKeyWasShredded_evictsItAndEveryKeyUnderItAtOnce() throws Exception {
        KeyEntry entry = create("orders");
        SegmentKeys broker = broker();
        Uuid segment = Uuid.randomUuid();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 1).wrapped();
        DataKey mine = broker.unwrap(segment, wrapped);
        assertThat(broker.lookUp(segment)).isPresent();
        KeyRegistry.open(keys).shred(entry.ref(), FakeTime.START);

        broker.look();

        assertThat(broker.lookUp(segment)).isEmpty();
        assertThat(alive()).isZero();
        assertThat(mine.isDestroyed()).isFalse();
        assertThatThrownBy(() -> broker.unwrap(segment, wrapped))
                .isInstanceOf(KeyShreddedException.class)
                .hasMessageContaining("orders/1")
                .hasMessageContaining("shredded at 2026-11-23T07:00:00Z");
        assertThatThrownBy(() -> broker.generate(TOPIC, "orders", 1))
                .isInstanceOf(KeyShreddedException.class)
                .hasMessageContaining("kafka-fips keys rotate orders");
        assertThat(broker.shreddedVersions()).isEqualTo(1);
    }

    @Test
    void look_afterOneVersionWasShredded_leavesTheOthers() throws Exception {
        KeyEntry first = create("orders");
        SegmentKeys broker = broker();
        WrappedKey old = broker.generate(TOPIC, "orders", 1).wrapped();
        admin.rotate(first, "root-1");
        broker.look();
        WrappedKey young = broker.generate(TOPIC, "orders", 1).wrapped();
        registry.shred(first.ref(), FakeTime.START);

        broker.look();

        assertThatExceptionOfType(KeyShreddedException.class).isThrownBy(() -> broker.unwrap(Uuid.randomUuid(), old));
        assertThat(broker.unwrap(Uuid.randomUuid(), young).isDestroyed()).isFalse();
    }

    @Test
    void shreddedKey_onABrokerThatDoesNotSeeTheRegistryAnyMore_isUsableForTheCachesAgeOnly() throws Exception {
        create("orders");
        SegmentKeys broker = broker();
        Uuid segment = Uuid.randomUuid();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 1).wrapped();
        Files.move(keys, folder.resolve("unmounted"));
        time.pass(AGE.minusSeconds(1));
        broker.look();
        assertThat(broker.unwrap(segment, wrapped).isDestroyed()).isFalse();

        time.pass(Duration.ofSeconds(1));
        broker.look();

        assertThat(broker.lookUp(segment)).isEmpty();
        assertThatThrownBy(() -> broker.unwrap(segment, wrapped))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("keys.cache.max.age.ms");
        assertThatExceptionOfType(KeyUnavailableException.class).isThrownBy(() -> broker.generate(TOPIC, "orders", 1));
        assertThat(broker.size()).isZero();
        assertThat(alive()).isZero();
        assertThat(broker.registryAge()).isEqualTo(AGE);
        assertThat(broker.registryError()).isNotBlank();
    }

    @Test
    void dataKey_unwrappedLate_isNoOlderThanItsTopicKeyMayGet() throws Exception {
        create("orders");
        SegmentKeys broker = broker();
        Uuid segment = Uuid.randomUuid();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 1).wrapped();
        time.pass(AGE.minusSeconds(1));
        broker.look();
        broker.unwrap(segment, wrapped);
        assertThat(broker.lookUp(segment)).isPresent();

        time.pass(Duration.ofSeconds(1));

        assertThat(broker.lookUp(segment)).isEmpty();
        assertThat(broker.unwrap(segment, wrapped).isDestroyed()).isFalse();
        assertThat(broker.statistics().calls()).isEqualTo(2);
    }

    @Test
    void registry_withAFileThatCannotBeRead_staysInForceAndIsToldOf() throws Exception {
        create("orders");
        create("payments");
        SegmentKeys broker = broker();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 1).wrapped();
        Path file = keys.resolve("orders/1.yaml");
        byte[] good = Files.readAllBytes(file);
        Files.writeString(file, "format: 1\nkey: half");
        broker.look();
        assertThat(broker.registryError()).isEmpty();

        broker.look();

        assertThat(broker.registryError()).contains("1.yaml");
        assertThat(broker.unwrap(Uuid.randomUuid(), wrapped).isDestroyed()).isFalse();
        Files.write(file, good);
        broker.look();
        assertThat(broker.registryError()).isEmpty();
    }

    @Test
    void tombstone_besideAFileThatCannotBeRead_isSeen() throws Exception {
        KeyEntry orders = create("orders");
        create("payments");
        SegmentKeys broker = broker();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 1).wrapped();
        registry.shred(orders.ref(), FakeTime.START);
        Files.writeString(keys.resolve("payments/1.yaml"), "rubbish");

        broker.look();
        broker.look();

        assertThat(broker.registryError()).contains("payments");
        assertThatExceptionOfType(KeyShreddedException.class)
                .isThrownBy(() -> broker.unwrap(Uuid.randomUuid(), wrapped));
    }

    @Test
    void entry_whoseFileIsGone_staysInForceAndIsToldOf() throws Exception {
        create("orders");
        SegmentKeys broker = broker();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 1).wrapped();
        Files.delete(keys.resolve("orders/1.yaml"));

        broker.look();

        assertThat(broker.registryError()).contains("1.yaml").contains("is gone");
        assertThat(broker.unwrap(Uuid.randomUuid(), wrapped).isDestroyed()).isFalse();
    }

    @Test
    void keyThatIsNotKnown_whileTheRegistryCannotBeRead_isUnavailableAndNotMade() throws Exception {
        settings.put("keys.create.missing", "true");
        create("payments");
        KeyEntry orders = create("orders");
        SegmentKeys writer = broker();
        WrappedKey wrapped = writer.generate(TOPIC, "orders", 1).wrapped();
        Files.move(keys.resolve("orders"), folder.resolve("orders"));
        SegmentKeys broker = broker();
        Path share = Files.move(keys, folder.resolve("share"));
        Files.createDirectory(keys);
        broker.look();

        assertThatExceptionOfType(KeyUnavailableException.class)
                .isThrownBy(() -> broker.unwrap(Uuid.randomUuid(), wrapped));
        assertThatExceptionOfType(KeyUnavailableException.class).isThrownBy(() -> broker.generate(TOPIC, "own-1", 1));
        assertThat(keys).isEmptyDirectory();
        Files.delete(keys);
        Files.move(share, keys);
        Files.move(folder.resolve("orders"), keys.resolve("orders"));
        time.pass(Duration.ofSeconds(1));
        assertThat(broker.unwrap(Uuid.randomUuid(), wrapped).isDestroyed()).isFalse();
        assertThat(version(broker)).isEqualTo(orders.ref().version());
    }

    @Test
    void keyPastItsAge_onABrokerThatHasNotLookedSince_isLookedAtAgain() throws Exception {
        create("orders");
        SegmentKeys broker = broker();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 1).wrapped();

        time.pass(AGE.multipliedBy(3));

        assertThat(broker.unwrap(Uuid.randomUuid(), wrapped).isDestroyed()).isFalse();
        assertThat(broker.registryAge()).isZero();
    }

    @Test
    void outage_ofTheKeyService_leavesWhatIsInMemoryReadable() throws Exception {
        create("orders");
        SegmentKeys broker = broker();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 1).wrapped();
        service.fail(new KeyUnavailableException("away"));

        DataKey read = broker.unwrap(Uuid.randomUuid(), wrapped);
        GeneratedKey generated = broker.generate(TOPIC, "orders", 1);

        assertThat(read.isDestroyed()).isFalse();
        assertThat(generated.key().isDestroyed()).isFalse();
    }

    @Test
    void outage_ofTheKeyService_isRememberedForASecond() throws Exception {
        create("orders");
        WrappedKey wrapped = broker().generate(TOPIC, "orders", 1).wrapped();
        SegmentKeys broker = broker();
        service.fail(new KeyUnavailableException("away"));
        int before = service.calls();
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(KeyUnavailableException.class)
                    .isThrownBy(() -> broker.unwrap(Uuid.randomUuid(), wrapped));
        }
        assertThat(service.calls() - before).isEqualTo(1);
        assertThat(broker.statistics().negatives()).isEqualTo(4);
        service.fail(null);

        time.pass(Duration.ofSeconds(1));

        assertThat(broker.unwrap(Uuid.randomUuid(), wrapped).isDestroyed()).isFalse();
    }

    @Test
    void refusal_ofTheKeyService_isRememberedUntilTheKeyIsWrappedAnew() throws Exception {
        KeyEntry entry = create("orders");
        WrappedKey wrapped = broker().generate(TOPIC, "orders", 1).wrapped();
        SegmentKeys broker = broker();
        service.fail(new KeyDeniedException("not you"));
        int before = service.calls();
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(KeyDeniedException.class)
                    .isThrownBy(() -> broker.unwrap(Uuid.randomUuid(), wrapped));
            time.pass(Duration.ofSeconds(3));
        }
        assertThat(service.calls() - before).isEqualTo(1);
        service.fail(null);
        admin.rewrap(entry, "root-2");

        broker.look();

        assertThat(broker.unwrap(Uuid.randomUuid(), wrapped).isDestroyed()).isFalse();
    }

    @Test
    void reads_ofManyThreadsUnderOneKey_askTheKeyServiceOnce() throws Exception {
        create("orders");
        WrappedKey wrapped = broker().generate(TOPIC, "orders", 1).wrapped();
        SegmentKeys broker = broker();
        CountDownLatch gate = new CountDownLatch(1);
        service.waitFor(gate);
        int before = service.calls();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<DataKey>> reads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            reads.add(threads.submit(() -> broker.unwrap(Uuid.randomUuid(), wrapped)));
        }
        await(() -> service.waiting() == 1 && broker.unwraps() == 8);
        gate.countDown();
        for (Future<DataKey> read : reads) {
            assertThat(read.get().isDestroyed()).isFalse();
        }
        threads.shutdownNow();

        assertThat(service.calls() - before).isEqualTo(1);
    }

    @Test
    void reads_underAnotherKey_doNotWaitForASlowKeyService() throws Exception {
        create("orders");
        create("own." + KeyTopic.hex(TOPIC));
        SegmentKeys writer = broker();
        WrappedKey slow = writer.generate(TOPIC, "orders", 1).wrapped();
        WrappedKey quick = writer.generate(TOPIC, "own-1", 1).wrapped();
        SegmentKeys broker = broker();
        broker.unwrap(Uuid.randomUuid(), quick);
        CountDownLatch gate = new CountDownLatch(1);
        service.waitFor(gate);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<DataKey> waiting = thread.submit(() -> broker.unwrap(Uuid.randomUuid(), slow));
        await(() -> service.waiting() == 1);

        DataKey read = broker.unwrap(Uuid.randomUuid(), quick);

        assertThat(read.isDestroyed()).isFalse();
        assertThat(waiting.isDone()).isFalse();
        gate.countDown();
        assertThat(waiting.get().isDestroyed()).isFalse();
        thread.shutdownNow();
    }

    @Test
    void uses_pastTheBound_unwrapAnew() throws Exception {
        settings.put("keys.cache.max.uses", "3");
        create("orders");
        SegmentKeys broker = broker();
        Uuid segment = Uuid.randomUuid();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 1).wrapped();
        broker.unwrap(segment, wrapped);

        assertThat(broker.lookUp(segment)).isPresent();
        assertThat(broker.lookUp(segment)).isPresent();
        assertThat(broker.lookUp(segment)).isEmpty();
        broker.unwrap(segment, wrapped);
        broker.unwrap(Uuid.randomUuid(), wrapped);

        assertThat(broker.statistics().calls()).isEqualTo(2);
    }

    @Test
    void manySegments_stayWithinTheBound() throws Exception {
        settings.put("keys.cache.max.entries", "5");
        create("orders");
        SegmentKeys broker = broker();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 1).wrapped();

        for (int i = 0; i < 200; i++) {
            assertThat(broker.unwrap(Uuid.randomUuid(), wrapped).isDestroyed()).isFalse();
        }

        assertThat(broker.size()).isLessThanOrEqualTo(5);
    }

    @Test
    void unwrap_ofAnotherWrapOfTheSegment_returnsThat() throws Exception {
        create("orders");
        SegmentKeys broker = broker();
        Uuid segment = Uuid.randomUuid();
        GeneratedKey one = broker.generate(TOPIC, "orders", 1);
        GeneratedKey other = broker.generate(TOPIC, "orders", 1);
        broker.unwrap(segment, one.wrapped());

        DataKey unwrapped = broker.unwrap(segment, other.wrapped());

        assertThat(unwrapped.getEncoded()).isEqualTo(other.key().getEncoded());
        assertThat(broker.lookUp(segment).orElseThrow().getEncoded())
                .isEqualTo(other.key().getEncoded());
    }

    @Test
    void unwrap_ofAnyAlteredBit_isRefusedAndNothingIsKept() throws Exception {
        create("orders");
        SegmentKeys broker = broker();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 1).wrapped();

        for (int bit = 0; bit < wrapped.blob().length * 8; bit++) {
            byte[] altered = wrapped.blob();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatExceptionOfType(WrappedKeyRefusedException.class)
                    .isThrownBy(() -> broker.unwrap(
                            Uuid.randomUuid(), new WrappedKey(WrapAlgorithm.AES_KWP, wrapped.keyRef(), altered)));
        }
        assertThat(broker.size()).isZero();
        assertThat(broker.unwrapFailures()).isEqualTo(wrapped.blob().length * 8L);
    }

    @Test
    void unwrap_ofAKeyReferenceThatIsNone_isRefused() {
        SegmentKeys broker = broker();
        WrappedKey foreign = new WrappedKey(WrapAlgorithm.AES_KWP, "kek-1", new byte[40]);

        assertThatExceptionOfType(WrappedKeyRefusedException.class)
                .isThrownBy(() -> broker.unwrap(Uuid.randomUuid(), foreign));
    }

    @Test
    void forget_ofASegment_leavesTheCallersCopyAlone() throws Exception {
        create("orders");
        SegmentKeys broker = broker();
        Uuid segment = Uuid.randomUuid();
        DataKey mine =
                broker.unwrap(segment, broker.generate(TOPIC, "orders", 1).wrapped());

        broker.forget(segment);

        assertThat(broker.lookUp(segment)).isEmpty();
        assertThat(mine.isDestroyed()).isFalse();
    }

    @Test
    void close_ofABroker_overwritesEveryKey() throws Exception {
        create("orders");
        SegmentKeys broker = broker();
        broker.unwrap(Uuid.randomUuid(), broker.generate(TOPIC, "orders", 1).wrapped());

        broker.close();

        assertThat(alive()).isZero();
        assertThat(broker.size()).isZero();
    }

    @Test
    void limits_passedWhereTheBrokerMayCreate_makeTheNextVersion() throws Exception {
        settings.put("keys.create.missing", "true");
        settings.put("keys.limits.data.keys", "2");
        SegmentKeys broker = broker();

        List<Integer> versions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            versions.add(version(broker));
        }

        assertThat(versions).containsExactly(1, 1, 2, 2, 3);
    }

    @Test
    void limits_passedByAgeOnManyBrokers_makeOneVersion() throws Exception {
        settings.put("keys.create.missing", "true");
        List<SegmentKeys> brokers = List.of(broker(), broker(), broker());
        for (SegmentKeys broker : brokers) {
            assertThat(version(broker)).isEqualTo(1);
        }

        time.pass(Duration.ofDays(90));
        brokers.forEach(SegmentKeys::look);

        for (SegmentKeys broker : brokers) {
            assertThat(version(broker)).isEqualTo(2);
        }
        assertThat(registry.entries("orders")).hasSize(2);
    }

    @Test
    void limits_passedWhereTheBrokerMayNotCreate_onlyWarn() throws Exception {
        settings.put("keys.limits.bytes", "100");
        create("orders");
        SegmentKeys broker = broker();
        broker.generate(TOPIC, "orders", 100);

        assertThat(version(broker)).isEqualTo(1);
        assertThat(broker.bytesByKey().values()).containsExactly(101L);
        assertThat(broker.dataKeysByKey().values()).containsExactly(2L);
        assertThat(broker.keysPastLimit()).isEqualTo(1);
    }

    @Test
    void keysInUse_areTheNewestThatTheBrokerHasUsed() throws Exception {
        create("orders");
        SegmentKeys broker = broker();
        time.pass(Duration.ofDays(91));
        assertThat(broker.oldestKeyAge()).isZero();
        assertThat(broker.keysPastLimit()).isZero();

        assertThat(version(broker)).isEqualTo(1);
        assertThat(broker.oldestKeyAge()).isEqualTo(Duration.ofDays(91));
        assertThat(broker.keysPastLimit()).isEqualTo(1);

        admin.rotate(registry.newest("orders").orElseThrow(), "root-1");
        broker.look();
        assertThat(broker.keysPastLimit()).isZero();
        assertThat(version(broker)).isEqualTo(2);
        assertThat(broker.oldestKeyAge()).isZero();
    }

    @Test
    void limits_passedAndEnforced_refuseNewSegmentsAndNameTheCommand() throws Exception {
        settings.put("keys.limits.bytes", "100");
        settings.put("keys.limits.enforced", "true");
        create("orders");
        SegmentKeys broker = broker();
        WrappedKey wrapped = broker.generate(TOPIC, "orders", 100).wrapped();

        assertThatThrownBy(() -> broker.generate(TOPIC, "orders", 1))
                .isInstanceOf(KeyDeniedException.class)
                .hasMessageContaining("kafka-fips keys rotate orders");
        assertThat(broker.unwrap(Uuid.randomUuid(), wrapped).isDestroyed()).isFalse();
    }

    @Test
    void open_withTheKeyServiceAway_startsAndWorksOnceItIsBack() throws Exception {
        create("orders");
        service.fail(new KeyUnavailableException("away"));
        SegmentKeys broker = broker();
        assertThat(broker.health().healthy()).isFalse();
        assertThatExceptionOfType(KeyUnavailableException.class).isThrownBy(() -> broker.generate(TOPIC, "orders", 1));
        service.fail(null);
        time.pass(Duration.ofSeconds(2));

        assertThat(version(broker)).isEqualTo(1);
    }

    @Test
    void open_withARootThatIsNotThere_namesSettingAndRoot() {
        settings.put("keys.root.alias", "root-9");

        assertThatThrownBy(this::broker)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.root.alias=root-9")
                .hasMessageContaining("[root-1, root-2]");
    }

    @Test
    void open_withTheRootOfTheRegistry_takesThatBeforeTheSetting() throws Exception {
        settings.put("keys.root.alias", "");
        settings.put("keys.create.missing", "true");
        assertThatThrownBy(this::broker).hasMessageContaining("rsm.config.keys.root.alias is missing");
        registry.setCurrentRoot("root-2");
        settings.put("keys.root.alias", "root-1");

        broker().generate(TOPIC, "orders", 1);

        assertThat(registry.newest("orders").orElseThrow().root()).contains("root-2");
    }

    @Test
    void open_withoutTheRegistrysFolder_namesSettingAndCommand() {
        settings.put("keys.registry.path", folder.resolve("none").toString());

        assertThatThrownBy(this::broker)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rsm.config.keys.registry.path")
                .hasMessageContaining("mkdir");
    }

    @Test
    void open_withAFileInTheRegistryThatCannotBeRead_namesItAndTheLine() throws Exception {
        create("orders");
        Files.writeString(keys.resolve("orders/1.yaml"), "format: 1\nkey: [a]\n");

        assertThatThrownBy(this::broker).isInstanceOf(ConfigException.class).hasMessageContaining("1.yaml:");
    }

    @Test
    void background_ofABroker_seesARotationByItself() throws Exception {
        settings.put("keys.refresh.interval.ms", "20");
        KeyEntry first = create("orders");
        SegmentKeys broker = broker();
        admin.rotate(first, "root-1");

        await(() -> broker.versions() == 2);

        assertThat(version(broker)).isEqualTo(2);
    }

    private SegmentKeys broker() {
        SegmentKeys broker = SegmentKeys.open(KeySettings.of(settings), service, time, time);
        open.add(broker);
        return broker;
    }

    private KeyEntry create(String key) throws Exception {
        return admin.create(key, KeyTopic.NONE, "root-1");
    }

    private static int version(SegmentKeys broker) throws KeyServiceException {
        return KeyRef.parse(broker.generate(TOPIC, "orders", 1).wrapped().keyRef())
                .orElseThrow()
                .version();
    }

    /** Topic keys in the clear that the key service gave to the brokers and that are not overwritten. */
    private long alive() {
        return service.given.stream().filter(key -> !key.isDestroyed()).count();
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        for (int i = 0; i < 6000 && !condition.holds(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.holds()).isTrue();
    }
}
