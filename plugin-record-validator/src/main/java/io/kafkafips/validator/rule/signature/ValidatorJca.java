package io.kafkafips.validator.rule.signature;

import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.commons.fips.ProviderBoundary;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jca.ProviderContext;

/** What this plug-in asks of the JCA beyond commons, each from the validated module's provider by name. Stateless. */
@ProviderBoundary
final class ValidatorJca {
    private ValidatorJca() {}

    /** An HMAC of SHA-256 or SHA-512 (FIPS 198-1) with its key. */
    static Mac hmac(String algorithm, byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm, FipsJca.PROVIDER);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac;
    }

    /**
     * For jose4j, which else takes the first provider that has an algorithm.
     *
     * @param algorithm as the header of a signature names it. RSASSA-PSS is asked for by the module's name of it
     */
    static ProviderContext providers(String algorithm) {
        ProviderContext providers = new ProviderContext();
        for (ProviderContext.Context context :
                List.of(providers.getGeneralProviderContext(), providers.getSuppliedKeyProviderContext())) {
            context.setGeneralProvider(FipsJca.PROVIDER);
            context.setSignatureProvider(FipsJca.PROVIDER);
            context.setKeyFactoryProvider(FipsJca.PROVIDER);
            if (algorithm.startsWith("PS")) {
                int bits = Integer.parseInt(algorithm.substring(2));
                String digest = "SHA-" + bits;
                context.setSignatureAlgorithmOverride(new ProviderContext.SignatureAlgorithmOverride(
                        "SHA" + bits + "WITHRSAANDMGF1",
                        new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), bits / Byte.SIZE, 1)));
            }
        }
        return providers;
    }
}
