package io.kafkafips.tiered.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.tiered.testing.TestKeys;
import io.kafkafips.tiered.testing.TestSegment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The delegate comes from jars of its own: compiled here, so that no class of the test's class path can stand in for it. */
class DelegateLoaderTest {
    private static final String DELEGATE = """
            package elsewhere;

            import io.kafkafips.tiered.directory.DirectoryRemoteStorageManager;
            import java.io.InputStream;
            import java.util.Map;
            import java.util.Optional;
            import org.apache.kafka.server.log.remote.storage.*;
            import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata.CustomMetadata;

            public final class Delegate implements RemoteStorageManager {
                private final DirectoryRemoteStorageManager inner = new DirectoryRemoteStorageManager();

                private static void check() {
                    if (Thread.currentThread().getContextClassLoader() != Delegate.class.getClassLoader()) {
                        throw new IllegalStateException("another class loader is the thread's");
                    }
                }

                public void configure(Map<String, ?> configs) {
                    check();
                    inner.configure(configs);
                }

                public Optional<CustomMetadata> copyLogSegmentData(RemoteLogSegmentMetadata m, LogSegmentData d)
                        throws RemoteStorageException {
                    check();
                    return inner.copyLogSegmentData(m, d);
                }

                public InputStream fetchLogSegment(RemoteLogSegmentMetadata m, int s) throws RemoteStorageException {
                    check();
                    InputStream stream = inner.fetchLogSegment(m, s);
                    return new java.io.FilterInputStream(stream) {
                        public int read(byte[] b, int o, int l) throws java.io.IOException {
                            check();
                            return super.read(b, o, l);
                        }

                        public void close() throws java.io.IOException {
                            check();
                            super.close();
                        }
                    };
                }

                public InputStream fetchLogSegment(RemoteLogSegmentMetadata m, int s, int e)
                        throws RemoteStorageException {
                    check();
                    return inner.fetchLogSegment(m, s, e);
                }

                public InputStream fetchIndex(RemoteLogSegmentMetadata m, IndexType t) throws RemoteStorageException {
                    check();
                    return inner.fetchIndex(m, t);
                }

                public void deleteLogSegmentData(RemoteLogSegmentMetadata m) throws RemoteStorageException {
                    check();
                    inner.deleteLogSegmentData(m);
                }

                public void close() {
                    check();
                }
            }
            """;

    @TempDir
    static Path folder;

    private static Path jars;

    @BeforeAll
    static void compile() throws IOException {
        Path source =
                Files.createDirectories(folder.resolve("source/elsewhere")).resolve("Delegate.java");
        Files.writeString(source, DELEGATE);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(failed).isZero();
        Map<String, byte[]> compiled = new HashMap<>();
        for (String name : List.of("elsewhere/Delegate.class", "elsewhere/Delegate$1.class")) {
            compiled.put(name, Files.readAllBytes(classes.resolve(name)));
        }
        jars = Files.createDirectories(folder.resolve("jars"));
        jar(jars.resolve("delegate.jar"), compiled);
    }

    @Test
    void delegate_inJarsOfItsOwn_worksWithItsClassLoader() throws Exception {
        Path keystore = TestKeys.write(folder.resolve("keys.bcfks"), "kek-1");
        TestSegment segment = TestSegment.write(folder, 10_000);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (Rig rig = new Rig(
                keystore,
                Map.of(
                        "delegate.class.name",
                        "elsewhere.Delegate",
                        "delegate.class.path",
                        jars + "/*",
                        "delegate.directory.path",
                        folder.resolve("tiered").toString()))) {
            RemoteLogSegmentMetadata uploaded = rig.upload(segment);

            byte[] read = rig.readLog(uploaded);

            assertThat(read).isEqualTo(segment.log());
            rig.manager.deleteLogSegmentData(uploaded);
        }
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void delegate_thatRefusesItsSettings_refusesTheStart() {
        Path keystore = TestKeys.write(folder.resolve("more-keys.bcfks"), "kek-1");

        assertThatThrownBy(() -> new Rig(
                        keystore,
                        Map.of(
                                "delegate.class.name",
                                "elsewhere.Delegate",
                                "delegate.class.path",
                                jars + "/delegate.jar")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("directory.path");
    }

    @Test
    void loader_ofASharedClass_takesTheBrokers() throws Exception {
        try (ChildFirstLoader loader = loader(jarWithOwnCopies())) {
            assertThat(loader.loadClass(RemoteStorageManager.class.getName())).isSameAs(RemoteStorageManager.class);
            assertThat(loader.loadClass("java.util.List")).isSameAs(List.class);
        }
    }

    @Test
    void loader_ofAnyOtherClass_prefersItsJars() throws Exception {
        try (ChildFirstLoader loader = loader(jarWithOwnCopies())) {
            Class<?> loaded = loader.loadClass(TestKeys.class.getName());

            assertThat(loaded).isNotSameAs(TestKeys.class);
            assertThat(loaded.getClassLoader()).isSameAs(loader);
            assertThat(loader.loadClass(TestKeys.class.getName())).isSameAs(loaded);
        }
    }

    @Test
    void loader_ofAResource_putsItsJarsFirst() throws Exception {
        String name = TestKeys.class.getName().replace('.', '/') + ".class";
        try (ChildFirstLoader loader = loader(jarWithOwnCopies())) {
            URL first = loader.getResource(name);
            List<URL> all = Collections.list(loader.getResources(name));

            assertThat(first).hasProtocol("jar");
            assertThat(all).hasSize(2);
            assertThat(all.get(0)).isEqualTo(first);
        }
    }

    private static Path jarWithOwnCopies() throws IOException {
        return jar(
                Files.createTempFile(folder, "copies", ".jar"),
                Map.of(
                        TestKeys.class.getName().replace('.', '/') + ".class",
                        bytes(TestKeys.class),
                        RemoteStorageManager.class.getName().replace('.', '/') + ".class",
                        bytes(RemoteStorageManager.class)));
    }

    private static ChildFirstLoader loader(Path jar) throws IOException {
        return new ChildFirstLoader(List.of(jar.toUri().toURL()), DelegateLoaderTest.class.getClassLoader());
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    private static Path jar(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
        }
        return file;
    }
}
