package io.kafkafips.validator.rule.signature;

import static io.kafkafips.validator.rule.TestRules.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.rule.TestRecord;
import io.kafkafips.validator.rule.TestRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HmacTest {
    private static final String OTHERS = "the code in the header of the rule is not that of the record";
    private static final byte[] KEY = "an example key of forty-two bytes, no more".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEXT_KEY =
            "the key after that one, of 41 bytes or so".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private String keys;

    @BeforeAll
    static void installProvider() throws ReflectiveOperationException {
        FipsProvider.install();
    }

    @BeforeEach
    void writeKeys() throws IOException {
        keys = "k1=" + keyFile("k1", KEY) + ",k2=" + keyFile("k2", NEXT_KEY);
    }

    /** RFC 4231, test case 6. */
    @Test
    void validateRecord_publishedExample_passes() throws Exception {
        byte[] key = new byte[131];
        Arrays.fill(key, (byte) 0xaa);
        TestRecord record = TestRecord.withValue("Test Using Larger Than Block-Size Key - Hash Key First")
                .and("mac", "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");

        Hmac rule = TestRules.aboutValue(
                new Hmac(), Map.of("header", "mac", "keys", "k=" + keyFile("k", key), "encoding", "hex"));

        assertThat(TestRules.verdict(rule, record)).isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_codeOfTheValue_passes() throws Exception {
        assertThat(verdict(Map.of(), TestRecord.withValue("v").and("mac", base64(KEY, "v"))))
                .isEqualTo(ACCEPTED);
    }

    /** RFC 4231 has no key of 32 bytes and more that is shorter than 131: test case 6. */
    @Test
    void validateRecord_publishedVector_passes() throws IOException {
        byte[] key = new byte[131];
        Arrays.fill(key, (byte) 0xAA);
        Hmac rule = TestRules.aboutValue(
                new Hmac(), Map.of("header", "mac", "encoding", "hex", "keys", "rfc=" + keyFile("rfc", key)));
        TestRecord record = TestRecord.withValue("Test Using Larger Than Block-Size Key - Hash Key First")
                .and("mac", "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");

        assertThat(TestRules.verdict(rule, record)).isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_secondKeyInRotation_passes() throws Exception {
        assertThat(verdict(Map.of(), TestRecord.withValue("v").and("mac", base64(NEXT_KEY, "v"))))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_otherValue_isRefused() throws Exception {
        assertThat(verdict(Map.of(), TestRecord.withValue("w").and("mac", base64(KEY, "v"))))
                .isEqualTo(OTHERS);
    }

    @Test
    void validateRecord_everyFlippedBitOfTheCode_isRefused() throws Exception {
        byte[] code = mac("HmacSHA256", KEY, "v".getBytes(StandardCharsets.UTF_8));
        for (int bit = 0; bit < code.length * 8; bit++) {
            byte[] changed = code.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(verdict(
                            Map.of("encoding", "hex"),
                            TestRecord.withValue("v").and("mac", HexFormat.of().formatHex(changed))))
                    .isEqualTo(OTHERS);
        }
    }

    @Test
    void validateRecord_shortenedCode_isRefused() throws Exception {
        String shortened = HexFormat.of().formatHex(mac("HmacSHA256", KEY, new byte[] {'v'}), 0, 16);

        assertThat(verdict(Map.of("encoding", "hex"), TestRecord.withValue("v").and("mac", shortened)))
                .isEqualTo(OTHERS);
    }

    @Test
    void validateRecord_namedKey_isTheOneThatCounts() throws Exception {
        TestRecord record =
                TestRecord.withValue("v").and("mac", base64(KEY, "v")).and("kid", "k2");

        assertThat(verdict(Map.of("kid-header", "kid"), record)).isEqualTo(OTHERS);
    }

    @Test
    void validateRecord_unknownKeyId_isRefusedWithoutIt() throws Exception {
        TestRecord record =
                TestRecord.withValue("v").and("mac", base64(KEY, "v")).and("kid", "k9");

        assertThat(verdict(Map.of("kid-header", "kid"), record))
                .isEqualTo("the header kid names a key that is not known");
    }

    @Test
    void validateRecord_codeTwice_isRefused() throws Exception {
        TestRecord record =
                TestRecord.withValue("v").and("mac", base64(KEY, "v")).and("mac", "x");

        assertThat(verdict(Map.of(), record)).isEqualTo("the header mac is there more than once");
    }

    @Test
    void validateRecord_noCode_isRefused() {
        assertThat(verdict(Map.of(), TestRecord.withValue("v"))).isEqualTo("the header mac is missing or has no value");
    }

    @Test
    void validateRecord_codeThatIsNoBase64_isRefusedWithoutIt() {
        assertThat(verdict(Map.of(), TestRecord.withValue("v").and("mac", "secret!")))
                .isEqualTo("the header mac is no base64 of a code");
    }

    @Test
    void validateRecord_tombstoneWhereTheKeyIsNotCovered_isRefused() throws Exception {
        assertThat(verdict(Map.of(), TestRecord.withKey("k").and("mac", base64(KEY, ""))))
                .isEqualTo("the value is null, and the code of the rule covers the value alone");
    }

    @Test
    void validateRecord_keyAndHeadersCovered_areFramed() throws Exception {
        byte[] covered = HexFormat.of().parseHex("000000016b" + "ffffffff" + "000000026262" + "ffffffff");
        String code = Base64.getEncoder().encodeToString(mac("HmacSHA512", KEY, covered));
        TestRecord tombstone = TestRecord.withKey("k").and("b", "bb").and("mac", code);

        assertThat(verdict(Map.of("with-key", true, "with-headers", "a,b", "algorithm", "HmacSHA512"), tombstone))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void validateRecord_bytesMovedFromKeyToValue_isRefused() throws Exception {
        byte[] covered = HexFormat.of().parseHex("00000002" + "6162" + "00000001" + "63");
        String code = Base64.getEncoder().encodeToString(mac("HmacSHA256", KEY, covered));
        TestRecord moved = new TestRecord(
                        ByteBuffer.wrap(new byte[] {'a'}), ByteBuffer.wrap(new byte[] {'b', 'c'}), List.of())
                .and("mac", code);

        assertThat(verdict(Map.of("with-key", true), moved)).isEqualTo(OTHERS);
    }

    @Test
    void configure_fileThatOthersCanRead_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("open"), "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> TestRules.aboutValue(new Hmac(), Map.of("header", "mac", "keys", "k=" + file)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void configure_keyInPlaceOfItsFile_isRefusedWithoutIt() {
        assertThatThrownBy(() -> TestRules.aboutValue(new Hmac(), Map.of("header", "mac", "keys", "k=c2VjcmV0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("<id>=<absolute path of the key file>")
                .hasMessageNotContaining("c2VjcmV0");
    }

    /** Base64 has a slash, and a file of that name is looked for. */
    @Test
    void configure_keyThatLooksLikeAPath_isRefusedWithoutIt() {
        assertThatThrownBy(() -> TestRules.aboutValue(new Hmac(), Map.of("header", "mac", "keys", "k=/c2VjcmV0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("k=...")
                .satisfies(refusal -> assertThat(stackTrace(refusal)).doesNotContain("c2VjcmV0"));
    }

    @Test
    void configure_shortKey_isRefusedWithoutIt() throws IOException {
        String file = keyFile("short", "only-this-many-bytes".getBytes(StandardCharsets.US_ASCII));

        assertThatThrownBy(() -> TestRules.aboutValue(new Hmac(), Map.of("header", "mac", "keys", "k=" + file)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("32 bytes or more")
                .hasMessageNotContaining("b25se");
    }

    private String verdict(Map<String, ?> options, TestRecord record) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("header", "mac");
        all.put("keys", keys);
        return TestRules.verdict(TestRules.aboutValue(new Hmac(), all), record);
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private String keyFile(String name, byte[] key) throws IOException {
        Path file = Files.writeString(folder.resolve(name), Base64.getEncoder().encodeToString(key) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private static String base64(byte[] key, String text) throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(mac("HmacSHA256", key, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] mac(String algorithm, byte[] key, byte[] covered) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm, "BCFIPS");
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(covered);
    }
}
