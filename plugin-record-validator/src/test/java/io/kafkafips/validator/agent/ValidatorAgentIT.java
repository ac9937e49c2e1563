package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.validator.agent.KafkaJvm.Ended;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it ships, in JVMs as brokers and tools have them. */
class ValidatorAgentIT {
    private static final List<String> POLICIES = List.of(
            "record.validation.policies=orders",
            "record.validation.policy.orders.topics=orders-.*",
            "record.validation.policy.orders.rules=json");

    @TempDir
    private Path folder;

    private KafkaJvm jvm;

    @BeforeEach
    void prepare() {
        jvm = new KafkaJvm(folder);
    }

    @Test
    void broker_refusedSetting_endsWith78AndThreeLines() throws Exception {
        Path properties = properties("broker,controller", "record.validation.policy.orders.topics=orders-[");

        Ended ended = jvm.run("kafka.Kafka", properties.toString());

        assertThat(ended.status()).isEqualTo(78);
        assertThat(ended.err().lines()).hasSize(3).allMatch(line -> line.startsWith("*** "));
        assertThat(ended.err())
                .contains("record validation cannot be enforced on Kafka 4.3.1")
                .contains("record.validation.policy.orders.topics=orders-[ is refused");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void broker_override_isReadToo() throws Exception {
        Path properties = properties("broker,controller");

        Ended ended =
                jvm.run("kafka.Kafka", properties.toString(), "--override", "record.validation.max.record.bytes=many");

        assertThat(ended.status()).isEqualTo(78);
        assertThat(ended.err()).contains("record.validation.max.record.bytes=many is refused");
    }

    @Test
    void broker_jvmThatIsNotFips_endsWith78() throws Exception {
        Ended ended = jvm.withoutFips()
                .run("kafka.Kafka", properties("broker,controller").toString());

        assertThat(ended.status()).isEqualTo(78);
        assertThat(ended.err()).contains("plugin-record-validator refuses to start: this JVM is not proven");
    }

    @Test
    void broker_untestedLogValidator_endsWith78AndItsFingerprint() throws Exception {
        Path shadow = shadow("skipKeyValueIterator");

        Ended ended = jvm.firstInClassPath(shadow)
                .run("kafka.Kafka", properties("broker,controller").toString());

        assertThat(ended.status()).isEqualTo(78);
        assertThat(ended.err())
                .contains(
                        "*** cause: record.validation.untested.kafka=refuse is refused: expected the class of one of Kafka 3.9.0")
                .contains("the LogValidator of this Kafka 4.3.1 has the SHA-256 ");
    }

    @Test
    void broker_untestedLogValidatorThatIsAllowed_isWovenAtItsEntryIfItCalls() throws Exception {
        Path properties = properties("broker,controller", "record.validation.untested.kafka=warn");

        Ended ended = jvm.firstInClassPath(shadow("streamingIterator")).run("kafka.Kafka", properties.toString());

        // what was renamed is missing in Kafka itself: the self-test meets that, after weaving
        assertThat(ended.status()).isEqualTo(78);
        assertThat(ended.out())
                .contains("Record validation was not tested with this Kafka")
                .contains("Record validation reads every batch twice");
        assertThat(ended.err()).contains("*** cause: CanaryFailed: a batch ");
    }

    @Test
    void broker_unknownEntry_endsWith78() throws Exception {
        Path properties = properties("broker,controller", "record.validation.untested.kafka=warn");

        Ended ended = jvm.firstInClassPath(shadow(LogValidatorWeaver.ENTRY)).run("kafka.Kafka", properties.toString());

        assertThat(ended.status()).isEqualTo(78);
        assertThat(ended.err())
                .contains(
                        "*** cause: JoinPointMissing: org.apache.kafka.storage.internals.log.LogValidator: expected the"
                                + " known record-iteration sites");
    }

    @Test
    void broker_goodSettings_goesOnAfterItsBanner() throws Exception {
        Ended ended = jvm.run("kafka.Kafka", properties("broker,controller").toString());

        // the folder is not formatted: Kafka itself ends, after the agent has let it
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out())
                .contains("Record validation is enforced by 1 policies, first match first: [orders(orders-.*: json)]")
                .contains("No readable meta.properties files found");
        assertThat(ended.err()).doesNotContain("***");
    }

    @Test
    void broker_guardAndAgent_agreeOnTheSettings() throws Exception {
        Path properties =
                properties("broker,controller", "metric.reporters=io.kafkafips.validator.kafka.ValidatorGuard");

        Ended ended = jvm.run("kafka.Kafka", properties.toString());

        assertThat(ended.out())
                .contains("No readable meta.properties files found")
                .doesNotContain("ConfigException");
    }

    @Test
    void controller_withoutBroker_isLeftAlone() throws Exception {
        Path properties = properties("controller", "record.validation.max.record.bytes=many");

        Ended ended = jvm.run("kafka.Kafka", properties.toString());

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out())
                .contains("No readable meta.properties files found")
                .doesNotContain("Record validation");
    }

    @Test
    void foreignLauncher_withTheFileNamedToTheAgent_isEnforced() throws Exception {
        Ended ended = jvm.agentArgument(properties("broker"))
                .firstInClassPath(testClasses())
                .run(ForeignLauncher.class.getName());

        assertThat(ended.out())
                .as(ended.err())
                .contains("enforced: {record.validation.policies=orders", "policies: [orders(orders-.*: json)]");
        assertThat(ended.status()).isZero();
    }

    @Test
    void foreignLauncher_withoutAFile_endsWith78() throws Exception {
        Ended ended = jvm.firstInClassPath(testClasses()).run(ForeignLauncher.class.getName());

        assertThat(ended.status()).as(ended.err()).isEqualTo(78);
        assertThat(ended.err()).contains("-javaagent:<jar>=<server.properties>");
    }

    @Test
    void tool_anyArgument_isSilentAndUnchanged() throws Exception {
        Ended ended =
                jvm.withoutFips().agentArgument("/nowhere.properties").run("kafka.tools.StorageTool", "random-uuid");

        assertThat(ended.status()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).containsPattern("(?m)^[A-Za-z0-9_-]{22}$").doesNotContain("ecord validation");
    }

    @Test
    void tool_format_isSilent() throws Exception {
        Path properties = properties("broker,controller");

        Ended ended = jvm.withoutFips()
                .run("kafka.tools.StorageTool", "format", "-t", "AAAAAAAAAAAAAAAAAAAAAA", "-c", properties.toString());

        assertThat(ended.status()).as(ended.err()).isZero();
        assertThat(ended.out()).doesNotContain("Record validation");
    }

    /** A folder with a LogValidator in which a method goes by another name. */
    private Path shadow(String renamed) throws IOException {
        Path classFile = folder.resolve("shadow").resolve(LogValidatorWeaver.INTERNAL_NAME + ".class");
        Files.createDirectories(classFile.getParent());
        Files.write(classFile, LogValidatorWeaverTest.renamed(LogValidatorWeaverTest.stock(), renamed));
        return folder.resolve("shadow");
    }

    private static Path testClasses() throws URISyntaxException {
        return Path.of(ForeignLauncher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private Path properties(String roles, String... more) throws IOException {
        StringBuilder lines = new StringBuilder();
        lines.append("process.roles=").append(roles).append('\n');
        lines.append("node.id=1\ncontroller.listener.names=CONTROLLER\n");
        lines.append("controller.quorum.voters=1@localhost:39093\n");
        lines.append(
                roles.equals("controller")
                        ? "listeners=CONTROLLER://localhost:39093\n"
                        : "listeners=PLAINTEXT://localhost:39092,CONTROLLER://localhost:39093\n");
        lines.append("log.dirs=").append(folder.resolve("data")).append('\n');
        POLICIES.forEach(line -> lines.append(line).append('\n'));
        for (String line : more) {
            lines.append(line).append('\n');
        }
        return Files.writeString(folder.resolve("server.properties"), lines);
    }
}
