package io.kafkafips.validator.rule.encrypted;

import static io.kafkafips.validator.rule.TestRules.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.validator.rule.TestRecord;
import io.kafkafips.validator.rule.TestRules;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedTest {
    private static final String REFUSED = "the value does not have the form of what is encrypted with ";
    private static final byte[] V2 = {2};

    /** RFC 7516, appendix A.1. */
    private static final String RSA_OAEP_GCM = "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ."
            + "OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGeipsEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9d-"
            + "StnImGyFDbSv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZAYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqNzo_tETKzpVLzfiwQyey"
            + "PGLBIO56YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr66oc6vFWXRcZ_ZT2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg."
            + "48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oMo4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A."
            + "XFBoMYUZodetZdvTiFvSkQ";

    /** RFC 7516, appendix A.3. */
    private static final String A128KW_CBC = "eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0."
            + "6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ."
            + "KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ";

    private final Random random = new Random(7516);

    @ParameterizedTest
    @ValueSource(ints = {1, 44, 127, 128, 300, 20_000})
    void kroxylicious_wrappedKeyOfAnyLength_passes(int edekLength) {
        assertThat(verdict("kroxylicious", kroxylicious(edekLength, ciphertext(40)), V2))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void kroxylicious_withoutItsHeader_isRefused() {
        assertThat(TestRules.verdict(rule("kroxylicious"), TestRecord.withValue(kroxylicious(44, ciphertext(40)))))
                .isEqualTo(REFUSED + "kroxylicious");
    }

    @ParameterizedTest
    @CsvSource({"'', ", "1, ", "3, ", "2, 2"})
    void kroxylicious_otherVersion_isRefused(String first, String second) {
        byte[] version = (first + (second == null ? "" : second)).isEmpty()
                ? new byte[0]
                : second == null ? new byte[] {Byte.parseByte(first)} : new byte[] {2, 2};

        assertThat(verdict("kroxylicious", kroxylicious(44, ciphertext(40)), version))
                .isEqualTo(REFUSED + "kroxylicious");
    }

    @Test
    void kroxylicious_markerOverPlainJson_isRefused() {
        byte[] json = "{\"card\":\"4111111111111111\",\"name\":\"Jane Doe\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(verdict("kroxylicious", json, V2)).isEqualTo(REFUSED + "kroxylicious");
    }

    @Test
    void kroxylicious_formOverPlainText_isRefused() {
        byte[] text = "plain text where ciphertext is expected".getBytes(StandardCharsets.UTF_8);

        assertThat(verdict("kroxylicious", kroxylicious(44, text), V2)).isEqualTo(REFUSED + "kroxylicious");
    }

    @Test
    void kroxylicious_cutAnywhere_isRefusedBelowTheTag() {
        byte[] whole = kroxylicious(44, ciphertext(28));

        for (int length = 0; length < whole.length; length++) {
            assertThat(verdict("kroxylicious", Arrays.copyOf(whole, length), V2))
                    .as("%s", length)
                    .isEqualTo(REFUSED + "kroxylicious");
        }
    }

    @Test
    void kroxylicious_lengthThatNeverEnds_isRefused() {
        byte[] value = new byte[100];
        Arrays.fill(value, 1, 100, (byte) 0xFF);

        assertThat(verdict("kroxylicious", value, V2)).isEqualTo(REFUSED + "kroxylicious");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01800378", "01800214", "020578", "020478"})
    void awsEncryptionSdk_knownSuite_passes(String start) {
        assertThat(verdict("aws-encryption-sdk", awsMessage(start), V2)).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01800379", "01810378", "020378", "030578", "00"})
    void awsEncryptionSdk_unknownStart_isRefused(String start) {
        assertThat(verdict("aws-encryption-sdk", awsMessage(start), V2)).isEqualTo(REFUSED + "aws-encryption-sdk");
    }

    @Test
    void awsEncryptionSdk_cutAnywhere_isRefused() {
        byte[] whole = awsMessage("020578");

        for (int length = 0; length < whole.length; length++) {
            assertThat(verdict("aws-encryption-sdk", Arrays.copyOf(whole, length), V2))
                    .as("%s", length)
                    .isEqualTo(REFUSED + "aws-encryption-sdk");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RSA_OAEP_GCM, A128KW_CBC})
    void jwe_examplesOfTheRfc_pass(String jwe) {
        assertThat(verdict("jwe", jwe.getBytes(StandardCharsets.US_ASCII), V2)).isEqualTo(ACCEPTED);
    }

    @Test
    void jwe_signatureOfThreeParts_isRefused() {
        assertThat(verdict("jwe", "eyJhbGciOiJFUzI1NiJ9.e30.AAAA".getBytes(StandardCharsets.US_ASCII), V2))
                .isEqualTo(REFUSED + "jwe");
    }

    @Test
    void jwe_cutAnywhere_isRefused() {
        for (int length = 0; length < A128KW_CBC.length(); length++) {
            assertThat(verdict("jwe", A128KW_CBC.substring(0, length).getBytes(StandardCharsets.US_ASCII), V2))
                    .as("%s", length)
                    .isEqualTo(REFUSED + "jwe");
        }
    }

    @Test
    void csfle_fieldsInBase64_pass() {
        assertThat(csfle(
                        "{\"card\":{\"number\":\"" + field(16) + "\"},\"lines\":[{\"note\":\"" + field(0) + "\"},{}]}"))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void csfle_prefixOfASchemaId_passes() {
        String json = "{\"card\":{\"number\":\"" + field(16) + "\"}}";

        assertThat(csfle("\0\0\0\0\7" + json)).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"card\":{\"number\":\"4111111111111111\"}}",
                "{\"card\":{\"number\":4111111111111111}}",
                "{\"card\":{\"number\":\"cGxhaW4gdGV4dCB0aGF0IHNvbWVib2R5IHdyb3RlIGluIGJhc2U2NA==\"}}",
                "{\"lines\":[{\"note\":null},{\"note\":\"plain\"}]}",
                "no json",
            })
    void csfle_fieldInTheClear_isRefused(String json) {
        assertThat(csfle(json)).isEqualTo(REFUSED + "csfle");
    }

    @Test
    void csfle_fieldThatIsNullOrMissing_passes() {
        assertThat(csfle("{\"card\":{\"number\":null},\"lines\":[]}")).isEqualTo(ACCEPTED);
    }

    @Test
    void anyOfSeveral_theSecondForm_passes() {
        assertThat(verdict("kroxylicious,jwe", A128KW_CBC.getBytes(StandardCharsets.US_ASCII), V2))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void configure_csfleWithoutFields_isRefused() {
        assertThatThrownBy(() -> rule("csfle"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("fields")
                .hasMessageContaining("Remedy: ");
    }

    private String csfle(String text) {
        Encrypted rule =
                TestRules.aboutValue(new Encrypted(), Map.of("accept", "csfle", "fields", "card.number,lines.note"));
        return TestRules.verdict(rule, TestRecord.withValue(text));
    }

    private String field(int plaintextLength) {
        return Base64.getEncoder().encodeToString(ciphertext(28 + plaintextLength));
    }

    private static Encrypted rule(String accepted) {
        return TestRules.aboutValue(new Encrypted(), Map.of("accept", accepted));
    }

    private static String verdict(String accepted, byte[] value, byte[] version) {
        return TestRules.verdict(
                rule(accepted), TestRecord.withValue(value).and("kroxylicious.io/encryption", version));
    }

    private byte[] ciphertext(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] kroxylicious(int edekLength, byte[] rest) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(0);
        int length = edekLength;
        while (length >= 0x80) {
            value.write((length & 0x7F) | 0x80);
            length >>>= 7;
        }
        value.write(length);
        value.writeBytes(ciphertext(edekLength));
        value.write(0);
        value.writeBytes(rest);
        return value.toByteArray();
    }

    private byte[] awsMessage(String start) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] head = HexFormat.of().parseHex(start);
        message.writeBytes(head);
        message.writeBytes(ciphertext(head[0] == 1 ? 16 : 32));
        message.writeBytes(new byte[] {0, 3, 'c', 't', 'x', 0, 2});
        for (int key = 0; key < 2; key++) {
            message.writeBytes(new byte[] {0, 7, 'a', 'w', 's', '-', 'k', 'm', 's', 0, 4, 'a', 'r', 'n', ':', 0, 40});
            message.writeBytes(ciphertext(40));
        }
        message.writeBytes(ciphertext(32));
        return message.toByteArray();
    }
}
