package io.kafkafips.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.LiveProcess;
import io.kafkafips.cli.doctor.node.ProcFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmTest {
    @Test
    void parse_quotesAndContinuedLines_areWordsAsOfAShell() {
        Jvm jvm = Jvm.parse("test", "-Da=1 \\\n  \"-Db=two words\" -Dc='x y'z\n-Xmx1g ");

        assertThat(jvm.flags()).containsExactly("-Da=1", "-Db=two words", "-Dc=x yz", "-Xmx1g");
    }

    @Test
    void property_givenTwice_isTheLast() {
        Jvm jvm = Jvm.parse("test", "-Da=1 -Dab=3 -Da=2 -De");

        assertThat(jvm.property("a")).contains("2");
        assertThat(jvm.property("e")).contains("");
        assertThat(jvm.property("none")).isEmpty();
    }

    @Test
    void read_processWithOverrides_isTakenApart(@TempDir Path proc) throws Exception {
        Path folder = Files.createDirectories(proc.resolve("4711"));
        Path cwd = Files.createDirectories(proc.resolve("kafka"));
        Files.createDirectories(folder.resolve("fd"));
        Files.createSymbolicLink(folder.resolve("cwd"), cwd);
        Files.createSymbolicLink(folder.resolve("fd/3"), Path.of("/kafka/libs/gone.jar (deleted)"));
        Files.writeString(
                folder.resolve("cmdline"),
                "/usr/bin/java\0-Xmx1g\0-cp\0libs/*:/x/y.jar\0--add-opens\0a/b=ALL-UNNAMED\0kafka.Kafka\0server.properties\0--override\0node.id=7\0");
        Files.writeString(folder.resolve("environ"), "PATH=/bin\0JAVA_TOOL_OPTIONS=-Dt=1 -Du=2\0");
        Files.writeString(folder.resolve("status"), "Name:\tjava\nUid:\t1001\t1002\t1001\t1001\n");
        Files.writeString(
                folder.resolve("maps"),
                "7f00-7f01 r-xp 00000000 08:01 1234    /tmp/bc-jni/libbc-fips-vaesf.so\n7f02-7f03 rw-p 00000000 00:00 0 [heap]\n");
        ProcFolder reader = new ProcFolder(folder);

        LiveProcess process = reader.read(4711);
        JavaCommand command = JavaCommand.of(process, reader);

        assertThat(process.user()).isEqualTo(1002);
        assertThat(process.files())
                .containsExactlyInAnyOrder("/tmp/bc-jni/libbc-fips-vaesf.so", "/kafka/libs/gone.jar (deleted)");
        assertThat(command.jvm().flags()).isEqualTo(List.of("-Dt=1", "-Du=2", "-Xmx1g", "--add-opens=a/b=ALL-UNNAMED"));
        assertThat(command.classPath()).containsExactly(cwd.resolve("libs/*"), Path.of("/x/y.jar"));
        assertThat(command.settingsFile()).isEqualTo(cwd.resolve("server.properties"));
        assertThat(command.overrides()).isEqualTo(Map.of("node.id", "7"));
    }

    /** As the container image starts its JVM. */
    @Test
    void of_argumentFile_isReadInItsPlace(@TempDir Path proc) throws Exception {
        Path file = Files.writeString(
                proc.resolve("broker.args"),
                "# the server\n-Da=file\n-Dx.password=secret-4711\n-Dtext=\"two words\"\n-cp\n/opt/libs/*\nkafka.Kafka\n");
        LiveProcess process = new LiveProcess(
                1,
                List.of("java", "-Da=line", "@" + file, "/etc/server.properties"),
                Map.of("JDK_JAVA_OPTIONS", "-Da=launcher", "_JAVA_OPTIONS", "-Da=last"),
                Set.of(),
                0);

        JavaCommand command = JavaCommand.of(process, new ProcFolder(proc));

        assertThat(command.jvm().flags())
                .isEqualTo(List.of("-Da=launcher", "-Da=line", "-Da=file", "-Dtext=two words", "-Da=last"));
        assertThat(command.classPath()).containsExactly(Path.of("/opt/libs/*"));
        assertThat(command.settingsFile()).isEqualTo(Path.of("/etc/server.properties"));
    }
}
