package io.kafkafips.conformance;

import io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;

/** What Kafka's tests of tiered storage, as {@link TieredSubstitutes} changes them, call. In the JVM of the tests. */
public final class TieredSuite {
    /** On the class path of the tests: what our manager is configured with beside its delegate. */
    static final String SETTINGS = "tiered-suite.properties";

    private static final String OURS = "io.kafkafips.tiered.";
    private static final String STOCK = "org.apache.kafka.server.log.remote.storage.LocalTieredStorage";
    private static final String CLASS_NAME = "remote.log.storage.manager.class.name";
    private static final String PREFIX = "remote.log.storage.manager.impl.prefix";

    // static: the rewritten tests have nothing else to hold it by
    private static final TieredEvidence EVIDENCE = new TieredEvidence(new SegmentReader(settings()));

    private TieredSuite() {}

    static TieredEvidence evidence() {
        return EVIDENCE;
    }

    /** The settings of a broker that names LocalTieredStorage, with our manager before it. */
    public static Properties encrypted(Properties broker) {
        String prefix = broker.getProperty(PREFIX);
        Properties changed = new Properties();
        broker.forEach((key, value) -> changed.put(
                key.toString().startsWith(prefix)
                        ? prefix + "delegate." + key.toString().substring(prefix.length())
                        : key,
                value));
        changed.setProperty(prefix + "delegate.class.name", broker.getProperty(CLASS_NAME));
        changed.setProperty(CLASS_NAME, EncryptingRemoteStorageManager.class.getName());
        settings().forEach((key, value) -> changed.setProperty(prefix + key, value));
        EVIDENCE.watch(Path.of(broker.getProperty(prefix + "dir")));
        return changed;
    }

    /** The LocalTieredStorage that a broker's manager, which is ours, stores with. */
    public static RemoteStorageManager behind(RemoteStorageManager manager) throws ReflectiveOperationException {
        if (!(manager instanceof EncryptingRemoteStorageManager)) {
            throw new AssertionError("The broker's manager is " + manager.getClass());
        }
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> holders = new ArrayDeque<>(Set.of(manager));
        while (!holders.isEmpty()) {
            for (Object held : fields(holders.remove())) {
                if (held.getClass().getName().equals(STOCK)) {
                    return (RemoteStorageManager) held;
                }
                if (held.getClass().getName().startsWith(OURS) && seen.add(held)) {
                    holders.add(held);
                }
            }
        }
        throw new AssertionError("No " + STOCK + " behind " + manager);
    }

    /** Examines the files of a segment that was stored; some of them are optional. */
    public static void stored(Map<?, File> files) {
        EVIDENCE.examine(
                files.values().stream().filter(File::exists).map(File::toPath).toList());
    }

    /** A plaintext copy of a segment's log; throws where the log is not what our manager stores. */
    public static File decrypted(File log) throws IOException {
        Path copy = Files.createTempFile("decrypted", ".log");
        copy.toFile().deleteOnExit();
        return Files.write(copy, EVIDENCE.reader().read(log.toPath())).toFile();
    }

    private static Collection<Object> fields(Object holder) throws ReflectiveOperationException {
        Deque<Object> values = new ArrayDeque<>();
        for (Field field : holder.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                Object value = field.get(holder);
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    private static Map<String, String> settings() {
        Properties properties = new Properties();
        try (InputStream in = TieredSuite.class.getClassLoader().getResourceAsStream(SETTINGS)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.forEach((key, value) -> settings.put(key.toString(), value.toString()));
        return settings;
    }
}
