package io.kafkafips.commons.fips;

import java.util.List;

/**
 * What {@link FipsRuntime} saw when it proved this JVM: the facts that an auditor asks for.
 *
 * @param module name and version of the validated module
 * @param moduleHmac HMAC-SHA-256 over the module's jar, hexadecimal, as the module itself computed it
 * @param providers every registered security provider, in order
 * @param nativeAcceleration state of the module's native library
 * @param jdk vendor and version of the Java run-time
 * @param kafka version of the Kafka client library on the class path
 */
public record FipsAttestation(
        String module,
        String moduleHmac,
        List<String> providers,
        NativeAcceleration nativeAcceleration,
        String jdk,
        String kafka) {

    /** One line for the log. It says that a validated module is used; nothing of this product is itself validated. */
    public String line() {
        return "FIPS attestation: uses module " + module + " (HMAC-SHA-256 " + moduleHmac
                + ") in approved-only mode; providers "
                + providers + "; native acceleration " + nativeAcceleration.status() + " ("
                + nativeAcceleration.variant() + "); JDK " + jdk + "; Kafka " + kafka;
    }
}
