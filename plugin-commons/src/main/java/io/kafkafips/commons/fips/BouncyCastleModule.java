package io.kafkafips.commons.fips;

import java.lang.reflect.InvocationTargetException;
import java.security.Provider;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The validated module as its registered provider shows it. Bouncy Castle's classes are found through that provider's own class
 * loader and never linked: a RemoteStorageManager lives in a child-first class loader that may hold a second copy, and the state
 * of that copy says nothing about the one that does the work.
 */
final class BouncyCastleModule {
    private static final String REGISTRAR = "org.bouncycastle.crypto.CryptoServicesRegistrar";
    private static final String STATUS = "org.bouncycastle.crypto.fips.FipsStatus";
    private static final String NATIVE_SERVICES = "org.bouncycastle.crypto.NativeServices";

    private final Provider provider;

    BouncyCastleModule(Provider provider) {
        this.provider = provider;
    }

    String nameAndVersion() {
        return provider.getInfo();
    }

    /** Runs or reads the module's power-on self-tests; may return false without an exception when native code cannot be mapped. */
    boolean isReady() throws Exception {
        return (Boolean) callStatic(STATUS, "isReady");
    }

    /** Of the calling thread: the flag is thread-local unless the whole JVM was started with it. */
    boolean isInApprovedOnlyMode() throws Exception {
        return (Boolean) callStatic(REGISTRAR, "isInApprovedOnlyMode");
    }

    /** About 0.4 s of CPU: the module reads its whole jar at every call. */
    String hmac() throws Exception {
        return HexFormat.of().formatHex((byte[]) callStatic(STATUS, "getModuleHMAC"));
    }

    NativeAcceleration nativeAcceleration() throws Exception {
        Object services = callStatic(REGISTRAR, "getNativeServices");
        // through the public interface: the implementing class is not accessible
        Class<?> type = load(NATIVE_SERVICES);
        boolean enabled = (Boolean) call(type, services, "isEnabled");
        String status = String.valueOf(call(type, services, "getStatusMessage"));
        String variant = enabled ? String.valueOf(call(type, services, "getVariant")) : "java";
        return new NativeAcceleration(enabled && status.equals("READY"), variant, status);
    }

    /** Whether a BCJSSE provider was built on the module alone. */
    static boolean isFipsMode(Provider jsse) throws Exception {
        return (Boolean) call(jsse.getClass(), jsse, "isFipsMode");
    }

    private Object callStatic(String className, String method) throws Exception {
        return call(load(className), null, method);
    }

    private Class<?> load(String className) throws ClassNotFoundException {
        return Class.forName(className, true, provider.getClass().getClassLoader());
    }

    private static Object call(Class<?> type, @Nullable Object target, String method) throws Exception {
        try {
            return type.getMethod(method).invoke(target);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
