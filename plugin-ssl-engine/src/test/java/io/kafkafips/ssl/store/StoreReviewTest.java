package io.kafkafips.ssl.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.policy.NodeRole;
import io.kafkafips.ssl.policy.TlsProfile;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Identity;
import io.kafkafips.testkit.Pki;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class StoreReviewTest {
    private static final Pki AUTHORITY = Pki.root("CN=ca");
    private static final Identity NODE = AUTHORITY.issue(CertificateSpec.localServer("CN=node"));

    @Test
    void ofPair_soundServer_findsNothing() {
        assertThat(review(Instant.now())
                        .ofPair("node", NODE.key(), NODE.chain(), NodeRole.SERVER, TlsProfile.SP800_52R2))
                .isEmpty();
    }

    @Test
    void ofPair_severalThingsWrong_findsEachOfThem() {
        Identity client = AUTHORITY.issue(CertificateSpec.of("CN=alice").withUsage(true, false));
        Identity other = AUTHORITY.issue(CertificateSpec.of("CN=other"));
        Instant later = Instant.now().plus(Duration.ofDays(2));

        List<ConfigException> findings =
                review(later).ofPair("alice", other.key(), client.chain(), NodeRole.SERVER, TlsProfile.STRICT);

        assertThat(findings)
                .extracting(Throwable::getMessage)
                .allMatch(message -> message.startsWith("store=a.bcfks is refused: expected "))
                .anyMatch(message -> message.contains("below the profile strict"))
                .anyMatch(message -> message.contains("expired at"))
                .anyMatch(message -> message.contains("serverAuth"))
                .anyMatch(message -> message.contains("dNSName"))
                .anyMatch(message -> message.contains("(CN=alice) is of another key"))
                .hasSize(5);
    }

    @Test
    void ofTrust_authorityThatIsMissing_isNamed() {
        Pki stranger = Pki.root("CN=stranger");

        assertThat(review(Instant.now())
                        .ofTrust("node", NODE.chain(), List.of(AUTHORITY.certificate()), TlsProfile.SP800_52R2))
                .isEmpty();
        assertThat(review(Instant.now())
                        .ofTrust("node", NODE.chain(), List.of(stranger.certificate()), TlsProfile.SP800_52R2))
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("under alias 'node' (CN=node)", "put the authority CN=ca into the trust store");
    }

    @Test
    void pemPair_twoKeys_isRefusedByTheNameOfItsOption() {
        String text = NODE.keyPem() + NODE.keyPem() + NODE.chainPem();

        assertThatThrownBy(() -> PemPair.parse(text, "--key", "a.pem", Optional.empty(), "--key-password-file"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("--key=a.pem is refused: expected one private key, but there are 2");
    }

    private static StoreReview review(Instant now) {
        return new StoreReview("store", "a.bcfks", Clock.fixed(now, ZoneOffset.UTC));
    }
}
