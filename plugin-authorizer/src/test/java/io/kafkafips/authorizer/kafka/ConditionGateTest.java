package io.kafkafips.authorizer.kafka;

import static io.kafkafips.authorizer.kafka.Authorizers.allowWrite;
import static io.kafkafips.authorizer.kafka.Authorizers.load;
import static io.kafkafips.authorizer.kafka.Authorizers.ours;
import static io.kafkafips.authorizer.kafka.Requests.by;
import static io.kafkafips.authorizer.kafka.Requests.write;
import static org.apache.kafka.server.authorizer.AuthorizationResult.ALLOWED;
import static org.apache.kafka.server.authorizer.AuthorizationResult.DENIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.authorizer.identity.CertificateIdentity;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.identity.SessionFacts;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions as an authorizer applies them, with what Kafka hands it. */
class ConditionGateTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "'listeners: [EXTERNAL]',ALLOWED",
        "'listeners: [INTERNAL]',DENIED",
        "'source: [127.0.0.0/8]',ALLOWED",
        "'source: [10.0.0.0/8]',DENIED",
        "'client-id: [\"billing-*\"]',ALLOWED",
        "'client-id: [\"ledger-*\"]',DENIED",
        "'min-tls-version: TLSv1.2',ALLOWED",
        "'min-tls-version: TLSv1.3',DENIED",
        "'issuer: [\"CN=Test CA, O=Acme\"]',ALLOWED",
        "'issuer: [\"CN=Other\"]',DENIED",
    })
    void authorize_conditionOnTheRequest_isMetOrDenied(String condition, AuthorizationResult expected)
            throws Exception {
        CertificateAuthorizer authorizer = withRules("{name: a, require: {" + condition + "}}");
        load(authorizer, allowWrite("pay", "Group:payments"));

        assertThat(writes(authorizer, carol("external", "TLSv1.2"))).isEqualTo(expected);
    }

    /** The context of a forwarded request has the controller's listener. */
    @Test
    void authorize_listenerOfTheContextAndOfThePrincipalDiffer_goesByThePrincipal() throws Exception {
        CertificateAuthorizer authorizer = withRules("{name: a, require: {listeners: [CLIENTS]}}");
        load(authorizer, allowWrite("pay", "User:*"));

        assertThat(writes(authorizer, carol("CLIENTS", "TLSv1.3"))).isEqualTo(ALLOWED);
        assertThat(writes(authorizer, carol("EXTERNAL", "TLSv1.3"))).isEqualTo(DENIED);
        assertThat(writes(authorizer, carol("", ""))).isEqualTo(DENIED);
    }

    @Test
    void authorize_principalWithoutACertificate_hasTheListenerOfTheContextAndNoTlsVersion() throws Exception {
        KafkaPrincipal sasl = new KafkaPrincipal("User", "sasl");
        CertificateAuthorizer onListener = withRules("{name: a, require: {listeners: [EXTERNAL]}}");
        load(onListener, allowWrite("pay", "User:sasl"));
        CertificateAuthorizer onTls = withRules("{name: a, require: {min-tls-version: TLSv1.2}}");
        load(onTls, allowWrite("pay", "User:sasl"));

        assertThat(writes(onListener, sasl)).isEqualTo(ALLOWED);
        assertThat(writes(onTls, sasl)).isEqualTo(DENIED);
    }

    @Test
    void authorize_requestThatMeetsEveryConditionWithoutAnAcl_isStillDenied() throws Exception {
        CertificateAuthorizer authorizer = withRules("{name: a, require: {listeners: [EXTERNAL]}}");
        load(authorizer);

        assertThat(writes(authorizer, carol("EXTERNAL", "TLSv1.3"))).isEqualTo(DENIED);
    }

    @Test
    void authorize_dryRun_isAllowedAndCountedAndAudited() throws Exception {
        Path audit = folder.resolve("audit");
        CertificateAuthorizer authorizer = withRules(
                "{name: plant, dry-run: true, require: {listeners: [INTERNAL]}}",
                "node.id",
                "71",
                "audit.directory",
                audit.toString(),
                "audit.allowed",
                "none");
        authorizer.start(Requests.serverInfo("EXTERNAL"));
        load(authorizer, allowWrite("pay", "User:*"));

        AuthorizationResult result = writes(authorizer, carol("EXTERNAL", "TLSv1.3"));

        assertThat(result).isEqualTo(ALLOWED);
        assertThat(attribute(71, "name=authorizer", "ConditionWouldBeDenied")).isEqualTo(1L);
        assertThat(attribute(71, "name=decisions,result=allowed,reason=Acl", "Count"))
                .isEqualTo(1L);
        authorizer.close();
        assertThat(AuditFiles.text(audit))
                .contains("io.kafkafips.authorizer.conditions.v1", "\"decision\":\"ALLOWED\"")
                .contains("Condition(rule=plant, unmet=listeners)");
    }

    /** Kafka asks with these marks whether an allowance, or a denial, is worth a line; what a dry run would have denied is both. */
    @ParameterizedTest
    @CsvSource({"true,false,true", "false,true,true", "true,true,true", "false,false,false"})
    void authorize_dryRun_isOnRecordIfEitherMarkIsSet(boolean logIfAllowed, boolean logIfDenied, boolean onRecord)
            throws Exception {
        Path audit = folder.resolve("audit");
        CertificateAuthorizer authorizer = withRules(
                "{name: plant, dry-run: true, require: {listeners: [INTERNAL]}}",
                "audit.directory",
                audit.toString(),
                "audit.allowed",
                "none");
        authorizer.start(Requests.serverInfo("EXTERNAL"));
        load(authorizer, allowWrite("pay", "User:*"));
        Action action = Requests.on(ResourceType.TOPIC, "pay", AclOperation.WRITE, logIfAllowed, logIfDenied);

        AuthorizationResult result = authorizer
                .authorize(by(carol("EXTERNAL", "TLSv1.3")), List.of(action))
                .get(0);

        authorizer.close();
        assertThat(result).isEqualTo(ALLOWED);
        assertThat(AuditFiles.text(audit).contains("Condition(rule=plant, unmet=listeners)"))
                .isEqualTo(onRecord);
    }

    @Test
    void authorize_denialByACondition_isCountedByReasonAndRule() throws Exception {
        CertificateAuthorizer authorizer =
                withRules("{name: plant, require: {listeners: [INTERNAL]}}", "node.id", "72");
        authorizer.start(Requests.serverInfo("EXTERNAL"));
        load(authorizer, allowWrite("pay", "User:*"));
        for (int i = 0; i < 200; i++) {
            writes(authorizer, carol("EXTERNAL", "TLSv1.3"));
        }

        assertThat(attribute(72, "name=decisions,result=denied,reason=Condition", "Count"))
                .isEqualTo(200L);
        assertThat(attribute(72, "name=authorizer", "ConditionDeniedByRule").toString())
                .contains("plant", "200");
        assertThat(attribute(72, "name=authorizer", "ConditionRules")).isEqualTo(1);
        assertThat(attribute(72, "name=authorizer", "AclCount")).isEqualTo(1);
        assertThat((Long) attribute(72, "name=authorizer", "TimedRequests")).isBetween(1L, 100L);
        authorizer.close();
        assertThat(beans().queryNames(name(72, "*"), null)).isEmpty();
    }

    @Test
    void authorizeByResourceType_conditionForEveryTopic_isDenied() throws Exception {
        CertificateAuthorizer authorizer =
                withRules("{name: a, resources: [topic: \"*\"], require: {listeners: [INTERNAL]}}");
        load(authorizer, allowWrite("pay", "User:*"));

        assertThat(authorizer.authorizeByResourceType(
                        by(carol("EXTERNAL", "TLSv1.3")), AclOperation.WRITE, ResourceType.TOPIC))
                .isEqualTo(DENIED);
        assertThat(authorizer.authorizeByResourceType(
                        by(carol("INTERNAL", "TLSv1.3")), AclOperation.WRITE, ResourceType.TOPIC))
                .isEqualTo(ALLOWED);
    }

    @Test
    void configure_badPolicyFile_isRefused() {
        assertThatThrownBy(() -> withRules("{name: a}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("conditions.yaml:3:3: rules[0] lacks the key require");
    }

    @Test
    void reconfigure_listenerWithoutEncryption_isRefusedAndAudited() throws Exception {
        Path audit = folder.resolve("audit");
        CertificateAuthorizer authorizer = ours("audit.directory", audit.toString());
        authorizer.start(Requests.serverInfo("SSL"));

        assertThat(authorizer.reconfigurableConfigs()).contains("listeners");
        authorizer.reconfigure(Authorizers.settings("listener.security.protocol.map", "SSL:SSL,EXTRA:PLAINTEXT"));
        assertThatThrownBy(() -> authorizer.reconfigure(Authorizers.settings(
                        "listeners",
                        "SSL://:1,EXTRA://:2",
                        "listener.security.protocol.map",
                        "SSL:SSL,EXTRA:PLAINTEXT")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("EXTRA:PLAINTEXT");
        authorizer.close();
        assertThat(AuditFiles.text(audit)).contains("io.kafkafips.config.refused.v1", "EXTRA:PLAINTEXT");
    }

    @Test
    void start_listenerThatMigrates_isToldToTheAuditTrailAndAMetric() throws Exception {
        Path audit = folder.resolve("audit");
        CertificateAuthorizer authorizer = ours(
                "listeners",
                "SSL://:1,OLD://:2",
                "listener.security.protocol.map",
                "SSL:SSL,OLD:PLAINTEXT",
                "allow.unencrypted.listeners.during.migration",
                "old",
                "audit.directory",
                audit.toString(),
                "node.id",
                "73");
        authorizer.start(Requests.serverInfo("SSL", "OLD"));

        assertThat(attribute(73, "name=authorizer", "UnencryptedListeners")).isEqualTo(1);
        authorizer.close();
        assertThat(AuditFiles.text(audit)).contains("io.kafkafips.listeners.unencrypted.v1", "OLD:PLAINTEXT");
    }

    private CertificateAuthorizer withRules(String rule, String... settings) throws Exception {
        Path file = folder.resolve("conditions.yaml");
        Files.writeString(file, "version: 1\nrules:\n- " + rule + "\n");
        String[] all = new String[settings.length + 2];
        System.arraycopy(settings, 0, all, 0, settings.length);
        all[settings.length] = "authorizer.conditions.file";
        all[settings.length + 1] = file.toString();
        return ours(all);
    }

    private static CertificatePrincipal carol(String listener, String protocol) {
        CertificateIdentity identity = new CertificateIdentity(
                List.of("Cn:carol", "Group:payments"),
                "CN=Test CA,O=Acme",
                BigInteger.TEN,
                "ab".repeat(32),
                Principals.NOT_AFTER);
        return new CertificatePrincipal("User", "CN=carol", false, identity, new SessionFacts(listener, protocol));
    }

    private static AuthorizationResult writes(CertificateAuthorizer authorizer, KafkaPrincipal principal) {
        return authorizer
                .authorize(by(principal, InetAddress.getLoopbackAddress()), List.of(write("pay")))
                .get(0);
    }

    private static Object attribute(int node, String bean, String attribute) throws Exception {
        return beans().getAttribute(name(node, bean), attribute);
    }

    private static ObjectName name(int node, String bean) throws Exception {
        return new ObjectName("io.kafkafips:type=Authorizer,role=broker,node=" + node + "," + bean);
    }

    private static MBeanServer beans() {
        return ManagementFactory.getPlatformMBeanServer();
    }
}
