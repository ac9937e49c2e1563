package io.kafkafips.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.audit.verify.TrailReport;
import io.kafkafips.commons.audit.verify.Verification;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FipsJvm;
import io.kafkafips.testkit.FreshFolder;
import io.kafkafips.testkit.JavaProgram;
import io.kafkafips.testkit.Jdk;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A writer that is killed by SIGKILL, again and again, goes on each time with a trail that shows crashes and no tampering. */
@Tag("conformance")
class AuditCrashIT {
    private static final int KILLS = Integer.getInteger("kafkafips.audit.kills", 25);
    private static final Path FOLDER = Checkout.root().resolve("distribution/target/audit/crash");

    @Test
    void kill_inMidWriteManyTimes_isACrashEachTimeAndNoTampering() throws Exception {
        Path folder = FreshFolder.of(FOLDER);
        AuditSettings settings =
                new AuditSettings(folder.resolve("trails"), AuditSettings.writeKey(folder.resolve("k0")));
        Random random = new Random(1122);
        int torn = 0;
        long crashes = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            writeAndKill(settings, 200 + random.nextInt(1500));

            Verification result = settings.verify();
            assertThat(result.findings()).as("after kill %d", kill).isEmpty();
            TrailReport trail = result.trails().get(0);
            // a kill between two files, or behind the first line of one, leaves nothing open
            assertThat(trail.crashes()).isBetween(crashes, crashes + 1);
            crashes = trail.crashes();
            torn += trail.ending() == TrailReport.Ending.TORN ? 1 : 0;
        }
        settings.open(Map.of()).close();

        TrailReport trail = settings.verify().trails().get(0);
        assertThat(settings.verify().findings()).isEmpty();
        assertThat(trail.crashes()).isGreaterThan(KILLS / 2).isLessThanOrEqualTo(KILLS);
        assertThat(trail.ending()).isEqualTo(TrailReport.Ending.CLOSED);
        System.out.printf(
                "audit: %d kills, %d of them in an open file, %d in the middle of a line, %d lines in %d files intact%n",
                KILLS, trail.crashes(), torn, trail.lines(), trail.lastFile());
    }

    private static void writeAndKill(AuditSettings settings, int millis) throws Exception {
        JavaProgram program = new JavaProgram(
                Jdk.current(),
                FipsJvm.flags(Jdk.current(), FOLDER.resolve("config")),
                List.of(System.getProperty("java.class.path")));
        List<String> command = program.command(
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                AuditWriterProbe.class.getName(),
                List.of(settings.folder().toString(), settings.keyFile().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader()) {
            StringBuilder said = new StringBuilder();
            String line = output.readLine();
            while (line != null && !line.equals("WRITING")) {
                said.append(line).append('\n');
                line = output.readLine();
            }
            assertThat(line).as(said.toString()).isNotNull();
            Thread.sleep(millis);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
