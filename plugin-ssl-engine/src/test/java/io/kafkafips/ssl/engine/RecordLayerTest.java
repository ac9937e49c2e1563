package io.kafkafips.ssl.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.fips.FipsRuntime;
import java.security.Provider;
import java.security.Security;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.apache.kafka.common.config.ConfigException;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipherImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLayerTest {
    @Test
    void over_theModule_isBcjsseInFipsMode() throws Exception {
        Provider provider = TlsProvider.recordLayer(null);

        assertThat(((BouncyCastleJsseProvider) provider).isFipsMode()).isTrue();
    }

    @Test
    void over_theModule_leavesTheProviderListAsItWas() throws Exception {
        Provider[] before = Security.getProviders();

        Provider provider = TlsProvider.recordLayer(null);

        assertThat(Security.getProviders()).containsExactly(before);
        assertThat(before).allSatisfy(registered -> assertThat(registered).isNotSameAs(provider));
    }

    @Test
    void over_theModule_keepsTheProofOfTheJvm() throws Exception {
        TlsProvider.context(new KeyManager[0], new TrustManager[0]);

        assertThatCode(() -> FipsRuntime.require("test")).doesNotThrowAnyException();
    }

    @Test
    void context_provider_isOfOurs() throws Exception {
        assertThat(TlsProvider.context(new KeyManager[0], new TrustManager[0]).getProvider())
                .isNotSameAs(Security.getProvider("BCJSSE"))
                .isInstanceOf(BouncyCastleJsseProvider.class);
    }

    @Test
    void over_providerWithoutAesGcm_isRefused() {
        Provider empty = new Provider("EMPTY", "1", "nothing") {
            private static final long serialVersionUID = 1;
        };

        assertThatThrownBy(() -> RecordLayer.over(empty, null))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("does not know this bctls-fips")
                .hasMessageContaining("Remedy: ");
    }

    @ParameterizedTest
    @ValueSource(classes = {Closed.class, Returning.class, Hidden.class})
    void requireShape_methodOfAnotherShape_isRefused(Class<?> crypto) {
        assertThatThrownBy(() -> RecordLayer.requireShape(crypto))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("createAEADCipher");
    }

    @Test
    void requireShape_methodGone_isRefused() {
        assertThatThrownBy(() -> RecordLayer.requireShape(Object.class)).isInstanceOf(NoSuchMethodException.class);
    }

    /** A bctls that can no longer be overridden. */
    static class Closed {
        protected final native TlsAEADCipherImpl createAEADCipher(
                String name, String algorithm, int size, boolean encrypting);
    }

    /** A bctls with another cipher type. */
    static class Returning {
        protected native Object createAEADCipher(String name, String algorithm, int size, boolean encrypting);
    }

    /** A bctls whose method a subclass in another package does not see. */
    static class Hidden {
        native TlsAEADCipherImpl createAEADCipher(String name, String algorithm, int size, boolean encrypting);
    }
}
