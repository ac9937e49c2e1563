package io.kafkafips.authorizer.kafka;

import static io.kafkafips.authorizer.kafka.Authorizers.allowWrite;
import static io.kafkafips.authorizer.kafka.Authorizers.denyWrite;
import static io.kafkafips.authorizer.kafka.Authorizers.load;
import static io.kafkafips.authorizer.kafka.Authorizers.ours;
import static io.kafkafips.authorizer.kafka.Authorizers.settings;
import static io.kafkafips.authorizer.kafka.Requests.by;
import static io.kafkafips.authorizer.kafka.Requests.write;
import static org.apache.kafka.server.authorizer.AuthorizationResult.ALLOWED;
import static org.apache.kafka.server.authorizer.AuthorizationResult.DENIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Endpoint;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizerNotReadyException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateAuthorizerTest {
    private static final KafkaPrincipal CAROL =
            Principals.user("CN=carol", "Cn:carol", "Group:payments", "Spiffe:spiffe://td/carol");

    @Test
    void authorize_allowForAGroupOfTheCertificate_isAllowed() {
        CertificateAuthorizer authorizer = ours();
        load(authorizer, allowWrite("pay", "Group:payments"));
        assertThat(writes(authorizer, CAROL)).isEqualTo(ALLOWED);
    }

    @Test
    void authorize_denyForTheWorkloadAndAllowForItsGroup_isDenied() {
        CertificateAuthorizer authorizer = ours();
        load(authorizer, allowWrite("pay", "Group:payments"), denyWrite("pay", "Spiffe:spiffe://td/carol"));
        assertThat(writes(authorizer, CAROL)).isEqualTo(DENIED);
    }

    @Test
    void authorize_wildcardUser_matchesACertificateToo() {
        CertificateAuthorizer authorizer = ours();
        load(authorizer, allowWrite("pay", "User:*"));
        assertThat(writes(authorizer, CAROL)).isEqualTo(ALLOWED);
    }

    @Test
    void authorize_saslUserWithTheNameOfAGroup_isNotInTheGroup() {
        CertificateAuthorizer authorizer = ours();
        load(authorizer, allowWrite("pay", "Group:payments"));
        assertThat(writes(authorizer, new KafkaPrincipal("User", "payments"))).isEqualTo(DENIED);
    }

    @Test
    void authorize_derivedPrincipalIsSuperUser_isAllowed() {
        CertificateAuthorizer authorizer = ours("super.users", "User:root;Cn:carol");
        load(authorizer, denyWrite("pay", "User:*"));
        assertThat(writes(authorizer, CAROL)).isEqualTo(ALLOWED);
    }

    @Test
    void authorize_beforeTheAclsAreLoaded_knowsSuperUsersOnly() {
        CertificateAuthorizer authorizer = ours("super.users", "Cn:carol", "allow.everyone.if.no.acl.found", "true");
        authorizer.loadSnapshot(Map.of());
        assertThat(writes(authorizer, CAROL)).isEqualTo(ALLOWED);
        assertThatThrownBy(() -> writes(authorizer, KafkaPrincipal.ANONYMOUS))
                .isInstanceOf(AuthorizerNotReadyException.class);
        assertThatThrownBy(() -> authorizer.authorizeByResourceType(
                        by(KafkaPrincipal.ANONYMOUS), AclOperation.WRITE, ResourceType.TOPIC))
                .isInstanceOf(AuthorizerNotReadyException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,ALLOWED", "1,DENIED"})
    void authorize_aroundTheEndOfTheCertificate_isDeniedAfterIt(long millisAfter, AuthorizationResult expected) {
        InstantSource clock = InstantSource.fixed(Principals.NOT_AFTER.plusMillis(millisAfter));
        CertificateAuthorizer authorizer = ours(clock, "super.users", "Cn:carol");
        load(authorizer);
        assertThat(writes(authorizer, CAROL)).isEqualTo(expected);
        assertThat(authorizer.authorizeByResourceType(by(CAROL), AclOperation.WRITE, ResourceType.TOPIC))
                .isEqualTo(expected);
    }

    @Test
    void authorize_patternOtherThanLiteral_isRefused() {
        CertificateAuthorizer authorizer = ours();
        load(authorizer);
        ResourcePattern prefixed = new ResourcePattern(ResourceType.TOPIC, "pay", PatternType.PREFIXED);
        assertThatThrownBy(() -> authorizer.authorize(
                        by(CAROL), List.of(new Action(AclOperation.WRITE, prefixed, 1, true, true))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"ANY,TOPIC", "UNKNOWN,TOPIC", "READ,ANY", "READ,UNKNOWN"})
    void authorizeByResourceType_filter_isRefused(AclOperation operation, ResourceType type) {
        CertificateAuthorizer authorizer = ours();
        load(authorizer);
        assertThatThrownBy(() -> authorizer.authorizeByResourceType(by(CAROL), operation, type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(operation + " on " + type);
    }

    @Test
    void start_beforeAndAfterTheLoad_opensListenersWithTheLoad() {
        CertificateAuthorizer authorizer = ours();
        Map<Endpoint, ? extends CompletionStage<Void>> futures = authorizer.start(Requests.serverInfo("EXTERNAL"));
        assertThat(futures.values())
                .singleElement()
                .satisfies(future -> assertThat(future.toCompletableFuture()).isNotDone());
        authorizer.completeInitialLoad();
        assertThat(futures.values())
                .singleElement()
                .satisfies(future -> assertThat(future.toCompletableFuture()).isCompleted());
    }

    @Test
    void configure_plaintextListener_isRefused() {
        CertificateAuthorizer authorizer = new CertificateAuthorizer();
        assertThatThrownBy(() -> authorizer.configure(settings("listeners", "PLAINTEXT://:9092")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("PLAINTEXT:PLAINTEXT");
    }

    private static AuthorizationResult writes(CertificateAuthorizer authorizer, KafkaPrincipal principal) {
        return authorizer.authorize(by(principal), List.of(write("pay"))).get(0);
    }
}
