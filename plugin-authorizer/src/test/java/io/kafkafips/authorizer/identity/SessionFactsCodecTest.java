package io.kafkafips.authorizer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionFactsCodecTest {
    private static final SessionFacts FACTS = new SessionFacts("CLIENTS", "TLSv1.3");

    /** Version 1, then length and text of listener and protocol. */
    private static final String GOLDEN = "01" + "07" + "434c49454e5453" + "07" + "544c5376312e33";

    private static final WireForm<SessionFacts> FORM =
            new WireForm<>(FACTS, SessionFactsCodec::encode, SessionFactsCodec::decode);

    @Test
    void encode_facts_isTheGoldenForm() {
        assertThat(HexFormat.of().formatHex(SessionFactsCodec.encode(FACTS))).isEqualTo(GOLDEN);
    }

    @Test
    void decode_goldenForm_isTheFacts() {
        assertThat(SessionFactsCodec.decode(HexFormat.of().parseHex(GOLDEN))).isEqualTo(FACTS);
    }

    @Test
    void encode_listenerThatIsTooLong_isNotKnown() {
        SessionFacts facts = new SessionFacts("x".repeat(256), "TLSv1.3");
        assertThat(SessionFactsCodec.decode(SessionFactsCodec.encode(facts)))
                .isEqualTo(new SessionFacts("", "TLSv1.3"));
    }

    @Test
    void decode_cutAnywhere_isRefused() {
        FORM.assertRefusedWhereverItIsCut();
    }

    @ParameterizedTest
    @ValueSource(strings = {"020000", "0101ff00", "010000" + "00"})
    void decode_otherVersionOrText_isRefused(String hex) {
        assertThatThrownBy(() -> SessionFactsCodec.decode(HexFormat.of().parseHex(hex)))
                .isInstanceOf(SerializationException.class);
    }
}
