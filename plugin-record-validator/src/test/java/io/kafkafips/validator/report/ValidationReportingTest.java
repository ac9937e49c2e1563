package io.kafkafips.validator.report;

import static io.kafkafips.validator.report.TestBatches.INVALID;
import static io.kafkafips.validator.report.TestBatches.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.validator.registry.RegisteredSchema;
import io.kafkafips.validator.registry.RegistryStatistics;
import io.kafkafips.validator.registry.SchemaId;
import io.kafkafips.validator.registry.SchemaRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
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
    private Map<String, SchemaRegistry> registries = Map.of("main", new Registry());
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
                () -> registries,
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
    void open_registryThatIsAsked_showsHowItFares() throws Exception {
        assertThat(server.getAttribute(name("registry,registry=\"main\""), "Lookups"))
                .isEqualTo(3L);
    }

    @Test
    void policiesChanged_registryIsGone_itsBeanIsToo() throws Exception {
        registries = Map.of();

        reporting.policiesChanged(batches.policies().state());

        assertThat(server.isRegistered(name("registry,registry=\"main\""))).isFalse();
    }

    private static final class Registry implements SchemaRegistry {
        @Override
        public RegisteredSchema schema(SchemaId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<RegistryStatistics> statistics() {
            return Optional.of(new RegistryStatistics(1, 2, 3, 0, 0, 0, 0, 1, Duration.ZERO, ""));
        }
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
