package io.kafkafips.validator.rule.encrypted;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.rule.ContentRule;
import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Options;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * The rule {@code encrypted}: the key or the value has the form that one of the accepted tools gives to what it encrypts. A guard
 * against producers that forgot to encrypt: without the key nobody can tell ciphertext from bytes that are made to look like it.
 */
public final class Encrypted extends ContentRule {
    static final String ACCEPT = "accept";
    static final String FIELDS = "fields";

    private volatile List<Envelope> envelopes = List.of();
    private volatile String accepted = "";

    @Override
    public String name() {
        return "encrypted";
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        ACCEPT,
                        ConfigDef.Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Options.namesAmong(EnvelopeKind.words()),
                        Importance.HIGH,
                        "The forms that are accepted: kroxylicious (record encryption), csfle (fields of a JSON payload encrypted by"
                                + " Confluent's clients), aws-encryption-sdk, jwe (compact).")
                .define(
                        FIELDS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.HIGH,
                        "For csfle: the fields that must be encrypted, names with dots between them; a list stands for all that it"
                                + " has.");
    }

    @Override
    public void configure(Map<String, ?> values) {
        Options options = new Options(values);
        List<EnvelopeKind> kinds =
                options.list(ACCEPT).stream().map(EnvelopeKind::of).toList();
        List<String> fields = options.list(FIELDS);
        if (fields.isEmpty() == kinds.contains(EnvelopeKind.CSFLE) || fields.contains("")) {
            throw Refusal.setting(
                    FIELDS,
                    fields,
                    "the names of encrypted fields with " + ACCEPT
                            + " csfle, where nothing else tells them, and none without it",
                    FIELDS + ": [card.number]");
        }
        envelopes = kinds.stream().map(kind -> kind.envelope(fields)).toList();
        accepted = String.join(" or ", options.list(ACCEPT));
    }

    @Override
    protected void check(TopicMetadata topic, RecordProxy record, ByteBuffer content) {
        Octets octets = Octets.of(content);
        for (Envelope envelope : envelopes) {
            if (envelope.holds(record.headers(), octets)) {
                return;
            }
        }
        throw new InvalidRecordException(
                "the " + subject() + " does not have the form of what is encrypted with " + accepted);
    }
}
