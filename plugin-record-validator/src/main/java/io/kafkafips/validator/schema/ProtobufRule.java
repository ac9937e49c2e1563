package io.kafkafips.validator.schema;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.validator.registry.Framing;
import io.kafkafips.validator.registry.RegisteredSchema;
import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Options;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/** The rule {@code protobuf}: the content is one message of a Protobuf schema. */
public final class ProtobufRule extends SchemaRule<ProtobufRule.Messages> {
    static final String MESSAGE = "message";
    static final String UNKNOWN_FIELDS = "unknown-fields";
    static final String UNKNOWN_ENUM_NUMBERS = "unknown-enum-numbers";
    static final String MAX_DEPTH = "max-depth";

    private static final String ALLOW = "allow";
    private static final String REJECT = "reject";
    private static final Set<Framing> WITH_INDEXES =
            EnumSet.of(Framing.CONFLUENT, Framing.HEADER, Framing.HEADER_OR_CONFLUENT);

    /** What protobuf-java, and most of the others, read. */
    private static final int DEFAULT_MAX_DEPTH = 100;

    private static final int DEEPEST = 1_000;

    private volatile ProtoLimits limits = new ProtoLimits(DEFAULT_MAX_DEPTH, false, true);
    private volatile String message = "";

    /**
     * A schema with the message that is meant.
     *
     * @param only {@code null} when each message of the schema is accepted
     */
    record Messages(ProtoSchema schema, @Nullable ProtoMessage only) {
        /** The one of records that do not name theirs. */
        ProtoMessage single() {
            return only == null ? schema.types().get(0).message() : only;
        }
    }

    @Override
    public String name() {
        return "protobuf";
    }

    @Override
    public ConfigDef configDef() {
        return super.configDef()
                .define(
                        MESSAGE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.HIGH,
                        "The message, by its full name or its name in the file. Without it, it is the first of the file, or with"
                                + " Confluent's framing the one that the record names.")
                .define(
                        UNKNOWN_FIELDS,
                        ConfigDef.Type.STRING,
                        REJECT,
                        ValidString.in(REJECT, ALLOW),
                        Importance.MEDIUM,
                        "What becomes of fields that the schema does not have, and of numbers that a closed enum does not have.")
                .define(
                        UNKNOWN_ENUM_NUMBERS,
                        ConfigDef.Type.STRING,
                        ALLOW,
                        ValidString.in(REJECT, ALLOW),
                        Importance.LOW,
                        "What becomes of numbers that an open enum, as those of proto3 are, does not name.")
                .define(
                        MAX_DEPTH,
                        ConfigDef.Type.INT,
                        DEFAULT_MAX_DEPTH,
                        Range.between(1, DEEPEST),
                        Importance.LOW,
                        "The deepest nesting of messages and groups that is accepted.");
    }

    @Override
    void configure(Options options, SchemaOptions shared) {
        limits = new ProtoLimits(
                options.integer(MAX_DEPTH),
                options.text(UNKNOWN_FIELDS).equals(ALLOW),
                options.text(UNKNOWN_ENUM_NUMBERS).equals(ALLOW));
        message = options.text(MESSAGE);
        Framing framing = shared.framing();
        if (framing != null && !WITH_INDEXES.contains(framing)) {
            throw Refusal.setting(
                    SchemaOptions.FRAMING,
                    framing.option(),
                    "a framing that names the message too",
                    SchemaOptions.FRAMING + ": confluent");
        }
    }

    @Override
    RegisteredSchema.Type type() {
        return RegisteredSchema.Type.PROTOBUF;
    }

    @Override
    Messages compile(SchemaText text) {
        ProtoSchema schema = ProtoCompiler.compile(text);
        if (message.isEmpty()) {
            return new Messages(schema, null);
        }
        return new Messages(
                schema,
                schema.message(message)
                        .orElseThrow(() -> new SchemaRefused(
                                "it has no message " + message,
                                MESSAGE + ": " + schema.types().get(0).name())));
    }

    @Override
    void check(Messages schema, Octets content, @Nullable Selection selection) {
        if (selection == null) {
            ProtoWalk.check(schema.single(), content, limits);
            return;
        }
        ByteBuffer indexes = selection.bytes().duplicate();
        int before = indexes.remaining();
        ProtoMessage named = MessageIndexes.read(indexes, schema.schema());
        ProtoMessage only = schema.only();
        if (only != null && only != named) {
            throw new Misfit("the message " + only.name() + " in the message indexes");
        }
        int behind = selection.inContent() ? before - indexes.remaining() : 0;
        ProtoWalk.check(named, content.slice(behind, content.length()), limits);
    }
}
