package io.kafkafips.validator.rule.signature;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.RuleContext;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.rule.Options;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/**
 * The rule {@code hmac}: a header has the HMAC (FIPS 198-1) of the record under a key that the broker shares with the producers. It
 * says that somebody with the key made the record once: a copy of a signed record is accepted again.
 */
public final class Hmac implements RecordValidationPolicy {
    static final String HEADER = "header";
    static final String KEYS = "keys";
    static final String KID_HEADER = "kid-header";
    static final String ALGORITHM = "algorithm";
    static final String ENCODING = "encoding";
    static final String WITH_KEY = "with-key";
    static final String WITH_HEADERS = "with-headers";

    private @Nullable RuleContext context;
    private volatile @Nullable Settings settings;

    @Override
    public String name() {
        return "hmac";
    }

    @Override
    public List<RecordPart> parts() {
        return List.of(RecordPart.VALUE);
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        HEADER,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        Importance.HIGH,
                        "The header that has the code. It must be there once.")
                .define(
                        KEYS,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Options.names(),
                        Importance.HIGH,
                        "The keys, each as <id>=<absolute path>: a file of the owner alone with 32 bytes or more in base64.")
                .define(
                        KID_HEADER,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.MEDIUM,
                        "The header that names the key by its id. Without it each key is tried.")
                .define(
                        ALGORITHM,
                        ConfigDef.Type.STRING,
                        "HmacSHA256",
                        ValidString.in("HmacSHA256", "HmacSHA512"),
                        Importance.MEDIUM,
                        "The code: HmacSHA256 or HmacSHA512, not shortened.")
                .define(
                        ENCODING,
                        ConfigDef.Type.STRING,
                        "base64",
                        ValidString.in("base64", "hex"),
                        Importance.MEDIUM,
                        "How the header writes the code: base64 (standard alphabet, padded) or hex.")
                .define(
                        WITH_KEY,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.HIGH,
                        "Whether the code covers the record's key too. Without it a signed value can be put under another key; without it"
                                + " and with-headers a record without a value is refused.")
                .define(
                        WITH_HEADERS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Headers that the code covers too, in this order; each may be there once.");
    }

    @Override
    public void attach(RuleContext surroundings) {
        context = surroundings;
    }

    @Override
    public void configure(Map<String, ?> values) {
        Options options = new Options(values);
        Map<String, HmacKey> keys = new LinkedHashMap<>();
        for (String entry : options.list(KEYS)) {
            HmacKey key = HmacKey.read(entry, options.text(ALGORITHM), context);
            if (keys.put(key.id(), key) != null) {
                throw Refusal.setting(KEYS, key.id(), "each id once", "give the second key another id");
            }
        }
        settings = new Settings(
                options.text(HEADER),
                options.optionalText(KID_HEADER),
                keys,
                options.text(ENCODING),
                new SignedBytes(options.flag(WITH_KEY), options.list(WITH_HEADERS)));
    }

    @Override
    public void validateRecord(TopicMetadata topic, RecordProxy record) {
        Settings now = settings;
        if (now == null || !now.holds(record)) {
            throw new InvalidRecordException("the code in the header of the rule is not that of the record");
        }
    }

    private record Settings(
            String header,
            @Nullable String kidHeader,
            Map<String, HmacKey> keys,
            String encoding,
            SignedBytes signedBytes) {

        boolean holds(RecordProxy record) {
            byte[] code = SignatureText.bytes(SignatureText.only(record.headers(), header), header, encoding);
            SignedBytes.Input input = signedBytes.of(record);
            if (kidHeader != null) {
                String id = SignatureText.text(SignatureText.only(record.headers(), kidHeader));
                HmacKey key = keys.get(id);
                if (key == null) {
                    throw new InvalidRecordException("the header " + kidHeader + " names a key that is not known");
                }
                return MessageDigest.isEqual(key.code(input), code);
            }
            boolean holds = false;
            for (HmacKey key : keys.values()) {
                holds |= MessageDigest.isEqual(key.code(input), code);
            }
            return holds;
        }
    }
}
