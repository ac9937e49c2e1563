package io.kafkafips.commons.fips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every verdict in a JVM of its own: what is proven here is the state of a whole process. */
class FipsRuntimeTest {
    private static final String APPROVED_ONLY = "-Dorg.bouncycastle.fips.approved_only=true";
    private static final String HMAC_OF_2_1_3 = "4be8e53502ad4bb22dc35065eeeab145e3dd03c043d565b472988e6d34207358";

    @TempDir
    private Path folder;

    @Test
    void require_asShipped_isProvenWithTheModulesHmac() throws Exception {
        String verdict = probe(List.of(security(""), APPROVED_ONLY));

        assertThat(verdict)
                .contains("PROVEN", "v2.1.3", HMAC_OF_2_1_3, "[BCFIPS, BCJSSE, KAFKAFIPS]", "JDK ", "Kafka 4.");
    }

    @Test
    void require_inAnOrdinaryJvm_namesTheProvidersAndTheMissingModule() throws Exception {
        String verdict = probe(List.of());

        assertThat(verdict)
                .contains("REFUSED probe refuses to start", "SUN", "SunJSSE", "BCFIPS is not registered")
                .contains("-Djava.security.properties==");
    }

    @Test
    void require_withoutApprovedOnlyMode_namesTheFlag() throws Exception {
        assertThat(probe(List.of(security("")))).contains("REFUSED", "not in approved-only mode", APPROVED_ONLY);
    }

    @Test
    void require_withApprovedModeOnThisThreadAlone_isNotFooled() throws Exception {
        assertThat(probe(List.of(security("")), "approve-this-thread")).contains("REFUSED", "on a new thread");
    }

    @Test
    void require_withBcjsseOutsideFipsMode_saysSo() throws Exception {
        String verdict = probe(List.of(
                security("security.provider.2=org.bouncycastle.jsse.provider.BouncyCastleJsseProvider BCFIPS"),
                APPROVED_ONLY));

        assertThat(verdict).contains("REFUSED", "BCJSSE is not in FIPS mode", "fips:BCFIPS");
    }

    @Test
    void require_withoutBcjsse_saysSo() throws Exception {
        String verdict = probe(List.of(
                security("security.provider.2=io.kafkafips.commons.fips.KafkaSupportProvider\nsecurity.provider.3="),
                APPROVED_ONLY));

        assertThat(verdict).contains("REFUSED", "BCJSSE is not registered");
    }

    @Test
    void require_withSunAppended_namesSun() throws Exception {
        assertThat(probe(List.of(security("security.provider.4=SUN"), APPROVED_ONLY)))
                .contains("REFUSED", "[SUN]");
    }

    @Test
    void require_afterAProviderWasInsertedAtRunTime_isNoLongerProven() throws Exception {
        String verdict = probe(List.of(security(""), APPROVED_ONLY), "add-provider-later");

        assertThat(verdict).contains("REFUSED", "[Stranger]", "The first security provider is Stranger");
    }

    @Test
    void require_withoutNativeLibrary_isProvenOnKernelEntropyWithAWarning() throws Exception {
        String verdict = probe(List.of(security(""), APPROVED_ONLY, "-Dorg.bouncycastle.native.cpu_variant=java"));

        assertThat(verdict).contains("PROVEN", "(java)", "60 times slower");
    }

    @Test
    void require_withNeitherNativeLibraryNorEntropySource_isRefused() throws Exception {
        String verdict = probe(List.of(
                security("securerandom.strongAlgorithms=NONE:NONE"),
                APPROVED_ONLY,
                "-Dorg.bouncycastle.native.cpu_variant=java"));

        assertThat(verdict).contains("REFUSED", "Remedy:").doesNotContain("PROVEN");
    }

    @Test
    void require_withANoexecTemporaryFolder_isRefusedNotCrashed() throws Exception {
        Path mount = Files.createDirectory(folder.resolve("noexec"));
        List<String> inItsOwnMounts = List.of(
                "unshare", "-m", "sh", "-c", "mount -t tmpfs -o noexec tmpfs \"$0\" && exec \"$@\"", mount.toString());
        assumeTrue(canMount(inItsOwnMounts), "only root may mount a file system noexec");

        String verdict = run(inItsOwnMounts, List.of(security(""), APPROVED_ONLY, "-Djava.io.tmpdir=" + mount));

        assertThat(verdict).contains("REFUSED", "not mounted noexec").doesNotContain("PROVEN");
    }

    private static boolean canMount(List<String> inItsOwnMounts) throws InterruptedException {
        List<String> command = new ArrayList<>(inItsOwnMounts);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The shipped file with some lines after it: the last assignment of a property wins. */
    private String security(String lines) throws IOException {
        int feature = Runtime.version().feature();
        String name = "java.security." + (feature >= 25 ? 25 : feature >= 21 ? 21 : 17);
        String shipped;
        try (var in = FipsRuntime.class.getResourceAsStream(name)) {
            shipped = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        Path file = Files.writeString(folder.resolve("java.security"), shipped + "\n" + lines + "\n");
        return "-Djava.security.properties==" + file;
    }

    private static String probe(List<String> flags, String... arguments) throws Exception {
        return run(List.of(), flags, arguments);
    }

    private static String run(List<String> prefix, List<String> flags, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // coverage counts in the child as well
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.contains("jacoco"))
                .forEach(command::add);
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xss512k"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FipsProbe.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
