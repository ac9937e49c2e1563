package io.kafkafips.commons.fips;

import io.kafkafips.commons.fips.FipsRuntime.Finding;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The single checks behind {@link FipsRuntime}. Each catches {@link Throwable}: with a temporary folder mounted noexec Bouncy Castle
 * fails with an {@link UnsatisfiedLinkError}, and without entropy with a {@link StackOverflowError}.
 */
@ProviderBoundary
final class FipsChecks {
    private static final String JAVA_SECURITY_REMEDY =
            "start the JVM with -Djava.security.properties==<the java.security file of this product for your JDK>";
    private static final String APPROVED_ONLY_REMEDY = "start the JVM with -Dorg.bouncycastle.fips.approved_only=true";

    /** Provider name to class name. Kafka adds its SASL providers at run time; they hold SASL factories only. */
    private static final Map<String, String> ALLOWED = Map.of(
            FipsJca.PROVIDER, "org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider",
            FipsJca.JSSE_PROVIDER, "org.bouncycastle.jsse.provider.BouncyCastleJsseProvider",
            KafkaSupportProvider.NAME, "io.kafkafips.commons.fips.KafkaSupportProvider");

    private static final String KAFKA_SASL_PACKAGE = "org.apache.kafka.common.security.";

    private final List<Finding> findings = Finding.none();

    private FipsChecks() {}

    static FipsChecks run() {
        FipsChecks checks = new FipsChecks();
        try {
            checks.all();
        } catch (Throwable e) {
            // the JDK makes the provider when the list is first asked for, and an Error of the module comes out of that
            // question
            checks.findings.add(moduleFailed(e));
        }
        return checks;
    }

    private void all() {
        providers();
        Provider module = Security.getProvider(FipsJca.PROVIDER);
        if (module == null) {
            findings.add(new Finding("The provider BCFIPS is not registered.", JAVA_SECURITY_REMEDY));
        } else if (moduleIsReady(module)) {
            approvedOnly(module);
            jsse();
            entropy();
        }
    }

    private static Finding moduleFailed(Throwable e) {
        return new Finding(
                "The FIPS module failed: " + e + ".",
                "give the JVM a temporary folder that is not mounted noexec (-Djava.io.tmpdir=<folder>) and the untouched bc-fips jar");
    }

    List<Finding> findings() {
        return findings;
    }

    /** Only after {@link #run()} found nothing. */
    static FipsAttestation attest(String jdk, String kafka) {
        Provider provider = Security.getProvider(FipsJca.PROVIDER);
        BouncyCastleModule module = new BouncyCastleModule(provider);
        List<String> providers =
                Arrays.stream(Security.getProviders()).map(Provider::getName).toList();
        return new FipsAttestation(module.nameAndVersion(), hmac(module), providers, acceleration(module), jdk, kafka);
    }

    private static String hmac(BouncyCastleModule module) {
        try {
            return module.hmac();
        } catch (Throwable e) {
            return "unknown: " + e;
        }
    }

    private static NativeAcceleration acceleration(BouncyCastleModule module) {
        try {
            return module.nativeAcceleration();
        } catch (Throwable e) {
            return new NativeAcceleration(false, "unknown", String.valueOf(e));
        }
    }

    private void providers() {
        Provider[] providers = Security.getProviders();
        List<String> foreign = Arrays.stream(providers)
                .filter(FipsChecks::isForeign)
                .map(Provider::getName)
                .toList();
        if (!foreign.isEmpty()) {
            findings.add(new Finding(
                    "Security providers " + foreign
                            + " are registered: their algorithms are outside the validated module.",
                    JAVA_SECURITY_REMEDY + " and leave them out of any security.providers setting"));
        }
        if (providers.length > 0 && !providers[0].getName().equals(FipsJca.PROVIDER)) {
            findings.add(new Finding(
                    "The first security provider is " + providers[0].getName() + ", not BCFIPS.",
                    JAVA_SECURITY_REMEDY));
        }
    }

    private static boolean isForeign(Provider provider) {
        String className = provider.getClass().getName();
        return !className.equals(ALLOWED.get(provider.getName())) && !className.startsWith(KAFKA_SASL_PACKAGE);
    }

    private boolean moduleIsReady(Provider provider) {
        try {
            if (new BouncyCastleModule(provider).isReady()) {
                return true;
            }
            findings.add(new Finding(
                    "The FIPS module is not ready: its self-tests failed or its native library could not be mapped.",
                    "give the JVM a temporary folder that is not mounted noexec: -Djava.io.tmpdir=<folder>"));
        } catch (Throwable e) {
            findings.add(moduleFailed(e));
        }
        return false;
    }

    /** On a thread of its own: the flag of the calling thread may have been set by hand, and new threads would not have it. */
    private void approvedOnly(Provider provider) {
        BouncyCastleModule module = new BouncyCastleModule(provider);
        try {
            if (!onFreshThread(module::isInApprovedOnlyMode)) {
                findings.add(new Finding(
                        "The FIPS module is not in approved-only mode on a new thread.", APPROVED_ONLY_REMEDY));
            }
        } catch (Throwable e) {
            findings.add(new Finding("The mode of the FIPS module cannot be read: " + e + ".", APPROVED_ONLY_REMEDY));
        }
    }

    private void jsse() {
        Provider jsse = Security.getProvider(FipsJca.JSSE_PROVIDER);
        if (jsse == null) {
            findings.add(new Finding("The provider BCJSSE is not registered.", JAVA_SECURITY_REMEDY));
            return;
        }
        try {
            if (!BouncyCastleModule.isFipsMode(jsse)) {
                findings.add(new Finding(
                        "BCJSSE is not in FIPS mode.",
                        "security.provider.2=org.bouncycastle.jsse.provider.BouncyCastleJsseProvider fips:BCFIPS"));
            }
        } catch (Throwable e) {
            findings.add(new Finding("The mode of BCJSSE cannot be read: " + e + ".", JAVA_SECURITY_REMEDY));
        }
    }

    private void entropy() {
        try {
            String source = onFreshThread(() -> {
                SecureRandom random = new SecureRandom();
                random.nextBytes(new byte[32]);
                return random.getProvider().getName();
            });
            if (!source.equals(FipsJca.PROVIDER)) {
                findings.add(new Finding(
                        "new SecureRandom() is served by " + source + ", not BCFIPS.", JAVA_SECURITY_REMEDY));
            }
        } catch (Throwable e) {
            findings.add(new Finding(
                    "No entropy source works (" + e.getClass().getSimpleName() + ").",
                    "securerandom.strongAlgorithms=KERNEL:KAFKAFIPS in java.security, as in the file of this product"));
        }
    }

    private static <T> T onFreshThread(Callable<T> question) throws Throwable {
        FutureTask<T> task = new FutureTask<>(question);
        Thread thread = new Thread(task, "kafka-fips-proof");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
