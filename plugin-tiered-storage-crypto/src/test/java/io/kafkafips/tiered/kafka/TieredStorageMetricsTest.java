package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.testing.MemoryStore;
import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager.IndexType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TieredStorageMetricsTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    Path folder;

    @Test
    void bean_ofAManager_countsWhatItDoes() throws Exception {
        Path keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        ObjectName name = new ObjectName("io.kafkafips:type=TieredStorage,broker=4711");
        TestSegment segment = TestSegment.write(folder, 10_000);
        try (Rig rig = new Rig(keystore, Map.of("broker.id", 4711))) {
            RemoteLogSegmentMetadata uploaded = rig.upload(segment);
            rig.readLog(uploaded);
            rig.readLog(uploaded);
            byte[] object = rig.store.objects.get(MemoryStore.log(uploaded));
            object[2000] ^= 1;
            assertThatThrownBy(() -> rig.readLog(uploaded)).isInstanceOf(CorruptRecordException.class);
            rig.store.objects.put(MemoryStore.log(uploaded), Arrays.copyOf(object, 1500));
            assertThatThrownBy(() -> rig.readLog(uploaded)).isInstanceOf(CorruptRecordException.class);
            String index = MemoryStore.name(uploaded.remoteLogSegmentId(), "OFFSET");
            rig.store.objects.put(index, new byte[2000]);
            assertThatThrownBy(() -> rig.manager.fetchIndex(uploaded, IndexType.OFFSET))
                    .isInstanceOf(CorruptRecordException.class);

            int indexes = 4096 + 5000 + 40 + 68;
            assertThat(value(name, "SealedBytes")).isEqualTo(10_000L + indexes);
            assertThat(value(name, "OpenedBytes")).isEqualTo(20_000L);
            assertThat(value(name, "TagFailures")).isEqualTo(1L);
            assertThat(value(name, "Truncations")).isEqualTo(1L);
            assertThat(value(name, "RefusedHeaders")).isEqualTo(1L);
            // again after the first chunk had not opened: it might have been the key
            assertThat(value(name, "Unwraps")).isEqualTo(2L);
            assertThat(value(name, "UnwrapFailures")).isEqualTo(0L);
            assertThat(value(name, "KeyCacheHits")).isEqualTo(2L);
            assertThat(value(name, "KeyCacheSize")).isEqualTo(1L);
            assertThat(value(name, "NativeAccelerationReady")).isInstanceOf(Boolean.class);
            rig.manager.deleteLogSegmentData(uploaded);
            rig.store.failUploadAt = 100;
            assertThatThrownBy(() -> rig.upload(segment)).isInstanceOf(RemoteStorageException.class);
            assertThat(value(name, "Copies")).isEqualTo(1L);
            assertThat(value(name, "CopiesInFlight")).isEqualTo(0L);
            assertThat(value(name, "CopiesFailedInStorage")).isEqualTo(1L);
            assertThat(value(name, "CopiesFailedForKeys")).isEqualTo(0L);
            assertThat(value(name, "CopiesFailedForSegments")).isEqualTo(0L);
            assertThat(value(name, "Deletions")).isEqualTo(1L);
            assertThat(value(name, "DeletionsFailed")).isEqualTo(0L);
            assertThat(value(name, "SpoolFallbacks")).isEqualTo(0L);
            assertThat(value(name, "SpooledCopies")).isEqualTo(0L);
            assertThat(value(name, "SpoolFailures")).isEqualTo(0L);
        }
        assertThat(SERVER.isRegistered(name)).isFalse();
    }

    @Test
    void beanOfTheKeys_saysHowTheyAreAndWhatTheyWereUsedFor() throws Exception {
        Path keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        ObjectName name = new ObjectName("io.kafkafips:type=TieredStorageKeys,broker=4713");
        try (Rig rig = new Rig(keystore, Map.of("broker.id", 4713))) {
            RemoteLogSegmentMetadata uploaded = rig.upload(TestSegment.write(folder, 10_000));
            rig.readLog(uploaded);
            String key = KeyRegistry.open(TestKeys.registry(keystore))
                    .newest("shared")
                    .orElseThrow()
                    .ref()
                    .toString();

            assertThat(value(name, "KeyServiceHealthy")).isEqualTo(1);
            assertThat(value(name, "KeyServiceDetail")).isEqualTo("");
            assertThat(value(name, "RegistryError")).isEqualTo("");
            assertThat((long) value(name, "RegistryAgeMs")).isNotNegative();
            assertThat(value(name, "KeyVersions")).isEqualTo(1L);
            assertThat(value(name, "ShreddedKeyVersions")).isEqualTo(0L);
            assertThat(value(name, "TopicKeyUnwraps")).isEqualTo(1L);
            assertThat(value(name, "TopicKeyUnwrapFailures")).isEqualTo(0L);
            assertThat((long) value(name, "TopicKeyUnwrapMaxMicros"))
                    .isGreaterThanOrEqualTo((long) value(name, "TopicKeyUnwrapMeanMicros"));
            assertThat(value(name, "TopicKeyUnwrapTotalMicros")).isEqualTo(value(name, "TopicKeyUnwrapMaxMicros"));
            assertThat((long) value(name, "OldestKeyAgeSeconds")).isNotNegative();
            assertThat(value(name, "KeysPastLimit")).isEqualTo(0L);
            assertThat(value(name, "TopicKeyCacheHits")).isEqualTo(1L);
            assertThat(value(name, "TopicKeyCacheMisses")).isEqualTo(1L);
            assertThat(value(name, "TopicKeyNegativeHits")).isEqualTo(0L);
            assertThat(value(name, "TopicKeyCacheSize")).isEqualTo(1L);
            assertThat(perKey(name, "BytesByKey", key)).isEqualTo(10_000L);
            assertThat(perKey(name, "DataKeysByKey", key)).isEqualTo(1L);
        }
        assertThat(SERVER.isRegistered(name)).isFalse();
    }

    @Test
    void attributes_ofTheBean_haveDescriptions() throws Exception {
        Path keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        try (Rig rig = new Rig(keystore, Map.of("broker.id", 4713))) {
            MBeanAttributeInfo[] attributes = SERVER.getMBeanInfo(
                            new ObjectName("io.kafkafips:type=TieredStorage,broker=4713"))
                    .getAttributes();

            assertThat(rig.manager).isNotNull();
            assertThat(attributes)
                    .allSatisfy(
                            attribute -> assertThat(attribute.getDescription()).endsWith("."));
        }
    }

    @Test
    void beans_ofTwoManagersOfOneBroker_areTwo() throws Exception {
        Path keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        try (Rig one = new Rig(keystore, Map.of("broker.id", 4712));
                Rig two = new Rig(keystore, Map.of("broker.id", 4712))) {
            assertThat(one.manager).isNotSameAs(two.manager);
            assertThat(SERVER.queryNames(new ObjectName("io.kafkafips:type=TieredStorage,broker=4712,*"), null))
                    .hasSize(2);
        }
    }

    private static Object perKey(ObjectName name, String attribute, String key) throws Exception {
        TabularData rows = (TabularData) value(name, attribute);
        return rows.get(new Object[] {key}).get("value");
    }

    private static Object value(ObjectName name, String attribute) throws Exception {
        return SERVER.getAttribute(name, attribute);
    }
}
