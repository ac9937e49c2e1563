package io.kafkafips.commons.fips;

import io.kafkafips.commons.config.Versions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proof that this JVM does its cryptography in the validated module alone. Every plug-in asks for it before it does anything
 * else, and refuses to start without it.
 *
 * <p>The checks that can change while the JVM runs (the provider list, approved-only mode) are made at every call. What cannot
 * change and is dear (the self-tests, the module's HMAC: about a second of CPU) is read once per class loader. Thread-safe.
 */
public final class FipsRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(FipsRuntime.class);

    private FipsRuntime() {}

    /**
     * Proves the JVM, or refuses. The first success logs one INFO line ({@link FipsAttestation#line()}), and a WARN with the
     * remedy when the module runs without its native library.
     *
     * @param plugin who asks, for the message, such as {@code plugin-authorizer}
     * @return what was seen
     * @throws FipsRuntimeException when anything is not as it must be; the message lists every finding with its remedy
     */
    public static FipsAttestation require(String plugin) {
        FipsChecks checks = FipsChecks.run();
        if (!checks.findings().isEmpty()) {
            throw new FipsRuntimeException(plugin, checks.findings());
        }
        return Attested.VALUE;
    }

    /** Holder: the class initialiser runs once, on the first proof that succeeds. */
    private static final class Attested {
        static final FipsAttestation VALUE = attest();

        private static FipsAttestation attest() {
            FipsAttestation attestation = FipsChecks.attest(jdk(), Versions.kafka());
            LOG.info("{}", attestation.line());
            if (!attestation.nativeAcceleration().ready()) {
                LOG.warn(
                        "The FIPS module runs without its native library ({}): AES-GCM is about 60 times slower. Remedy: x86-64 Linux, and"
                                + " -Djava.io.tmpdir on a file system that is writable and not mounted noexec",
                        attestation.nativeAcceleration().status());
            }
            return attestation;
        }

        private static String jdk() {
            return System.getProperty("java.vendor") + " " + System.getProperty("java.version");
        }
    }

    /** One thing that is wrong, and the line that mends it. */
    record Finding(String what, String remedy) {
        String line() {
            return what + " Remedy: " + remedy;
        }

        static List<Finding> none() {
            return new ArrayList<>();
        }
    }
}
