package io.kafkafips.tiered.kafka;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.tiered.key.KeySettings;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.server.log.remote.storage.RemoteStorageManager;

/** Finds, makes and configures the RemoteStorageManager that stores the ciphertext. Stateless. */
final class DelegateLoader {
    private static final String CLASS_NAME = KeySettings.PREFIX + TieredStorageConfig.DELEGATE_CLASS_NAME_CONFIG;
    private static final String CLASS_PATH = KeySettings.PREFIX + TieredStorageConfig.DELEGATE_CLASS_PATH_CONFIG;
    private static final String ALL_JARS = "/*";

    private DelegateLoader() {}

    /**
     * A configured delegate.
     *
     * @throws ConfigException when there is no such class, or none of that kind, or it refuses its settings
     */
    static Delegate load(TieredStorageConfig config) {
        ClassLoader own = DelegateLoader.class.getClassLoader();
        if (config.delegateClassPath().isBlank()) {
            return configured(config, new Delegate(instantiate(config.delegateClassName(), own), own, () -> {}));
        }
        ChildFirstLoader loader = new ChildFirstLoader(jars(config.delegateClassPath()), own);
        try {
            return configured(config, new Delegate(instantiate(config.delegateClassName(), loader), loader, loader));
        } catch (RuntimeException e) {
            closeAfter(loader, e);
            throw e;
        }
    }

    private static Delegate configured(TieredStorageConfig config, Delegate delegate) {
        delegate.configure(config.delegateSettings());
        return delegate;
    }

    private static RemoteStorageManager instantiate(String className, ClassLoader loader) {
        try {
            Object delegate = Class.forName(className, true, loader)
                    .getDeclaredConstructor()
                    .newInstance();
            if (delegate instanceof RemoteStorageManager manager) {
                return manager;
            }
            throw refusedClass(className, new ClassCastException(className + " is no RemoteStorageManager"));
        } catch (ReflectiveOperationException | LinkageError e) {
            throw refusedClass(className, e);
        }
    }

    private static ConfigException refusedClass(String className, Throwable cause) {
        return Refusal.setting(
                CLASS_NAME,
                className,
                "a public class with a constructor without parameters that implements RemoteStorageManager",
                "correct " + CLASS_NAME + ", or add its jars to " + CLASS_PATH,
                cause);
    }

    private static List<URL> jars(String classPath) {
        List<URL> jars = new ArrayList<>();
        for (String entry : classPath.split(",", -1)) {
            String path = entry.strip();
            try {
                jars.addAll(path.endsWith(ALL_JARS) ? jarsIn(path) : List.of(url(existing(Path.of(path)))));
            } catch (IOException e) {
                throw Refusal.setting(
                        CLASS_PATH,
                        path,
                        "a jar, a directory, or a directory followed by /* with jars in it",
                        CLASS_PATH + "=/opt/delegate/libs/*",
                        e);
            }
        }
        return jars;
    }

    private static List<URL> jarsIn(String wildcard) throws IOException {
        List<Path> found = new ArrayList<>();
        Path directory = Path.of(wildcard.substring(0, wildcard.length() - ALL_JARS.length()));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jar")) {
            files.forEach(found::add);
        }
        if (found.isEmpty()) {
            throw new IOException("no jar in " + directory);
        }
        Collections.sort(found);
        List<URL> urls = new ArrayList<>();
        for (Path jar : found) {
            urls.add(url(jar));
        }
        return urls;
    }

    private static Path existing(Path path) throws IOException {
        if (path.toString().isEmpty() || !Files.isReadable(path)) {
            throw new IOException("nothing readable there");
        }
        return path;
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static void closeAfter(ChildFirstLoader loader, Exception failure) {
        try {
            loader.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
