package io.kafkafips.authorizer.kafka;

import static io.kafkafips.authorizer.kafka.Authorizers.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.authorizer.audit.AuditScope;
import io.kafkafips.commons.audit.AuditConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizerConfigTest {
    @Test
    void of_noSettings_hasNoAuditAndNoSuperUsers() {
        AuthorizerConfig config = AuthorizerConfig.of(settings());
        assertThat(config)
                .isEqualTo(new AuthorizerConfig(Set.of(), false, null, AuditScope.ADMIN, 7, Set.of(), null, Set.of()));
    }

    @Test
    void of_allSettings_readsThem() {
        AuthorizerConfig config = AuthorizerConfig.of(settings(
                "super.users", " User:a; Cn:b ;;Group:ops",
                "super.users.allow.whole.groups", "TRUE",
                "allow.everyone.if.no.acl.found", "true",
                "audit.directory", "audit",
                "audit.allowed", "all",
                "controller.listener.names", "CTL, ctl2",
                "authorizer.conditions.file", "conditions.yaml",
                "allow.unencrypted.listeners.during.migration", "old, OLD2"));
        assertThat(config)
                .isEqualTo(new AuthorizerConfig(
                        Set.of("User:a", "Cn:b", "Group:ops"),
                        true,
                        AuditConfig.of(Map.of("audit.directory", "audit")).orElseThrow(),
                        AuditScope.ALL,
                        7,
                        Set.of("CTL", "CTL2"),
                        Path.of("conditions.yaml"),
                        Set.of("OLD", "OLD2")));
    }

    @ParameterizedTest
    @CsvSource({
        "super.users,Group:ops,everyone in a Group would be a super user",
        "super.users,Cn:a;Org:Acme,everyone in a Org would be a super user",
        "super.users,Spiffe:spiffe://example.org,everyone in a Spiffe would be a super user",
        "super.users,alice,super.users=alice is refused",
        "super.users.allow.whole.groups,yes,expected true or false",
        "audit.allowed,everything,'expected one of none, admin, all'",
        "audit.directory,'  ',audit.directory=",
        "authorizer.conditions.file,' ',the path of a policy file",
        "certificate.principal.rules,'',expected 'anchor' at character 1",
        "certificate.principal.rules,anchor any gives al,'expected one of User, Cn, Group'",
        "certificate.principal.rules,anchor any gives all,ssl.engine.factory.class is missing",
        "certificate.principal.rule,anchor any gives Cn,certificate.principal.rule=... is refused: expected one of",
        "certificate.principals.rules,anchor any gives Cn,'[authorizer.conditions.file, certificate.principal.rules]'",
        "authorizer.condition.file,conditions.yaml,authorizer.condition.file=... is refused: expected one of",
        "authorizer.conditions.files,conditions.yaml,authorizer.conditions.files=... is refused: expected one of",
        "listener.name.external.certificate.principal.rules,anchor any gives all,one setting for the whole node",
    })
    void of_unusableSetting_isRefusedWithTheRemedy(String key, String value, String expected) {
        assertThatThrownBy(() -> AuthorizerConfig.of(settings(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining("Remedy: ");
    }

    @Test
    void of_rulesAndAListenerWithAnotherEngine_isRefusedWithItsName() {
        String key = "listener.name.external.ssl.engine.factory.class";
        assertThatThrownBy(() -> AuthorizerConfig.of(settings(
                        "certificate.principal.rules",
                        "anchor any gives all",
                        "ssl.engine.factory.class",
                        EngineSetting.OURS,
                        key,
                        "org.example.Other")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key + "=org.example.Other")
                .hasMessageContaining("Remedy: " + key + "=" + EngineSetting.OURS);
    }

    @Test
    void of_rulesAndOurEngine_isAccepted() {
        assertThat(AuthorizerConfig.of(settings(
                        "certificate.principal.rules",
                        "anchor any gives all",
                        "ssl.engine.factory.class",
                        EngineSetting.OURS)))
                .isNotNull();
    }

    @Test
    void configDef_everyOption_isDocumented() {
        assertThat(AuthorizerConfig.configDef().configKeys().values())
                .hasSize(5)
                .allSatisfy(key -> assertThat(key.documentation).endsWith("."));
    }
}
