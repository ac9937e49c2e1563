package io.kafkafips.authorizer.kafka;

import static io.kafkafips.authorizer.kafka.Authorizers.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.server.policy.AlterConfigPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityAlterConfigPolicyTest {
    private static final String[] OWN = {
        "listeners", "CTL://:9093",
        "listener.security.protocol.map", "CTL:SSL,CLIENTS:SASL_SSL",
        "ssl.engine.factory.class", "io.kafkafips.ssl.kafka.FipsSslEngineFactory",
        "ssl.keystore.type", "PKCS11",
        "min.insync.replicas", "2",
        "allow.unencrypted.listeners.during.migration", "OLD",
        "alter.config.policy.minimums", "min.insync.replicas:2,segment.ms:60000",
        "alter.config.policy.fixed", "unclean.leader.election.enable:false",
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "listeners=CLIENTS://:1,EXTRA://:2|listener.security.protocol.map=CLIENTS:SSL,EXTRA:PLAINTEXT; the listener EXTRA would be PLAINTEXT",
                "listener.security.protocol.map=CLIENTS:SSL,x:sasl_plaintext; the listener X would be SASL_PLAINTEXT",
                "listener.security.protocol.map=CLIENTS:SSL,X; the listener X would be PLAINTEXT",
                "listeners=CLIENTS://:1,PLAINTEXT://:2; the listener PLAINTEXT would be PLAINTEXT",
                "advertised.listeners=sasl_plaintext://h:2; the listener SASL_PLAINTEXT would be SASL_PLAINTEXT",
                "security.inter.broker.protocol=PLAINTEXT; would be PLAINTEXT",
                "listener.name.clients.ssl.engine.factory.class=org.apache.kafka.common.security.ssl.DefaultSslEngineFactory; cannot be changed",
                "principal.builder.class=x; principal.builder.class cannot be changed",
                "super.users=User:mallory; super.users cannot be changed",
                "authorizer.conditions.file=/tmp/x; cannot be changed",
                "listener.name.clients.ssl.client.auth=none; would weaken TLS",
                "listener.name.x.y.ssl.client.auth=none; would weaken TLS",
                "listener.name.clients.fips.ssl.trustmanager.algorithm=off; would weaken TLS",
                "listener.name.x.y.ssl.engine.factory.class=a.B; cannot be changed",
                "fips.tls.revocation.mode=off; cannot be changed",
                "fips.tls.revocation.accept.certificates.of.unknown.status=true; cannot be changed",
                "listener.name.x.y.fips.tls.profile=sp800-52r2; cannot be changed",
                "record.validation.mode=off; cannot be changed",
                "rsm.config.encryption.enabled=false; cannot be changed",
                "listener.name.clients.fips.ssl.protocol=legacy; would weaken TLS",
                "listener.name.x.y.fips.ssl.trustmanager.algorithm=crl,off; would weaken TLS",
                "listener.name.clients.ssl.client.auth=requested; would weaken TLS",
                "ssl.enabled.protocols=TLSv1.3,TLSv1.1; would weaken TLS",
                "listener.name.clients.ssl.cipher.suites=TLS_AES_256_GCM_SHA384,TLS_CHACHA20_POLY1305_SHA256; would weaken TLS",
                "listener.name.clients.ssl.keystore.type=JKS; would weaken TLS",
                "listener.name.clients.ssl.endpoint.identification.algorithm=; would weaken TLS",
                "ssl.secure.random.implementation=SHA1PRNG; would weaken TLS",
                "min.insync.replicas=1; min.insync.replicas=1. Expected at least 2",
                "min.insync.replicas=few; Expected at least 2",
                "segment.ms; segment.ms would fall back to its default. Expected at least 60000",
                "unclean.leader.election.enable=true; Expected false",
                "unclean.leader.election.enable; Expected false",
            })
    void validate_brokerChangeThatWeakens_isRefusedWithTheReason(String altered, String expected) {
        assertThatThrownBy(() -> policy(OWN).validate(change(ConfigResource.Type.BROKER, "2", altered)))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "listeners=CLIENTS://:1,EXTRA://:2|listener.security.protocol.map=CLIENTS:SSL,EXTRA:SASL_SSL",
                "listeners=CLIENTS://:1,OLD://:2|listener.security.protocol.map=CLIENTS:SSL,OLD:PLAINTEXT",
                "listener.security.protocol.map",
                "ssl.engine.factory.class=io.kafkafips.ssl.kafka.FipsSslEngineFactory",
                "listener.name.clients.ssl.engine.factory.class",
                "listener.name.clients.ssl.keystore.location=/etc/kafka/new.bcfks",
                "listener.name.clients.ssl.keystore.type=PEM",
                "ssl.keystore.type=PKCS11",
                "listener.name.clients.ssl.client.auth=required",
                "listener.name.clients.ssl.enabled.protocols=TLSv1.3",
                "listener.name.clients.fips.ssl.protocol=strict",
                "listener.name.clients.fips.ssl.trustmanager.algorithm=crl,ocsp",
                "listener.name.clients.ssl.cipher.suites=TLS_AES_256_GCM_SHA384, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "min.insync.replicas=3",
                "min.insync.replicas",
                "unclean.leader.election.enable=false",
                "log.cleaner.threads=2",
            })
    void validate_brokerChangeThatWeakensNothing_passes(String altered) {
        assertThatCode(() -> policy(OWN).validate(change(ConfigResource.Type.BROKER, "", altered)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "TOPIC,min.insync.replicas=1,true",
        "TOPIC,min.insync.replicas=2,false",
        "TOPIC,ssl.client.auth=none,false",
        "GROUP,min.insync.replicas=1,false",
        "CLIENT_METRICS,interval.ms=1,false",
    })
    void validate_otherResources_onlyTopicsAreBounded(ConfigResource.Type type, String altered, boolean refused) {
        SecurityAlterConfigPolicy policy = policy(OWN);
        List<Throwable> thrown = new ArrayList<>();
        try {
            policy.validate(change(type, "pay", altered));
        } catch (PolicyViolationException e) {
            thrown.add(e);
        }
        assertThat(thrown).hasSize(refused ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"ssl.enabled.protocols=TLSv1.2", "ssl.cipher.suites=TLS_AES_128_GCM_SHA256"})
    void validate_strictProfile_refusesWhatItDoesNotAccept(String altered) {
        assertThatThrownBy(() ->
                        policy("fips.tls.profile", "strict").validate(change(ConfigResource.Type.BROKER, "2", altered)))
                .isInstanceOf(PolicyViolationException.class);
    }

    @Test
    void validate_refusedChange_isInTheAuditTrailWithoutOtherSettings(@TempDir Path folder) throws Exception {
        try (SecurityAlterConfigPolicy policy = policy("audit.directory", folder.toString())) {
            assertThatThrownBy(() -> policy.validate(change(
                            ConfigResource.Type.BROKER,
                            "2",
                            "listeners=PLAINTEXT://:1|listener.name.x.ssl.keystore.password=secret-of-the-store")))
                    .isInstanceOf(PolicyViolationException.class)
                    .hasMessageNotContaining("secret-of-the-store");
        }
        assertThat(AuditFiles.text(folder))
                .contains("io.kafkafips.config.refused.v1", "BROKER:2", "the listener PLAINTEXT would be PLAINTEXT")
                .doesNotContain("secret-of-the-store");
    }

    @Test
    void validate_delegate_isAskedAfterThisPolicyAndMayRefuse() throws Exception {
        SecurityAlterConfigPolicy policy =
                policy("alter.config.policy.delegates", TopicNames.class.getName(), "test.prefix", "pay-");
        assertThatCode(() -> policy.validate(change(ConfigResource.Type.TOPIC, "pay-1", "segment.ms=1")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> policy.validate(change(ConfigResource.Type.TOPIC, "log", "segment.ms=1")))
                .isInstanceOf(PolicyViolationException.class)
                .hasMessage("not pay-");
        assertThatThrownBy(() -> policy.validate(change(ConfigResource.Type.BROKER, "1", "super.users=x")))
                .hasMessageContaining("super.users");
    }

    @ParameterizedTest
    @CsvSource({
        "alter.config.policy.delegates,java.lang.String",
        "alter.config.policy.delegates,no.such.Policy",
        "alter.config.policy.minimums,min.insync.replicas",
        "alter.config.policy.minimums,min.insync.replicas:two",
        "alter.config.policy.fixed,:false",
    })
    void configure_unusableSetting_isRefusedWithTheRemedy(String key, String value) {
        assertThatThrownBy(() -> policy(key, value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining("Remedy: ");
    }

    /** A policy of somebody else. */
    public static final class TopicNames implements AlterConfigPolicy {
        private String prefix = "";

        @Override
        public void configure(Map<String, ?> configs) {
            prefix = String.valueOf(configs.get("test.prefix"));
        }

        @Override
        public void validate(RequestMetadata request) {
            if (!request.resource().name().startsWith(prefix)) {
                throw new PolicyViolationException("not " + prefix);
            }
        }

        @Override
        public void close() {}
    }

    private static SecurityAlterConfigPolicy policy(String... settings) {
        SecurityAlterConfigPolicy policy = new SecurityAlterConfigPolicy();
        policy.configure(settings(settings));
        return policy;
    }

    /** {@code key=value} sets, {@code key} alone deletes; a bar stands between them. */
    private static AlterConfigPolicy.RequestMetadata change(ConfigResource.Type type, String name, String altered) {
        Map<String, String> configs = new HashMap<>();
        for (String setting : altered.split("\\|", -1)) {
            int equals = setting.indexOf('=');
            configs.put(
                    equals < 0 ? setting : setting.substring(0, equals),
                    equals < 0 ? null : setting.substring(equals + 1));
        }
        return new AlterConfigPolicy.RequestMetadata(new ConfigResource(type, name), configs);
    }
}
