package io.kafkafips.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.config.LastGood;
import io.kafkafips.validator.policy.PolicySet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesBeanTest {
    @TempDir
    private Path folder;

    private Instant now = Instant.now();
    private LastGood<PolicySet> policies;
    private PoliciesBean bean;

    @BeforeEach
    void load() throws Exception {
        policies = TestBatches.in(folder).policies();
        bean = new PoliciesBean(policies, (InstantSource) () -> now);
    }

    @Test
    void attributes_ofTheStart_tellFilesAndGeneration() {
        assertThat(bean.getFiles())
                .containsExactly(folder.resolve("policy.yaml").toString());
        assertThat(bean.getGeneration()).isEqualTo(1);
        assertThat(bean.getPolicyCount()).isEqualTo(2);
        assertThat(bean.getReloadLagSeconds()).isZero();
    }

    @Test
    void reloadLag_refusedChange_growsFromTheRefusalOn() throws Exception {
        change("version: 2\n");
        now = now.plusSeconds(30);

        assertThat(bean.getReloadLagSeconds()).isEqualTo(30);
        assertThat(bean.getReloadRefusedNow()).isOne();
        assertThat(bean.getReloadsRefused()).isOne();
        assertThat(bean.getLastError()).contains("policy.yaml:1:");
        assertThat(bean.getGeneration()).isEqualTo(1);
    }

    @Test
    void reloadLag_changeThatIsMended_isOver() throws Exception {
        change("version: 2\n");
        change("version: 1\npolicies: []\n");
        now = now.plusSeconds(30);

        assertThat(bean.getReloadLagSeconds()).isZero();
        assertThat(bean.getLastError()).isEmpty();
        assertThat(bean.getGeneration()).isEqualTo(2);
        assertThat(bean.getPolicyCount()).isZero();
    }

    private void change(String content) throws Exception {
        Files.writeString(folder.resolve("policy.yaml"), content);
        policies.poll(bean::changed);
        policies.poll(bean::changed);
    }
}
