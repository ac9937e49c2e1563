package io.kafkafips.authorizer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.authorizer.identity.CertificateIdentity;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.identity.PathStanding;
import io.kafkafips.commons.x509.CertificateId;
import io.kafkafips.commons.x509.IssuerId;
import io.kafkafips.commons.x509.KnownRevocations;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.message.DefaultPrincipalData;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;
import org.junit.jupiter.api.Test;

class PrincipalSerdeTest {
    private static final CertificatePrincipal CAROL = new CertificatePrincipal(
            "User",
            "CN=carol,OU=payments",
            true,
            new CertificateIdentity(
                    List.of("Cn:carol", "Group:payments"),
                    "CN=Test CA",
                    BigInteger.valueOf(0xC0FFEE),
                    "0123456789abcdef".repeat(4),
                    Instant.parse("2030-01-02T03:04:05Z")));

    private final PrincipalSerde serde = new PrincipalSerde(new KnownRevocations());
    private final DefaultKafkaPrincipalBuilder stock = new DefaultKafkaPrincipalBuilder(null, null);

    @Test
    void serialize_certificatePrincipal_isTheGoldenFile() throws IOException {
        assertThat(HexFormat.of().formatHex(serde.serialize(CAROL))).isEqualTo(golden());
    }

    @Test
    void deserialize_goldenFile_isTheCertificatePrincipal() throws IOException {
        KafkaPrincipal principal = serde.deserialize(HexFormat.of().parseHex(golden()));
        assertThat(principal).isEqualTo(CAROL).isInstanceOfSatisfying(CertificatePrincipal.class, read -> {
            assertThat(read.identity()).isEqualTo(CAROL.identity());
            assertThat(read.names()).containsExactly("User:CN=carol,OU=payments", "Cn:carol", "Group:payments");
            assertThat(read.tokenAuthenticated()).isTrue();
        });
    }

    @Test
    void serialize_principalWithAPath_isTheGoldenFile() throws IOException {
        assertThat(HexFormat.of().formatHex(serde.serialize(withPath())))
                .isEqualTo(golden("certificate-principal-path-v1.hex"));
    }

    @Test
    void deserialize_goldenFileWithAPath_isTheCertificatePrincipal() throws IOException {
        KafkaPrincipal read = serde.deserialize(HexFormat.of().parseHex(golden("certificate-principal-path-v1.hex")));
        assertThat(((CertificatePrincipal) read).identity())
                .isEqualTo(withPath().identity());
    }

    @Test
    void deserialize_pathThatIsDamaged_isRefused() {
        byte[] bytes = serde.serialize(withPath());
        bytes[bytes.length - 1] = (byte) 0xff;
        assertThatThrownBy(() -> serde.deserialize(bytes)).isInstanceOf(SerializationException.class);
    }

    @Test
    void deserialize_byTheStockBuilder_isThePrimaryPrincipal() {
        KafkaPrincipal principal = stock.deserialize(serde.serialize(CAROL));
        assertThat(principal).isEqualTo(new KafkaPrincipal("User", "CN=carol,OU=payments"));
        assertThat(principal.tokenAuthenticated()).isTrue();
    }

    @Test
    void deserialize_fromTheStockBuilder_isAPlainPrincipal() {
        KafkaPrincipal alice = new KafkaPrincipal("User", "alice", true);
        KafkaPrincipal principal = serde.deserialize(stock.serialize(alice));
        assertThat(principal).isEqualTo(alice);
        assertThat(principal.tokenAuthenticated()).isTrue();
    }

    @Test
    void serialize_plainPrincipal_isTheStockForm() {
        KafkaPrincipal alice = new KafkaPrincipal("User", "alice");
        assertThat(serde.serialize(alice)).isEqualTo(stock.serialize(alice));
    }

    @Test
    void deserialize_tagOfSomebodyElse_isAPlainPrincipal() {
        DefaultPrincipalData data = new DefaultPrincipalData().setType("User").setName("alice");
        data.unknownTaggedFields().add(new RawTaggedField(575, new byte[] {1, 2, 3}));
        assertThat(serde.deserialize(MessageUtil.toVersionPrefixedBytes((short) 0, data)))
                .isEqualTo(new KafkaPrincipal("User", "alice"));
    }

    @Test
    void deserialize_cutAnywhere_isRefused() {
        byte[] whole = serde.serialize(CAROL);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> serde.deserialize(cut)).isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void deserialize_unknownVersion_isRefused() {
        byte[] bytes = serde.serialize(CAROL);
        bytes[1] = 1;
        assertThatThrownBy(() -> serde.deserialize(bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("version 1");
    }

    @Test
    void deserialize_hugeInput_isRefused() {
        assertThatThrownBy(() -> serde.deserialize(new byte[600 * 1024]))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("614400 bytes");
    }

    @Test
    void deserialize_randomlyChanged_isReadOrRefusedButNeverFailsOtherwise() {
        Random random = new Random(1);
        byte[] good = serde.serialize(CAROL);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = good.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                assertThat(serde.deserialize(bytes).getPrincipalType()).isNotNull();
            } catch (SerializationException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 49_000);
    }

    @Test
    void principal_textAndEquality_areThoseOfKafka() {
        CertificatePrincipal other = Principals.user("CN=carol,OU=payments", "Cn:x");
        assertThat(CAROL).hasToString("User:CN=carol,OU=payments");
        assertThat(CAROL).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(CAROL).isNotEqualTo(new KafkaPrincipal("User", "CN=carol,OU=payments"));
    }

    private static CertificatePrincipal withPath() {
        CertificateId leaf = new CertificateId(new IssuerId("cn=sub", "ab".repeat(32)), BigInteger.valueOf(0xC0FFEE));
        CertificateId sub = new CertificateId(new IssuerId("cn=root", "cd".repeat(32)), BigInteger.ONE);
        PathStanding path = new PathStanding(List.of(leaf, sub), Instant.parse("2029-01-01T00:00:00Z"), false);
        return new CertificatePrincipal(
                "User", "CN=carol,OU=payments", true, CAROL.identity().with(path));
    }

    private static String golden() throws IOException {
        return golden("certificate-principal-v1.hex");
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = PrincipalSerdeTest.class.getResourceAsStream(name)) {
            String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
            return Pattern.compile("#.*|\\s").matcher(text).replaceAll("");
        }
    }
}
