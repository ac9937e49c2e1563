package io.kafkafips.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.HostileTlsPeer;
import io.kafkafips.testkit.HostileTlsPeer.Answer;
import io.kafkafips.testkit.OpenSslClient;
import io.kafkafips.testkit.OpenSslIssuer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Malformed and hostile handshakes against a real broker: it keeps all its network threads, and nothing of it is an alarm. */
class HostilePeersIT {
    private static final long SEED = 20_261_122;
    private static final int THREADS = 16;

    private static TlsBroker broker;
    private static List<List<byte[]>> chains;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");
        broker = TlsBroker.start("hostile", Map.of());
        broker.identity("good", CertificateSpec.of("CN=good"));
        chains = chains();
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void broker_fiveHundredHostileHandshakes_keepsEveryNetworkThread() {
        attack(SEED, 500);
    }

    @Test
    @Tag("soak")
    void broker_tenThousandHostileHandshakes_keepsEveryNetworkThread() {
        attack(SEED + 1, 10_000);
    }

    private static void attack(long seed, int connections) {
        Map<Answer, Integer> answers = new HostileTlsPeer(broker.port(), seed, chains).attack(connections, THREADS);

        assertThat(answers).as("seed " + seed).containsKeys(Answer.ALERT, Answer.CLOSED);
        assertThat(broker.node().isAlive()).isTrue();
        assertThat(broker.alarms()).as("seed " + seed).isEmpty();
        // connections go round the network threads: one that is dead or stuck would take every third with it
        for (int i = 0; i < 3 * TlsBroker.NETWORK_THREADS; i++) {
            CommandResult result =
                    new OpenSslClient(broker.port(), broker.authority(), broker.pem("good")).connect("-tls1_3");
            assertThat(result.exitCode()).as(result.output()).isZero();
        }
    }

    /** Chains whose keys the attacker need not have, since the certificate comes before the proof. */
    private static List<List<byte[]>> chains() throws Exception {
        OpenSslIssuer openssl = new OpenSslIssuer(
                broker.folder().resolve("ca-with-key.pem"), broker.folder().resolve("openssl"));
        List<Path> files = new ArrayList<>();
        for (int bits : new int[] {1024, 1025, 1536, 2047, 2049, 3071}) {
            files.add(openssl.rsa(bits));
        }
        for (String curve : List.of("secp256k1", "brainpoolP256r1", "secp224r1", "prime192v1")) {
            files.add(openssl.ec(curve));
        }
        files.add(openssl.issue(
                "explicit",
                List.of("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-param_enc", "explicit"),
                "sha256"));
        files.add(openssl.issue("ed25519", List.of("genpkey", "-algorithm", "ED25519"), "sha256"));
        files.add(openssl.signedWith("sha1"));
        files.add(broker.pem("good"));
        files.add(broker.root()
                .issue(CertificateSpec.of("CN=" + "n".repeat(60) + ",OU=" + "x".repeat(16_000)))
                .writePem(broker.pem("long-name")));
        List<List<byte[]>> all = new ArrayList<>();
        for (Path file : files) {
            all.add(List.of(certificate(file)));
        }
        return all;
    }

    private static byte[] certificate(Path pem) throws Exception {
        String text = Files.readString(pem, StandardCharsets.US_ASCII);
        String begin = "-----BEGIN CERTIFICATE-----";
        String body = text.substring(text.indexOf(begin) + begin.length(), text.indexOf("-----END CERTIFICATE-----"));
        return Base64.getMimeDecoder().decode(body);
    }
}
