package io.kafkafips.commons.fips;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The security provider {@value #NAME}: the two services that an unmodified Kafka needs and the validated module lacks.
 *
 * <ul>
 *   <li>{@code MessageDigest.MD5}, for the log cleaner's {@code SkimpyOffsetMap} and for no other caller: SHA-256 of the module
 *       truncated to 128 bits. The map lives in memory only and needs a 16-byte hash, not MD5, so compaction stays correct
 *       and no MD5 is computed. Without it no broker starts, since the cleaner asks for {@code MD5} by name.
 *   <li>{@code SecureRandom.KERNEL}, the kernel's random device, as the seed of the module's DRBG where Bouncy Castle's own native
 *       entropy source cannot be loaded ({@code securerandom.strongAlgorithms=KERNEL:KAFKAFIPS}). Without it such a JVM recurses
 *       until its stack overflows.
 * </ul>
 *
 * <p>It is named in {@code java.security}; the services are stateless and thread-safe.
 */
public final class KafkaSupportProvider extends Provider {
    /** The name by which {@code java.security} and {@link FipsRuntime} know it. */
    public static final String NAME = "KAFKAFIPS";

    private static final String CLEANER_MAP = "org.apache.kafka.storage.internals.log.SkimpyOffsetMap";

    /** Called by the JDK when it reads {@code java.security}. */
    public KafkaSupportProvider() {
        super(NAME, "1.0", "Kafka FIPS Plugins: log cleaner digest and kernel entropy");
        putService(new CleanerDigestService(this));
        putService(new KernelEntropyService(this));
    }

    private static boolean calledByTheLogCleaner() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(CLEANER_MAP)));
    }

    private static final class CleanerDigestService extends Service {
        CleanerDigestService(Provider provider) {
            super(provider, "MessageDigest", "MD5", CleanerDigest.class.getName(), null, null);
        }

        @Override
        public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
            if (!calledByTheLogCleaner()) {
                throw new NoSuchAlgorithmException("MD5 is not available in a FIPS JVM (the provider " + NAME
                        + " answers Kafka's log cleaner only)");
            }
            return new CleanerDigest();
        }
    }

    private static final class KernelEntropyService extends Service {
        KernelEntropyService(Provider provider) {
            super(
                    provider,
                    "SecureRandom",
                    "KERNEL",
                    KernelEntropy.class.getName(),
                    null,
                    Map.of("ThreadSafe", "true"));
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return new KernelEntropy();
        }
    }
}
