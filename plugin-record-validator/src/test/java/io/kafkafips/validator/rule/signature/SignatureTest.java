package io.kafkafips.validator.rule.signature;

import static io.kafkafips.validator.rule.TestRules.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.rule.TestRecord;
import io.kafkafips.validator.rule.TestRules;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that jose4j makes, and the published one of RFC 7515, verified by the module. */
class SignatureTest {
    private static final String VALUE = "{\"amount\":1}";

    private static KeyPair ec;
    private static KeyPair rsa;
    private static byte[] keySet;

    @BeforeAll
    static void makeKeys() throws Exception {
        FipsProvider.install();
        ec = ecKey("secp256r1");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "BCFIPS");
        generator.initialize(2048);
        rsa = generator.generateKeyPair();
        keySet = new JsonWebKeySet(jwk(ec, "ec-1"), jwk(rsa, "rsa-1"), jwk(ecKey("secp384r1"), "ec-384"))
                .toJson()
                .getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "PS256", "RS256", "PS512", "RS384"})
    void validateRecord_signedValue_passes(String algorithm) throws Exception {
        assertThat(verdict(Map.of("algorithms", algorithm), TestRecord.withValue(signed(algorithm, null))))
                .isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "PS256", "RS256"})
    void validateRecord_detachedSignature_passes(String algorithm) throws Exception {
        TestRecord record = TestRecord.withValue(VALUE).and("jws", detached(signed(algorithm, null)));

        assertThat(verdict(Map.of("header", "jws"), record)).isEqualTo(ACCEPTED);
    }

    /** RFC 7515, appendix A.3. */
    @Test
    void validateRecord_publishedExample_passes() {
        String key = "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\","
                + "\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";
        String signed =
                "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc1"
                        + "9yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
        Signature rule = rule(Map.of(), ("{\"keys\":[" + key + "]}").getBytes(StandardCharsets.US_ASCII));

        assertThat(TestRules.verdict(rule, TestRecord.withValue(signed))).isEqualTo(ACCEPTED);
    }

    /** RFC 7797: the payload is signed as it is. */
    @Test
    void validateRecord_detachedSignatureOfTheBareValue_passes() throws Exception {
        JsonWebSignature bare = signature("ES256", null);
        bare.setHeader("b64", false);
        bare.setCriticalHeaderNames("b64");
        TestRecord record = TestRecord.withValue(VALUE).and("jws", bare.getDetachedContentCompactSerialization());

        assertThat(verdict(Map.of("header", "jws"), record)).isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_detachedSignatureOfAnotherValue_isRefused() throws Exception {
        TestRecord record = TestRecord.withValue("{\"amount\":2}").and("jws", detached(signed("ES256", null)));

        assertThat(verdict(Map.of("header", "jws"), record))
                .isEqualTo("the signature is refused: it is not of this payload and key");
    }

    @Test
    void validateRecord_payloadThatIsNotDetached_isRefused() throws Exception {
        TestRecord record = TestRecord.withValue("{\"amount\":2}").and("jws", signed("ES256", null));

        assertThat(verdict(Map.of("header", "jws"), record)).contains("expected to be detached");
    }

    @Test
    void validateRecord_algorithmThatIsNotListed_isRefused() throws Exception {
        assertThat(verdict(Map.of("algorithms", "ES256"), TestRecord.withValue(signed("RS256", null))))
                .contains("its algorithm is not among those");
    }

    @Test
    void validateRecord_unsigned_isRefused() {
        String none = base64("{\"alg\":\"none\"}") + "." + base64(VALUE) + ".";

        assertThat(verdict(Map.of(), TestRecord.withValue(none))).contains("its algorithm is not among those");
    }

    /** The public key of a verifier taken for a shared secret. */
    @Test
    void validateRecord_hmacWithThePublicKey_isRefused() throws Exception {
        JsonWebSignature forged = new JsonWebSignature();
        forged.setPayload(VALUE);
        forged.setAlgorithmHeaderValue("HS256");
        forged.setKeyIdHeaderValue("ec-1");
        forged.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        forged.setKey(new HmacKey(ec.getPublic().getEncoded()));

        assertThat(verdict(Map.of(), TestRecord.withValue(forged.getCompactSerialization())))
                .contains("its algorithm is not among those");
    }

    @Test
    void validateRecord_keyThatTheSignatureBringsAlong_isNotTaken() throws Exception {
        KeyPair stranger = ecKey("secp256r1");
        JsonWebSignature forged = signature("ES256", null);
        forged.setKey(stranger.getPrivate());
        forged.setHeader("jwk", jwk(stranger, "ec-1").toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));

        assertThat(verdict(Map.of(), TestRecord.withValue(forged.getCompactSerialization())))
                .contains("it is not of this payload and key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-1", "ec-384", "unknown"})
    void validateRecord_otherKeyNamed_isRefused(String kid) throws Exception {
        assertThat(verdict(Map.of(), TestRecord.withValue(signed("ES256", kid))))
                .startsWith("the signature is refused: ")
                .doesNotContain(kid);
    }

    @Test
    void validateRecord_unknownCriticalHeader_isRefused() throws Exception {
        JsonWebSignature critical = signature("ES256", null);
        critical.setHeader("ext", "1");
        critical.setCriticalHeaderNames("ext");

        assertThat(verdict(Map.of(), TestRecord.withValue(critical.getCompactSerialization())))
                .contains("critical headers are not accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "a.b.c.d", "{}", "!.!.!", "eyJhbGciOiJFUzI1NiJ9..", "e30.e30.e30"})
    void validateRecord_noSignature_isRefused(String value) {
        assertThat(verdict(Map.of(), TestRecord.withValue(value))).startsWith("the signature is refused: ");
    }

    @Test
    void validateRecord_headerOfDeepNesting_isRefusedBeforeItIsParsed() {
        String deep = base64("{\"a\":" + "[".repeat(100_000));

        assertThat(verdict(Map.of(), TestRecord.withValue(deep + ".e30.AAAA"))).contains("three parts");
    }

    @Test
    void validateRecord_everyFlippedBitOfTheSignature_isRefused() throws Exception {
        Signature rule = rule(Map.of(), keySet);
        String signed = signed("ES256", null);
        int dot = signed.lastIndexOf('.');
        byte[] bytes = Base64.getUrlDecoder().decode(signed.substring(dot + 1));
        for (int bit = 0; bit < bytes.length * 8; bit += 7) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String text = signed.substring(0, dot + 1)
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(TestRules.verdict(rule, TestRecord.withValue(text))).startsWith("the signature is refused: ");
        }
    }

    /** What a lenient decoder of base64 does not read is not covered by the signature. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", " <>!!{}\r\n", "=\n{\"amount\":999999}", "==anything at all", "=", "=="})
    void validateRecord_bytesBehindTheSignature_areRefused(String more) throws Exception {
        String signed = signed("ES256", null);

        assertThat(verdict(Map.of(), TestRecord.withValue(signed + more))).contains("base64url");
        assertThat(verdict(Map.of("header", "jws"), TestRecord.withValue(VALUE).and("jws", detached(signed) + more)))
                .contains("base64url");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void validateRecord_foreignBytesWithinOrBesideAPart_areRefused(int place) throws Exception {
        String signed = signed("ES256", null);
        int dot = signed.indexOf('.');
        int second = signed.lastIndexOf('.');
        int at = new int[] {0, dot, dot + 1, second, second + 1, second + 5}[place];
        String inserted = signed.substring(0, at) + " {}" + signed.substring(at);

        assertThat(verdict(Map.of(), TestRecord.withValue(inserted))).contains("base64url");
    }

    @Test
    void validateRecord_partOfALengthThatBase64DoesNotHave_isRefused() throws Exception {
        assertThat(verdict(Map.of(), TestRecord.withValue(signed("ES256", null) + "AAA")))
                .contains("base64url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":5}",
                "{\"alg\":\"ES256\",\"kid\":5}",
                "{\"alg\":\"ES256\",\"crit\":5}",
                "{\"alg\":\"ES256\",\"crit\":[5]}",
                "{\"alg\":\"ES256\",\"b64\":\"x\"}",
                "[1]"
            })
    void validateRecord_headerOfOtherTypes_isRefused(String header) {
        String signature = base64(header) + ".." + base64("x".repeat(64));

        assertThat(verdict(Map.of("header", "jws"), TestRecord.withValue(VALUE).and("jws", signature)))
                .startsWith("the signature is refused: ");
    }

    @Test
    void validateRecord_tombstone_isRefused() {
        assertThat(verdict(Map.of(), TestRecord.withKey("k"))).contains("the value is null");
    }

    @Test
    void validateRecord_onlyKeyInPem_passesWithoutItsName() throws Exception {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(ec.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n";
        Signature rule = rule(Map.of(), pem.getBytes(StandardCharsets.US_ASCII));

        assertThat(TestRules.verdict(rule, TestRecord.withValue(signed("ES256", "any"))))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void configure_privateKeyInTheSet_isRefusedWithoutIt() {
        String json = new JsonWebKeySet(jwk(ec, "ec-1")).toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);

        assertThatThrownBy(() -> rule(Map.of(), json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a private or secret key")
                .hasMessageNotContaining("\"d\"");
    }

    @Test
    void configure_unsignedAlgorithm_isRefused() {
        assertThatThrownBy(() -> rule(Map.of("algorithms", "none"), keySet)).isInstanceOf(ConfigException.class);
    }

    private static String verdict(Map<String, ?> options, TestRecord record) {
        return TestRules.verdict(rule(options, keySet), record);
    }

    private static Signature rule(Map<String, ?> options, byte[] keys) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("keys", "keys.json");
        return TestRules.about(RecordPart.VALUE, new Signature(), all, Map.of("keys.json", keys));
    }

    private static String signed(String algorithm, String kid) throws JoseException {
        return signature(algorithm, kid).getCompactSerialization();
    }

    private static JsonWebSignature signature(String algorithm, String kid) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(VALUE);
        signature.setAlgorithmHeaderValue(algorithm);
        boolean elliptic = algorithm.startsWith("ES");
        signature.setKeyIdHeaderValue(kid != null ? kid : elliptic ? "ec-1" : "rsa-1");
        signature.setKey((elliptic ? ec : rsa).getPrivate());
        return signature;
    }

    private static String detached(String compact) {
        return compact.replaceFirst("\\..*\\.", "..");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static KeyPair ecKey(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "BCFIPS");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static JsonWebKey jwk(KeyPair pair, String kid) {
        try {
            PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
            key.setPrivateKey(pair.getPrivate());
            key.setKeyId(kid);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
