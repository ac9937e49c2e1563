package io.kafkafips.ssl.store;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * A private key and its certificates that stood in PEM text; whether they belong together has not been checked. Immutable.
 *
 * @param key a key of the module
 * @param chain the leaf first
 */
public record PemPair(PrivateKey key, List<X509Certificate> chain) {
    public PemPair {
        chain = List.copyOf(chain);
    }

    /**
     * Reads text with one PKCS#8 key and its certificates.
     *
     * @param text key and certificates, in any order of the two
     * @param setting which option named it, for refusals
     * @param shown its value as it may be shown
     * @param password what opens an encrypted key
     * @param passwordSetting which option gives that
     * @throws ConfigException when there is anything else in it, or the key is one that the module does not take
     */
    public static PemPair parse(
            String text, String setting, String shown, Optional<Password> password, String passwordSetting) {
        return parse(text, new Origin(setting, shown), password, passwordSetting);
    }

    static PemPair parse(String text, Origin origin, Optional<Password> password, String passwordSetting) {
        List<PemReader.Block> blocks = PemReader.read(text, origin);
        List<PemReader.Block> keys =
                blocks.stream().filter(PemReader.Block::isKey).toList();
        if (keys.size() != 1) {
            throw origin.refused(
                    "one private key, but there are " + keys.size(), "keep one key, followed by its certificates");
        }
        PrivateKey key = new PrivateKeyReader(origin, password, passwordSetting).read(keys.get(0));
        List<X509Certificate> chain = Certificates.of(blocks, origin);
        if (chain.isEmpty()) {
            throw origin.refused("the certificate of the key, but there is none", "append the chain, leaf first");
        }
        return new PemPair(key, chain);
    }
}
