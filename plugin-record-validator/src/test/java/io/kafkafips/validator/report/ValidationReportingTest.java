package io.kafkafips.validator.report;

import static io.kafkafips.validator.report.TestBatches.INVALID;
import static io.kafkafips.validator.report.TestBatches.topic;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationReportingTest {
    @TempDir
    private Path folder;

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private TestBatches batches;
    private ValidationReporting reporting;

    @BeforeEach
    void open() throws Exception {
        batches = TestBatches.in(folder);
        reporting = ValidationReporting.open(
                Map.of(
                        "node.id",
                        "5",
                        "audit.directory",
                        folder.resolve("audit").toString()),
                batches.policies(),
                () -> null,
                server,
                InstantSource.system());
    }

    @Test
    void listeners_rejection_countsAndIsOnRecord() throws Exception {
        reporting
                .listeners()
                .forEach(listener -> listener.concluded(topic("strict-a"), batches.verdict("strict-a", INVALID)));

        reporting.sweep(0);

        assertThat(server.getAttribute(name("topic,topic=\"strict-a\""), "RejectedBatches"))
                .isEqualTo(1L);
        reporting.close();
        assertThat(trail()).contains("\"decision\":\"REJECTED\"");
    }

    @Test
    void policiesChanged_changeThatWasTakenOver_showsAndIsOnRecord() throws Exception {
        Files.writeString(folder.resolve("policy.yaml"), "version: 1\npolicies: []\n");
        batches.policies().poll(reporting::policiesChanged);
        batches.policies().poll(reporting::policiesChanged);

        assertThat(server.getAttribute(name("policies"), "Generation")).isEqualTo(2L);
        reporting.close();
        assertThat(trail()).contains("\"policies\":2,\"generation\":1", "\"policies\":0,\"generation\":2");
    }

    @Test
    void close_beans_areGone() throws Exception {
        reporting.sweep(0);

        reporting.close();

        assertThat(server.queryNames(new ObjectName("io.kafkafips:type=RecordValidator,*"), null))
                .isEmpty();
    }

    private String trail() throws Exception {
        return Files.readString(folder.resolve("audit/audit-validator-5-00000001.jsonl"));
    }

    private static ObjectName name(String name) throws Exception {
        return new ObjectName("io.kafkafips:type=RecordValidator,name=" + name);
    }
}
