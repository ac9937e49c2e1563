package io.kafkafips.validator.rule.encrypted;

import io.kafkafips.validator.rule.JsonReader;
import io.kafkafips.validator.rule.Octets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;

/**
 * A JSON Web Encryption in its compact form (RFC 7516, section 3.1): five parts in base64url with dots between them, the first of
 * them a JSON object with {@code alg} and {@code enc}, the last two an initialization vector and a tag of the length that {@code enc}
 * has.
 */
final class JweEnvelope implements Envelope {
    private static final int PARTS = 5;
    private static final int LONGEST_HEADER = 8 * 1024;

    private final JsonReader reader = new JsonReader("header", 8, "");

    @Override
    public boolean holds(List<Header> headers, Octets content) {
        int[] dots = new int[PARTS + 1];
        int parts = 1;
        dots[0] = -1;
        for (int i = 0; i < content.length(); i++) {
            int character = content.at(i);
            if (character == '.') {
                if (parts == PARTS) {
                    return false;
                }
                dots[parts++] = i;
            } else if (!isBase64Url(character)) {
                return false;
            }
        }
        dots[PARTS] = content.length();
        return parts == PARTS && dots[1] <= LONGEST_HEADER && fits(content, dots);
    }

    private boolean fits(Octets content, int[] dots) {
        String encryption = encryption(content.slice(0, dots[1]));
        int[] lengths = switch (encryption) {
            case "A128GCM", "A192GCM", "A256GCM" -> new int[] {Ciphertext.GCM_IV, Ciphertext.GCM_TAG};
            case "A128CBC-HS256" -> new int[] {16, 16};
            case "A192CBC-HS384" -> new int[] {16, 24};
            case "A256CBC-HS512" -> new int[] {16, 32};
            default -> new int[] {-1, -1};
        };
        return bytes(dots, 2) == lengths[0] && bytes(dots, 4) == lengths[1] && dots[3] + 1 <= dots[4];
    }

    /** The {@code enc} of a header that also has an {@code alg}, else an empty text. */
    private String encryption(Octets header) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(header.toArray());
            return reader.read(Octets.of(json)) instanceof Map<?, ?> members
                            && members.get("alg") instanceof String
                            && members.get("enc") instanceof String encryption
                    ? encryption
                    : "";
        } catch (IllegalArgumentException | InvalidRecordException e) {
            return "";
        }
    }

    /** The bytes that a part stands for. */
    private static int bytes(int[] dots, int part) {
        return (dots[part + 1] - dots[part] - 1) * 3 / 4;
    }

    private static boolean isBase64Url(int character) {
        return (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || character == '-'
                || character == '_';
    }
}
