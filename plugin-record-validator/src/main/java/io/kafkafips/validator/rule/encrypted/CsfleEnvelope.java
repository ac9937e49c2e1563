package io.kafkafips.validator.rule.encrypted;

import io.kafkafips.validator.rule.JsonReader;
import io.kafkafips.validator.rule.Octets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;

/**
 * A JSON payload whose fields Confluent's client-side field level encryption has encrypted. Nothing marks such a record: which fields
 * are encrypted stands in the registry. So the fields are named here, and each that is there must be what the rule {@code ENCRYPT}
 * makes of a text:
 *
 * <pre>
 * payload    = [ %x00 4OCTET ] json                      ; id of the schema, unless a header has it; an object
 * field      = base64( [ %x00 4OCTET ] iv ciphertext )   ; version of the data key, where keys expire
 * iv         = 12OCTET
 * ciphertext = 16*OCTET                                  ; Tink's AES-GCM without a prefix, the tag at its end
 * </pre>
 *
 * From the source of Confluent's {@code EncryptionExecutor}. A field that is null or missing passes, as it does there.
 */
final class CsfleEnvelope implements Envelope {
    private static final int PREFIX = 5;
    private static final int DEEPEST_JSON = 100;
    private static final Object NULL = new Object();

    private final List<List<String>> fields;
    private final JsonReader reader = new JsonReader("value", DEEPEST_JSON, NULL);

    /** @param fields paths of names with dots between them; a list on the way stands for all that it has */
    CsfleEnvelope(List<String> fields) {
        this.fields =
                fields.stream().map(path -> List.of(path.split("\\.", -1))).toList();
    }

    @Override
    public boolean holds(List<Header> headers, Octets content) {
        boolean prefixed = content.length() > PREFIX && content.at(0) == 0;
        Object payload;
        try {
            payload = reader.read(prefixed ? content.slice(PREFIX, content.length()) : content);
        } catch (InvalidRecordException e) {
            return false;
        }
        return payload instanceof Map && fields.stream().allMatch(path -> isEncrypted(payload, path));
    }

    private static boolean isEncrypted(Object value, List<String> path) {
        if (value instanceof List<?> list) {
            return list.stream().allMatch(entry -> isEncrypted(entry, path));
        }
        if (path.isEmpty()) {
            return value == NULL || (value instanceof String text && isCiphertext(text));
        }
        // what is no object where the path goes on has no such field
        return !(value instanceof Map<?, ?> members)
                || !members.containsKey(path.get(0))
                || isEncrypted(members.get(path.get(0)), path.subList(1, path.size()));
    }

    private static boolean isCiphertext(String text) {
        try {
            Octets decoded = Octets.of(Base64.getDecoder().decode(text));
            return Ciphertext.mayBeGcm(decoded);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
