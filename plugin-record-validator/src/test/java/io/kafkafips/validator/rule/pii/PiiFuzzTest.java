package io.kafkafips.validator.rule.pii;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kafkafips.validator.rule.Octets;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes as text to look through: seeded in every build, guided by coverage with {@code -Pfuzz}. */
class PiiFuzzTest {
    private static final int MOST_READS_PER_BYTE = 64;

    private final PersonalDataDetector detector = new PersonalDataDetector(EnumSet.allOf(PersonalData.class));

    /** A finding inside the text or none, at a cost that is linear. */
    @FuzzTest(maxDuration = "2m")
    void find_anyBytes_endsInLinearTime(byte[] input) {
        Characters text = new Characters(Octets.of(input));
        PersonalDataDetector.Finding finding = detector.find(text);
        if (finding != null && (finding.offset() < 0 || finding.offset() >= input.length)) {
            throw new AssertionError("Outside of the text: " + finding.offset());
        }
        if (text.reads() > MOST_READS_PER_BYTE * (input.length + 1L)) {
            throw new AssertionError(text.reads() + " reads of " + input.length + " bytes");
        }
    }

    @Test
    void find_randomText_endsInLinearTime() {
        Random random = new Random(11);
        byte[] alphabet = "0123456789 -.@ADEaz\\u00".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 20_000; i++) {
            byte[] text = new byte[random.nextInt(80)];
            for (int at = 0; at < text.length; at++) {
                text[at] = alphabet[random.nextInt(alphabet.length)];
            }
            find_anyBytes_endsInLinearTime(text);
        }
    }
}
