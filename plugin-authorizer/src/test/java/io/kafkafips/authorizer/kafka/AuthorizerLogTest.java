package io.kafkafips.authorizer.kafka;

import static io.kafkafips.authorizer.kafka.Authorizers.allowWrite;
import static io.kafkafips.authorizer.kafka.Authorizers.denyWrite;
import static io.kafkafips.authorizer.kafka.Requests.by;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizerLogTest {
    private static final KafkaPrincipal ALICE = new KafkaPrincipal("User", "alice");

    private final Logger logger = (Logger) LogManager.getLogger("kafka.authorizer.logger");
    private final List<String> lines = new ArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("lines", null, null, false, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.removeAppender(appender);
        logger.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "DEBUG", "TRACE"})
    void authorize_everyKindOfRule_logsTheLinesOfStandardAuthorizer(String level) {
        logger.setLevel(Level.valueOf(level));
        List<String> expected = linesOf(Authorizers.stock("super.users", "User:root"));
        List<String> open =
                linesOf(Authorizers.stock("super.users", "User:root", "allow.everyone.if.no.acl.found", "true"));
        assertThat(expected).isNotEmpty();
        assertThat(linesOf(Authorizers.ours("super.users", "User:root"))).isEqualTo(expected);
        assertThat(linesOf(Authorizers.ours("super.users", "User:root", "allow.everyone.if.no.acl.found", "true")))
                .isEqualTo(open);
    }

    @Test
    void authorize_expiredCertificate_logsTheReason() {
        logger.setLevel(Level.INFO);
        CertificateAuthorizer authorizer = Authorizers.ours(InstantSource.fixed(Principals.NOT_AFTER.plusSeconds(1)));
        authorizer.authorize(by(Principals.user("CN=carol")), List.of(Requests.write("pay")));
        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("INFO Principal = User:CN=carol is Denied operation = WRITE from host = 127.0.0.1")
                .endsWith("based on rule CertificateExpired");
    }

    private List<String> linesOf(StandardAuthorizer authorizer) {
        Authorizers.load(authorizer, allowWrite("open", "User:alice"), denyWrite("closed", "User:alice"));
        lines.clear();
        for (boolean logged : List.of(true, false)) {
            for (String topic : List.of("open", "closed", "unknown")) {
                authorizer.authorize(
                        by(ALICE), List.of(Requests.on(ResourceType.TOPIC, topic, AclOperation.WRITE, logged, logged)));
            }
            authorizer.authorize(
                    by(ALICE), List.of(Requests.on(ResourceType.TOPIC, "open", AclOperation.READ, logged, logged)));
            authorizer.authorize(
                    by(new KafkaPrincipal("User", "root")),
                    List.of(
                            Requests.on(ResourceType.GROUP, "g", AclOperation.READ, logged, logged),
                            Requests.on(ResourceType.TRANSACTIONAL_ID, "t", AclOperation.WRITE, logged, logged),
                            Requests.on(ResourceType.DELEGATION_TOKEN, "d", AclOperation.DESCRIBE, logged, logged)));
            authorizer.authorizeByResourceType(by(ALICE), AclOperation.WRITE, ResourceType.GROUP);
        }
        return List.copyOf(lines);
    }
}
