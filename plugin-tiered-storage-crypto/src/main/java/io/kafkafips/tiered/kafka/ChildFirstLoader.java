package io.kafkafips.tiered.kafka;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class loader that prefers the delegate's own jars, so that its libraries are not those of the broker; what the delegate shares
 * with the broker comes from the broker, and from the jars only where the broker does not have it (any more).
 */
final class ChildFirstLoader extends URLClassLoader {
    private static final List<String> SHARED = List.of("java.", "javax.", "org.apache.kafka.", "org.slf4j.");

    static {
        registerAsParallelCapable();
    }

    ChildFirstLoader(List<URL> jars, ClassLoader parent) {
        super(jars.toArray(URL[]::new), parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = SHARED.stream().anyMatch(name::startsWith) ? parentFirst(name) : childFirst(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        for (URL url : Collections.list(super.getResources(name))) {
            if (all.stream().noneMatch(known -> known.toString().equals(url.toString()))) {
                all.add(url);
            }
        }
        return Collections.enumeration(all);
    }

    private Class<?> parentFirst(String name) throws ClassNotFoundException {
        return super.loadClass(name, false);
    }

    private Class<?> childFirst(String name) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return super.loadClass(name, false);
        }
    }
}
