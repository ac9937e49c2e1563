package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.commons.fips.FipsAttestation;
import io.kafkafips.commons.fips.FipsRuntime;
import io.kafkafips.commons.fips.NativeAcceleration;
import io.kafkafips.ssl.policy.JvmHardening;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The program of the probe: one line with what the plug-ins would see in this JVM. */
public final class ProbeProgram {
    static final String NATIVE = "kafka-fips-probe native: ";
    static final String JAVA_ALONE = "kafka-fips-probe java: ";
    static final String REFUSED = "kafka-fips-probe refused: ";

    private ProbeProgram() {}

    /** Started by {@link ProbeJvm}. */
    public static void main(String[] arguments) {
        try (PrintStream out =
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            out.println(line());
        }
        System.exit(0);
    }

    private static String line() {
        try {
            FipsAttestation seen = FipsRuntime.require("a plug-in");
            JvmHardening.require();
            NativeAcceleration acceleration = seen.nativeAcceleration();
            return (acceleration.ready() ? NATIVE : JAVA_ALONE) + seen.module() + ", providers " + seen.providers()
                    + ", native code " + acceleration.status();
        } catch (Throwable e) {
            // whatever it is, a plug-in would meet it too
            return REFUSED
                    + String.valueOf(e.getMessage() == null ? e : e.getMessage())
                            .replaceAll("\\s+", " ");
        }
    }
}
