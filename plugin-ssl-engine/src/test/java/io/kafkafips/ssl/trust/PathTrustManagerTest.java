package io.kafkafips.ssl.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.Fixture;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PathTrustManagerTest {
    /** Every way in which a TLS stack may ask. */
    static Stream<Question> questions() {
        return Stream.of(
                (manager, chain) -> manager.checkClientTrusted(chain, "EC"),
                (manager, chain) -> manager.checkClientTrusted(chain, "EC", (Socket) null),
                (manager, chain) -> manager.checkClientTrusted(chain, "EC", (SSLEngine) null),
                (manager, chain) -> manager.checkServerTrusted(chain, "EC"),
                (manager, chain) -> manager.checkServerTrusted(chain, "EC", (Socket) null),
                (manager, chain) -> manager.checkServerTrusted(chain, "EC", (SSLEngine) null));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void check_soundChain_isLeftToTheDelegate(Question question) throws Exception {
        Recording delegate = new Recording(null);

        question.ask(around(delegate), chain("ec-prime256v1", "ca"));

        assertThat(delegate.asked).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("questions")
    void check_weakCertificateAnywhereInTheChain_isRefusedBeforeTheDelegate(Question question) throws Exception {
        Recording delegate = new Recording(null);

        assertThatThrownBy(() -> question.ask(around(delegate), chain("ec-prime256v1", "rsa-1024", "ca")))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("CN=rsa-1024");
        assertThat(delegate.asked).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("questions")
    void check_errorOfTheModule_isARefusedCertificate(Question question) {
        Recording delegate = new Recording(new AssertionError("not approved"));

        assertThatThrownBy(() -> question.ask(around(delegate), chain("ec-prime256v1")))
                .isInstanceOf(CertificateException.class)
                .hasMessage("The FIPS module refuses the certificate chain: not approved");
    }

    private static PathTrustManager around(X509ExtendedTrustManager delegate) {
        return new PathTrustManager(
                delegate,
                new VerifiedPaths(List.of(Fixture.certificate("ca.pem"))),
                CertificateRule.APPROVED,
                PathRule.NONE);
    }

    private static X509Certificate[] chain(String... names) {
        return Stream.of(names).map(name -> Fixture.certificate(name + ".pem")).toArray(X509Certificate[]::new);
    }

    /** One of the six methods. */
    interface Question {
        void ask(X509ExtendedTrustManager manager, X509Certificate[] chain) throws CertificateException;
    }

    private static final class Recording extends X509ExtendedTrustManager {
        final List<X509Certificate[]> asked = new ArrayList<>();
        private final AssertionError error;

        Recording(AssertionError error) {
            this.error = error;
        }

        private void record(X509Certificate[] chain) {
            if (error != null) {
                throw error;
            }
            asked.add(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            record(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
            record(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            record(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            record(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            record(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            record(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
