package io.kafkafips.authorizer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kafkafips.authorizer.identity.CertificateIdentity;
import io.kafkafips.authorizer.identity.CertificatePrincipal;
import io.kafkafips.authorizer.identity.PathStanding;
import io.kafkafips.commons.x509.CertificateId;
import io.kafkafips.commons.x509.IssuerId;
import io.kafkafips.commons.x509.KnownRevocations;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.junit.jupiter.api.Test;

/** Bytes from the network as a principal: seeded in every build, guided by coverage with {@code -Pfuzz}. */
class PrincipalSerdeFuzzTest {
    private static final PrincipalSerde SERDE = new PrincipalSerde(new KnownRevocations());

    /** Whatever is read is written and read again to the same, everything else is refused. */
    @FuzzTest(maxDuration = "2m")
    void deserialize_anyBytes_isAPrincipalOrRefused(byte[] input) {
        KafkaPrincipal read;
        try {
            read = SERDE.deserialize(input);
        } catch (SerializationException e) {
            return;
        }
        KafkaPrincipal again = SERDE.deserialize(SERDE.serialize(read));
        boolean same = again.equals(read) && again.tokenAuthenticated() == read.tokenAuthenticated();
        if (read instanceof CertificatePrincipal before && again instanceof CertificatePrincipal after) {
            same = same && after.names().equals(before.names());
        }
        if (!same) {
            throw new AssertionError(read + " became " + again);
        }
    }

    @Test
    void deserialize_randomlyChanged_isReadOrRefusedButNeverFailsOtherwise() {
        Random random = new Random(2);
        byte[] good = SERDE.serialize(carol());
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = good.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            deserialize_anyBytes_isAPrincipalOrRefused(bytes);
            read += isRead(bytes) ? 1 : 0;
        }
        assertThat(read).isBetween(1_000, 49_000);
    }

    private static boolean isRead(byte[] bytes) {
        try {
            return SERDE.deserialize(bytes) != null;
        } catch (SerializationException e) {
            return false;
        }
    }

    private static CertificatePrincipal carol() {
        CertificateIdentity identity =
                Principals.user("carol", "Cn:carol", "Group:payments").identity();
        CertificateId leaf = new CertificateId(new IssuerId("cn=sub", "ab".repeat(32)), BigInteger.TEN);
        return new CertificatePrincipal(
                "User", "carol", false, identity.with(new PathStanding(List.of(leaf), Principals.NOT_AFTER, false)));
    }
}
