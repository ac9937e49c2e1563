package io.kafkafips.ssl.store;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.commons.fips.FipsJca;
import io.kafkafips.ssl.engine.TlsProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.types.Password;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A reader of PKCS#8 private keys (RFC 5958), RSA and EC, plain or encrypted with PBES2 (RFC 8018). What the module cannot open in
 * approved-only mode is refused by what it is, with the command that mends it.
 */
final class PrivateKeyReader {
    static final String RE_ENCRYPT =
            "with OpenSSL 3.2 or later (before, its salt is 8 bytes whatever one says): openssl pkcs8 -topk8"
                    + " -v2 aes-256-cbc -v2prf hmacWithSHA256 -in <old key> -out <new key>; or leave it unencrypted (-nocrypt) and readable"
                    + " for this process alone; or use a BCFKS store";

    private static final Set<ASN1ObjectIdentifier> APPROVED_CIPHERS = Set.of(
            NISTObjectIdentifiers.id_aes128_CBC,
            NISTObjectIdentifiers.id_aes192_CBC,
            NISTObjectIdentifiers.id_aes256_CBC,
            NISTObjectIdentifiers.id_aes128_GCM,
            NISTObjectIdentifiers.id_aes192_GCM,
            NISTObjectIdentifiers.id_aes256_GCM);

    /** For the message: the refused ones that are met in practice. */
    private static final Map<ASN1ObjectIdentifier, String> CIPHER_NAMES = Map.of(
            PKCSObjectIdentifiers.des_EDE3_CBC,
            "3DES",
            new ASN1ObjectIdentifier("1.3.14.3.2.7"),
            "DES",
            PKCSObjectIdentifiers.RC2_CBC,
            "RC2",
            PKCSObjectIdentifiers.pbeWithMD5AndDES_CBC,
            "PBES1 with MD5 and DES",
            PKCSObjectIdentifiers.pbeWithSHA1AndDES_CBC,
            "PBES1 with SHA-1 and DES",
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
            "PKCS#12 PBE with SHA-1 and 3DES",
            PKCSObjectIdentifiers.pbeWithSHAAnd2_KeyTripleDES_CBC,
            "PKCS#12 PBE with SHA-1 and 2-key 3DES",
            PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC,
            "PKCS#12 PBE with SHA-1 and RC2-40",
            PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC,
            "PKCS#12 PBE with SHA-1 and RC2-128");

    /** SP 800-132 section 5.1, as the module enforces it. */
    private static final int SHORTEST_SALT_BYTES = 16;

    private final Origin origin;
    private final Optional<Password> password;
    private final String passwordSetting;

    PrivateKeyReader(Origin origin, Optional<Password> password, String passwordSetting) {
        this.origin = origin;
        this.password = password;
        this.passwordSetting = passwordSetting;
    }

    PrivateKey read(PemReader.Block block) {
        return switch (block.label()) {
            case "PRIVATE KEY" -> plain(block.der());
            case "ENCRYPTED PRIVATE KEY" -> encrypted(block.der());
            default ->
                throw origin.refused(
                        "a PKCS#8 key ('PRIVATE KEY' or 'ENCRYPTED PRIVATE KEY'), not '" + block.label() + "'",
                        "openssl pkcs8 -topk8 -nocrypt -in <old key> -out <new key>");
        };
    }

    private PrivateKey plain(byte[] der) {
        if (password.isPresent()) {
            throw Refusal.setting(
                    passwordSetting,
                    password.get(),
                    "no password, since the key in " + origin.setting() + " is not encrypted",
                    "delete the line, or encrypt the key");
        }
        return key(parsed(der));
    }

    private PrivateKey encrypted(byte[] der) {
        Password given = password.orElseThrow(() -> Refusal.setting(
                passwordSetting,
                null,
                "the password of the encrypted key in " + origin.setting(),
                passwordSetting + "=<at least 14 characters>"));
        if (given.value().length() < Secrets.SHORTEST) {
            throw Refusal.setting(
                    passwordSetting,
                    given,
                    "at least " + Secrets.SHORTEST + " characters (SP 800-132: 112 bits)",
                    "re-encrypt the key under a longer one, " + RE_ENCRYPT);
        }
        requireApprovedEncryption(der);
        char[] characters = given.value().toCharArray();
        try {
            return key(new PKCS8EncryptedPrivateKeyInfo(der).decryptPrivateKeyInfo(TlsProvider.pbes2(characters)));
        } catch (IOException | PKCSException | RuntimeException | AssertionError e) {
            throw origin.refused(
                    "a key that opens with " + passwordSetting + ": wrong password, or damaged",
                    "set " + passwordSetting + " to the password of this key",
                    e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private void requireApprovedEncryption(byte[] der) {
        AlgorithmIdentifier algorithm;
        try {
            algorithm = EncryptedPrivateKeyInfo.getInstance(der).getEncryptionAlgorithm();
        } catch (RuntimeException e) {
            throw malformed(e);
        }
        if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
            throw origin.refused(
                    "a key encrypted with PBES2, not the older scheme "
                            + CIPHER_NAMES.getOrDefault(
                                    algorithm.getAlgorithm(),
                                    algorithm.getAlgorithm().getId()),
                    RE_ENCRYPT);
        }
        PBES2Parameters scheme = PBES2Parameters.getInstance(algorithm.getParameters());
        if (!scheme.getKeyDerivationFunc().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw origin.refused(
                    "a key encrypted under PBKDF2, not "
                            + scheme.getKeyDerivationFunc().getAlgorithm().getId(),
                    RE_ENCRYPT);
        }
        ASN1ObjectIdentifier cipher = scheme.getEncryptionScheme().getAlgorithm();
        if (!APPROVED_CIPHERS.contains(cipher)) {
            throw origin.refused(
                    "a key encrypted with AES, not " + CIPHER_NAMES.getOrDefault(cipher, cipher.getId())
                            + " (SP 800-131A)",
                    RE_ENCRYPT);
        }
        int saltBytes = PBKDF2Params.getInstance(scheme.getKeyDerivationFunc().getParameters())
                .getSalt()
                .length;
        if (saltBytes < SHORTEST_SALT_BYTES) {
            throw origin.refused(
                    "an encrypted key with a salt of at least 16 bytes (SP 800-132), not " + saltBytes
                            + " as OpenSSL wrote until 3.1",
                    RE_ENCRYPT);
        }
    }

    private PrivateKeyInfo parsed(byte[] der) {
        try {
            return PrivateKeyInfo.getInstance(der);
        } catch (RuntimeException e) {
            throw malformed(e);
        }
    }

    private PrivateKey key(PrivateKeyInfo info) {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        String name;
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            name = "RSA";
        } else if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            name = "EC";
        } else {
            throw origin.refused(
                    "an RSA or EC key, not one of type " + algorithm.getId(),
                    "make a key and certificate of an approved type, such as EC P-256");
        }
        try {
            return FipsJca.keyFactory(name).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (IOException | GeneralSecurityException | RuntimeException | AssertionError e) {
            throw origin.refused("an " + name + " key that the FIPS module takes", "make a new key", e);
        }
    }

    private RuntimeException malformed(RuntimeException cause) {
        return origin.refused("a PKCS#8 key; the block is not one", "openssl pkcs8 -topk8 -in <key>", cause);
    }
}
