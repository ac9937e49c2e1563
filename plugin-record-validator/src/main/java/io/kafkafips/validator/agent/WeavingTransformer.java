package io.kafkafips.validator.agent;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The transformer that weaves {@code LogValidator} as it is loaded, and does nothing but compare names for every other class. */
final class WeavingTransformer implements ClassFileTransformer {
    private final ClassLoader loader;
    private final Consumer<Throwable> stop;
    private volatile boolean woven;

    /**
     * @param loader the loader of the broker's class; a plug-in's own copy in another loader stores no topics
     * @param stop ends the JVM: what a transformer throws is swallowed, and the class would run as it was
     */
    WeavingTransformer(ClassLoader loader, Consumer<Throwable> stop) {
        this.loader = loader;
        this.stop = stop;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader definingLoader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (definingLoader != loader || !LogValidatorWeaver.INTERNAL_NAME.equals(className)) {
            return null;
        }
        try {
            byte[] result = LogValidatorWeaver.weave(classFile).classFile();
            woven = true;
            return result;
        } catch (Throwable e) {
            stop.accept(e);
            return null;
        }
    }

    boolean hasWoven() {
        return woven;
    }
}
