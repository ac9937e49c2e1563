package io.kafkafips.ssl.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.ssl.TestSettings;
import io.kafkafips.testkit.CertificateSpec;
import io.kafkafips.testkit.Pki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsContextsTest {
    @TempDir
    static Path folder;

    private static TestSettings settings;
    private static TlsContext context;

    private final TlsContexts contexts = new TlsContexts();

    @BeforeAll
    static void stores() {
        Pki authority = Pki.root("CN=ca");
        settings = TestSettings.bcfks(folder, "node", authority.issue(CertificateSpec.of("CN=node")), authority);
        context = TlsContext.open(SslEngineConfig.parse(settings.asKafkaGivesThem()));
    }

    @Test
    void get_sameFingerprintFromManyThreads_opensOnce() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(4);
        Callable<TlsContext> ask = () -> {
            ready.countDown();
            ready.await();
            return contexts.get("same", () -> {
                opened.incrementAndGet();
                return context;
            });
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);

        List<TlsContext> answers = new ArrayList<>();
        for (Future<TlsContext> answer : threads.invokeAll(List.of(ask, ask, ask, ask))) {
            answers.add(answer.get());
        }
        threads.shutdown();

        assertThat(answers).hasSize(4).containsOnly(context);
        assertThat(opened).hasValue(1);
    }

    @Test
    void get_openerFails_isNotRemembered() {
        assertThatThrownBy(() -> contexts.get("bad", () -> {
                    throw new ConfigException("refused");
                }))
                .isInstanceOf(ConfigException.class);

        assertThat(contexts.get("bad", () -> context)).isSameAs(context);
    }

    @Test
    void get_moreThanTheBound_dropsTheOldest() {
        for (int i = 0; i < 100; i++) {
            contexts.get("context-" + i, () -> context);
        }

        assertThat(contexts.size()).isEqualTo(64);
    }

    @Test
    void fingerprint_sameSettings_isStableAndHoldsNoSecret() {
        String fingerprint = fingerprint(settings);

        assertThat(fingerprint).isEqualTo(fingerprint(settings)).matches("[0-9a-f]{64}");
    }

    @Test
    void fingerprint_anythingElse_differs() throws Exception {
        Path copy = Files.copy(folder.resolve("node.bcfks"), folder.resolve("copy.bcfks"));
        List<TestSettings> others = List.of(
                settings,
                settings.with("ssl.enabled.protocols", "TLSv1.3"),
                settings.with("ssl.client.auth", "required"),
                settings.with("ssl.cipher.suites", "TLS_AES_256_GCM_SHA384").with("ssl.enabled.protocols", "TLSv1.3"),
                settings.with("ssl.keystore.password", "another-long-password"),
                settings.with("ssl.key.password", "another-long-password"),
                settings.with("ssl.truststore.password", "another-long-password"),
                settings.with("ssl.keystore.location", copy.toString()),
                settings.without("ssl.keystore.location").without("ssl.keystore.password"));

        assertThat(others).map(this::fingerprint).doesNotHaveDuplicates();
    }

    @Test
    void fingerprint_ofAnotherJvm_differs() {
        assertThat(new TlsContexts().fingerprint(SslEngineConfig.parse(settings.asKafkaGivesThem())))
                .isNotEqualTo(fingerprint(settings));
    }

    @Test
    void banner_ofAContext_namesCertificateAndSuitesButNoPassword() {
        assertThat(context.banner())
                .contains("own certificate CN=node (EC, until ", "1 trust anchor(s)", "TLS_AES_256_GCM_SHA384")
                .doesNotContain(TestSettings.PASSWORD);
    }

    private String fingerprint(TestSettings settings) {
        return contexts.fingerprint(SslEngineConfig.parse(settings.asKafkaGivesThem()));
    }
}
