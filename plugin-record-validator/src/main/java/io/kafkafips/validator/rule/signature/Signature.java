package io.kafkafips.validator.rule.signature;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.RuleContext;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Options;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.jspecify.annotations.Nullable;

/**
 * The rule {@code signature}: the value is a JSON Web Signature (RFC 7515) in its compact form, or a header has one whose payload is
 * the value (detached, appendix F), made with one of the listed keys. It says who made the value once: a copy of a signed record is
 * accepted again, under any key and in any topic with the same policy.
 */
public final class Signature implements RecordValidationPolicy {
    static final String KEYS = "keys";
    static final String HEADER = "header";
    static final String ALGORITHMS = "algorithms";
    static final String MAX_BYTES = "max-bytes";

    /** All of them with signatures that FIPS 186-5 approves. */
    private static final List<String> APPROVED =
            List.of("ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512");

    private static final int LONGEST_DETACHED = 16 * 1024;

    private @Nullable RuleContext context;
    private volatile @Nullable Settings settings;

    @Override
    public String name() {
        return "signature";
    }

    @Override
    public List<RecordPart> parts() {
        return List.of(RecordPart.VALUE);
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        KEYS,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new NonEmptyString(),
                        Importance.HIGH,
                        "A file with the public keys: a JSON Web Key Set (RFC 7517), or one key in PEM (BEGIN PUBLIC KEY).")
                .define(
                        HEADER,
                        ConfigDef.Type.STRING,
                        null,
                        Importance.HIGH,
                        "The header that has the signature, without the payload between its two dots. Without this option the value is"
                                + " the signature with its payload.")
                .define(
                        ALGORITHMS,
                        ConfigDef.Type.LIST,
                        List.of("ES256", "ES384", "PS256", "RS256"),
                        Options.namesAmong(APPROVED),
                        Importance.MEDIUM,
                        "The algorithms that are accepted. There is no unsigned form, and none with a shared secret: see hmac.")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.INT,
                        1024 * 1024,
                        Range.atLeast(1),
                        Importance.LOW,
                        "The longest value that is verified; a longer one is refused.");
    }

    @Override
    public void attach(RuleContext surroundings) {
        context = surroundings;
    }

    @Override
    public void configure(Map<String, ?> values) {
        Options options = new Options(values);
        RuleContext surroundings = context;
        if (surroundings == null) {
            throw Refusal.setting(KEYS, options.text(KEYS), "a policy that the rule stands in", "use a policy file");
        }
        VerificationKeys keys = VerificationKeys.parse(options.text(KEYS), surroundings.file(options.text(KEYS)));
        settings = new Settings(
                new JwsVerifier(keys, options.list(ALGORITHMS)),
                options.optionalText(HEADER),
                options.integer(MAX_BYTES));
    }

    @Override
    public void validateRecord(TopicMetadata topic, RecordProxy record) {
        Settings now = settings;
        if (now == null) {
            throw new IllegalStateException("not configured");
        }
        now.check(record);
    }

    private record Settings(JwsVerifier verifier, @Nullable String header, int maxBytes) {

        void check(RecordProxy record) {
            @Nullable ByteBuffer value = record.value();
            if (value == null) {
                throw new InvalidRecordException("the value is null: there is nothing that a signature could be of");
            }
            if (value.remaining() > maxBytes) {
                throw new InvalidRecordException("the value has " + value.remaining() + " bytes, expected at most "
                        + maxBytes + " to verify a signature");
            }
            Octets octets = Octets.of(value);
            if (header == null) {
                verifier.verify(
                        new String(octets.array(), octets.from(), octets.length(), StandardCharsets.ISO_8859_1), null);
                return;
            }
            byte[] detached = SignatureText.only(record.headers(), header);
            if (detached.length > LONGEST_DETACHED) {
                throw new InvalidRecordException("the header " + header + " is longer than a detached signature");
            }
            verifier.verify(new String(detached, StandardCharsets.ISO_8859_1), octets.toArray());
        }
    }
}
