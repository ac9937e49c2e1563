package io.kafkafips.validator.rule.signature;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.validator.rule.JsonReader;
import io.kafkafips.validator.rule.Octets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigException;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The public keys that signatures are verified with: EC keys, and RSA keys of 2048 bits and more. Immutable. */
final class VerificationKeys {
    private static final String PEM = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";
    private static final int FEWEST_RSA_BITS = 2048;
    private static final int DEEPEST_JSON = 8;

    /** Of a JSON Web Key, what makes the public key; certificates in it are not looked at. */
    private static final Set<String> MEMBERS = Set.of("kty", "n", "e", "crv", "x", "y");

    private final List<Entry> entries;

    private VerificationKeys(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads a key set or one key in PEM.
     *
     * @throws ConfigException naming the file
     */
    static VerificationKeys parse(String file, byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8).strip();
        try {
            return new VerificationKeys(text.startsWith(PEM) ? List.of(pem(text)) : keySet(content));
        } catch (GeneralSecurityException | JoseException | IllegalArgumentException | InvalidRecordException e) {
            throw Refusal.setting(
                    Signature.KEYS,
                    file,
                    "a JSON Web Key Set, or a key that starts with " + PEM
                            + ", of EC (P-256, P-384, P-521) or RSA with " + FEWEST_RSA_BITS
                            + " bits or more, and the provider " + FipsJca.PROVIDER,
                    "openssl pkey -in <private key> -pubout -out " + file,
                    e);
        }
    }

    private static Entry pem(String text) throws GeneralSecurityException {
        String base64 = text.substring(PEM.length(), text.indexOf(PEM_END)).replaceAll("\\s", "");
        X509EncodedKeySpec encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
        try {
            return new Entry(null, null, FipsJca.keyFactory("EC").generatePublic(encoded));
        } catch (InvalidKeySpecException e) {
            return new Entry(null, null, FipsJca.keyFactory("RSA").generatePublic(encoded));
        }
    }

    private static List<Entry> keySet(byte[] content) throws JoseException {
        Object root = new JsonReader("key set", DEEPEST_JSON, "").read(Octets.of(content));
        if (!(root instanceof Map<?, ?> set) || !(set.get("keys") instanceof List<?> keys) || keys.isEmpty()) {
            throw new IllegalArgumentException("no list \"keys\" with an entry");
        }
        List<Entry> entries = new ArrayList<>();
        for (Object key : keys) {
            entries.add(entry(key));
        }
        return entries;
    }

    private static Entry entry(Object key) throws JoseException {
        if (!(key instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("a key that is no object");
        }
        if (members.containsKey("d") || members.containsKey("k")) {
            throw new IllegalArgumentException("a private or secret key, which does not belong here");
        }
        if (members.containsKey("use") && !"sig".equals(members.get("use"))) {
            throw new IllegalArgumentException("a key that is not for signatures");
        }
        Map<String, Object> publicMembers = new HashMap<>();
        members.forEach((name, value) -> {
            if (MEMBERS.contains(name)) {
                publicMembers.put(String.valueOf(name), value);
            }
        });
        PublicKey publicKey = PublicJsonWebKey.Factory.newPublicJwk(publicMembers, FipsJca.PROVIDER)
                .getPublicKey();
        return new Entry(text(members.get("kid")), text(members.get("alg")), publicKey);
    }

    private static @Nullable String text(@Nullable Object member) {
        return member == null ? null : String.valueOf(member);
    }

    /**
     * The key that a signature names; where it names none, the only one there is.
     *
     * @throws InvalidRecordException when there is no such key, or it is not for the algorithm
     */
    PublicKey find(@Nullable String id, @Nullable String algorithm) {
        Entry found = null;
        for (Entry entry : entries) {
            boolean named = (id == null || !entry.hasId()) ? entries.size() == 1 : entry.isCalled(id);
            if (named) {
                if (found != null) {
                    throw refused();
                }
                found = entry;
            }
        }
        if (found == null || !found.serves(algorithm)) {
            throw refused();
        }
        return found.key();
    }

    private static InvalidRecordException refused() {
        return new InvalidRecordException(
                "the signature is refused: it does not name one of the keys that the rule has");
    }

    private record Entry(@Nullable String id, @Nullable String algorithm, PublicKey key) {
        Entry {
            boolean strong = key instanceof ECPublicKey
                    || (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= FEWEST_RSA_BITS);
            if (!strong) {
                throw new IllegalArgumentException(
                        "a " + key.getAlgorithm() + " key that is too short or of another kind");
            }
        }

        boolean hasId() {
            return id != null;
        }

        boolean isCalled(String name) {
            return name.equals(id);
        }

        /** A key that says what it is for is for that alone. */
        boolean serves(@Nullable String signatureAlgorithm) {
            return algorithm == null || algorithm.equals(signatureAlgorithm);
        }
    }
}
