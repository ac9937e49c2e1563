package io.kafkafips.tiered.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.config.YamlException;
import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyEntryFileTest {
    private static final String ACTIVE = """
            format: 1
            key: "orders"
            version: 3
            id: "0123456789abcdef"
            created: "2026-11-23T07:00:00Z"
            topic-id: "00000000000000010000000000000002"
            topic: "orders-emea"
            state: "active"
            root: "root-2026"
            wrap: "aes-kwp"
            wrapped: "AAECAw=="
            """;

    static Stream<KeyEntry> entries() {
        KeyRef ref = new KeyRef("orders", 3, "0123456789abcdef");
        Instant created = Instant.parse("2026-11-23T07:00:00Z");
        WrappedKey wrapped = new WrappedKey(WrapAlgorithm.AES_KWP, "root-2026", new byte[] {0, 1, 2, 3});
        WrappedKey strange =
                new WrappedKey(WrapAlgorithm.KMS_BLOB, "a \"b\" \\ c: #\n\u00e4\ud83d\udd11", new byte[640]);
        return Stream.of(
                new KeyEntry(ref, created, new KeyTopic(new Uuid(1, 2), "orders-emea"), new KeyEntry.Active(wrapped)),
                new KeyEntry(ref, created, KeyTopic.NONE, new KeyEntry.Active(strange)),
                new KeyEntry(ref, created, KeyTopic.NONE, new KeyEntry.Shredded(created.plusSeconds(5))));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void decode_ofWhatEncodeWrote_returnsIt(KeyEntry entry) throws Exception {
        assertThat(KeyEntryFile.decode("x", KeyEntryFile.encode(entry))).isEqualTo(entry);
    }

    @Test
    void decode_ofTheDocumentedForm_readsEveryPart() throws Exception {
        KeyEntry entry = KeyEntryFile.decode("x", utf8(ACTIVE));

        assertThat(entry).isEqualTo(entries().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format: 1 | format: 2 | 1",
                "version: 3 | version: \"3\" | 3",
                "version: 3 | version: 0 | 3",
                "id: \"0123456789abcdef\" | id: \"0123\" | 4",
                "key: \"orders\" | key: \"../orders\" | 4",
                "created: \"2026-11-23T07:00:00Z\" | created: \"yesterday\" | 5",
                "topic-id: \"00000000000000010000000000000002\" | topic-id: \"AAAA\" | 6",
                "state: \"active\" | state: \"lost\" | 8",
                "state: \"active\" | state: \"shredded\" | 9",
                "wrap: \"aes-kwp\" | wrap: \"rot13\" | 10",
                "wrapped: \"AAECAw==\" | wrapped: \"%%%\" | 11",
                "wrapped: \"AAECAw==\" | wraped: \"AAECAw==\" | 11",
                "topic: \"orders-emea\" | shredded-at: \"2026-11-23T07:00:00Z\" | 7",
            })
    void decode_ofAFileWithAFault_namesTheLine(String good, String bad, int line) {
        String faulty = ACTIVE.replace(good, bad);
        assertThat(faulty).isNotEqualTo(ACTIVE);

        assertThatThrownBy(() -> KeyEntryFile.decode("orders/3.yaml", utf8(faulty)))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("orders/3.yaml:" + line + ":");
    }

    @Test
    void decode_withoutARequiredKey_namesIt() {
        for (String key :
                new String[] {"format", "key", "version", "id", "created", "state", "root", "wrap", "wrapped"}) {
            String without = ACTIVE.replaceAll("(?m)^" + key + ":.*\\n", "");

            assertThatThrownBy(() -> KeyEntryFile.decode("x", utf8(without)))
                    .as(key)
                    .isInstanceOf(YamlException.class)
                    .hasMessageContaining(key);
        }
    }

    @Test
    void decodeRoot_ofWhatEncodeRootWrote_returnsIt() throws Exception {
        assertThat(KeyEntryFile.decodeRoot("x", KeyEntryFile.encodeRoot("arn:aws:kms:1/\"x\"")))
                .isEqualTo("arn:aws:kms:1/\"x\"");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
