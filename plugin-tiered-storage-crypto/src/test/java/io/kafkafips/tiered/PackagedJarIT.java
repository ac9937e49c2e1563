package io.kafkafips.tiered;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is installed: what is in it, and that it runs with nothing but Kafka, commons and the module beside it. */
class PackagedJarIT {
    private static final Path JAR = Path.of(System.getProperty("kafkafips.tiered.jar"));

    @TempDir
    Path folder;

    @Test
    void jar_holds_ourClassesAndTheRelocatedCacheAlone() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> classes = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();

            assertThat(classes)
                    .allMatch(name -> name.startsWith("io/kafkafips/tiered/"))
                    .anyMatch(name -> name.startsWith("io/kafkafips/tiered/shaded/caffeine/"));
            assertThat(jar.getEntry("META-INF/licenses/caffeine/LICENSE")).isNotNull();
        }
    }

    @Test
    void manager_fromTheJar_encryptsAndDecrypts() throws Exception {
        Path keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        TestSegment segment = TestSegment.write(folder, 1_000_000);
        try (Isolated loader = new Isolated();
                RemoteStorageManager manager = (RemoteStorageManager)
                        loader.loadClass("io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager")
                                .getConstructor()
                                .newInstance()) {
            manager.configure(Map.of(
                    "delegate.directory.path",
                    folder.resolve("tiered").toString(),
                    "keys.keystore.location",
                    keystore.toString(),
                    "keys.keystore.password",
                    new Password(TestKeys.PASSWORD),
                    "keys.root.alias",
                    "kek-1",
                    "keys.registry.path",
                    TestKeys.registry(keystore).toString(),
                    "keys.topics",
                    "*:shared",
                    "keys.create.missing",
                    "true"));
            RemoteLogSegmentMetadata uploaded =
                    segment.uploaded(manager.copyLogSegmentData(segment.metadata(), segment.data()));

            byte[] first = read(manager.fetchLogSegment(uploaded, 300_000));
            byte[] second = read(manager.fetchLogSegment(uploaded, 0));

            assertThat(first).isEqualTo(segment.range(300_000, Integer.MAX_VALUE));
            assertThat(second).isEqualTo(segment.log());
            assertThat(manager.getClass().getClassLoader()).isSameAs(loader);
        }
    }

    private static byte[] read(InputStream stream) throws IOException {
        try (stream) {
            return stream.readAllBytes();
        }
    }

    /** Takes this plug-in from the jar, and finds no Caffeine but the one in it. */
    private static final class Isolated extends URLClassLoader {
        Isolated() throws IOException {
            super(new URL[] {JAR.toUri().toURL()}, PackagedJarIT.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.github.benmanes.")) {
                throw new ClassNotFoundException(name + " is not beside the plug-in");
            }
            if (name.startsWith("io.kafkafips.tiered.")) {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null ? loaded : findClass(name);
                }
            }
            return super.loadClass(name, resolve);
        }
    }
}
