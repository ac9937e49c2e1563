package io.kafkafips.validator.agent;

import io.kafkafips.commons.config.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Another version of Kafka and our classes in a class loader of their own, with the {@code LogValidator} of that version woven. */
final class IsolatedKafka extends URLClassLoader {
    private static final Path JARS = jars();

    IsolatedKafka(String version) throws IOException {
        super(urls(version), new Rest());
    }

    private static URL[] urls(String version) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Class<?> ours : List.of(ValidatorAgent.class, IsolatedKafka.class, Refusal.class)) {
            urls.add(ours.getProtectionDomain().getCodeSource().getLocation());
        }
        try (Stream<Path> jars = Files.list(JARS)) {
            jars.filter(jar -> jar.toString().endsWith("-" + version + ".jar")).forEach(jar -> urls.add(url(jar)));
        }
        return urls.toArray(URL[]::new);
    }

    private static Path jars() {
        try {
            URL testClasses =
                    IsolatedKafka.class.getProtectionDomain().getCodeSource().getLocation();
            return Path.of(testClasses.toURI()).resolveSibling("other-kafkas");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] classFile(String version) throws IOException {
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {url(JARS.resolve("kafka-storage-" + version + ".jar"))}, null);
                InputStream in = loader.getResourceAsStream(LogValidatorWeaver.INTERNAL_NAME + ".class")) {
            return in.readAllBytes();
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.equals(LogValidatorWeaver.CLASS_NAME)) {
            return super.findClass(name);
        }
        try (InputStream in = getResourceAsStream(LogValidatorWeaver.INTERNAL_NAME + ".class")) {
            byte[] woven = LogValidatorWeaver.weave(in.readAllBytes()).classFile();
            return defineClass(name, woven, 0, woven.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    void runCanary() throws Throwable {
        try {
            Class.forName(CanaryRun.class.getName(), true, this)
                    .getMethod("run")
                    .invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What {@link RefusalRun} says on this Kafka. */
    @SuppressWarnings("unchecked")
    List<String> refusals(String... trials) throws Throwable {
        try {
            return (List<String>) Class.forName(RefusalRun.class.getName(), true, this)
                    .getMethod("run", List.class)
                    .invoke(null, List.of(trials));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What is neither Kafka nor ours: codecs, logging. */
    private static final class Rest extends ClassLoader {
        Rest() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.apache.kafka.") || name.startsWith("io.kafkafips.")) {
                throw new ClassNotFoundException(name);
            }
            return Class.forName(name, false, IsolatedKafka.class.getClassLoader());
        }
    }
}
