package io.kafkafips.validator.rule;

import com.google.re2j.Pattern;
import io.kafkafips.commons.config.Refusal;
import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RuleContext;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.registry.Framing;
import io.kafkafips.validator.registry.RegisteredSchema;
import io.kafkafips.validator.registry.SchemaFraming;
import io.kafkafips.validator.registry.SchemaId;
import io.kafkafips.validator.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/**
 * The rule {@code schema-id}: the record names a schema that the registry knows, of a subject that belongs to the topic; or, without a
 * registry, one of a list of ids. It does not look at the content behind the id.
 */
public final class SchemaIdRule extends ContentRule {
    static final String FRAMING = "framing";
    static final String REGISTRY = "registry";
    static final String IDS = "ids";
    static final String STRATEGY = "subject-strategy";
    static final String SUBJECTS = "subjects";
    static final String TYPES = "types";

    private static final String BY_DEFAULT = "";

    private @Nullable RuleContext context;

    private volatile Check check = (topic, id) -> {
        throw new IllegalStateException("not configured");
    };
    private volatile Framing framing = Framing.CONFLUENT;

    private interface Check {
        void check(String topic, SchemaId id);
    }

    @Override
    public String name() {
        return "schema-id";
    }

    @Override
    public void attach(RuleContext given) {
        super.attach(given);
        context = given;
    }

    @Override
    public ConfigDef configDef() {
        return new ConfigDef()
                .define(
                        FRAMING,
                        ConfigDef.Type.STRING,
                        Framing.CONFLUENT.option(),
                        ValidString.in(Framing.options().toArray(String[]::new)),
                        Importance.HIGH,
                        "Where the record says which schema it is written in.")
                .define(
                        REGISTRY,
                        ConfigDef.Type.STRING,
                        BY_DEFAULT,
                        Importance.HIGH,
                        "Name of the registry that has to know it.")
                .define(
                        IDS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "The ids that are accepted, numbers or GUIDs, in place of a registry.")
                .define(
                        STRATEGY,
                        ConfigDef.Type.STRING,
                        BY_DEFAULT,
                        ValidString.in(strategies()),
                        Importance.HIGH,
                        "How the subject follows from the topic, as the serializer is set up; `topic-name` by default. `any` accepts a"
                                + " schema of another topic.")
                .define(
                        SUBJECTS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Patterns (RE2) of subjects, in place of a strategy. One has to match a whole subject.")
                .define(
                        TYPES,
                        ConfigDef.Type.LIST,
                        List.of("AVRO", "JSON", "PROTOBUF"),
                        ConfigDef.ValidList.in("AVRO", "JSON", "PROTOBUF"),
                        Importance.LOW,
                        "The languages of schemas that are accepted.");
    }

    private static String[] strategies() {
        List<String> options = new ArrayList<>(SubjectStrategy.options());
        options.add(BY_DEFAULT);
        return options.toArray(String[]::new);
    }

    @Override
    public void configure(Map<String, ?> options) {
        framing = Framing.of(text(options, FRAMING));
        String registry = text(options, REGISTRY);
        List<String> ids = list(options, IDS);
        if (registry.isEmpty() == ids.isEmpty()) {
            throw Refusal.setting(
                    REGISTRY, registry, "either " + REGISTRY + " or " + IDS, REGISTRY + ": <name of a registry>");
        }
        check = registry.isEmpty() ? byList(ids) : byRegistry(registry, options);
    }

    private static Check byList(List<String> ids) {
        Set<SchemaId> accepted = ids.stream().map(SchemaIdRule::id).collect(Collectors.toUnmodifiableSet());
        return (topic, id) -> {
            if (!accepted.contains(id)) {
                throw new InvalidRecordException(
                        "the schema is none of the " + accepted.size() + " that the policy accepts");
            }
        };
    }

    private static SchemaId id(String text) {
        try {
            return SchemaId.parse(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.setting(IDS, text, "numbers from 0 and GUIDs", IDS + ": [1, 2]", e);
        }
    }

    private Check byRegistry(String name, Map<String, ?> options) {
        if (context == null) {
            throw Refusal.setting(REGISTRY, name, "a policy file: server.properties has no registries", "use " + IDS);
        }
        SchemaRegistry registry = context.registry(name);
        RecordPart part = context.part();
        String strategy = text(options, STRATEGY);
        List<Pattern> patterns = list(options, SUBJECTS).stream()
                .map(text -> Expressions.compile(SUBJECTS, text))
                .toList();
        if (!patterns.isEmpty() && !strategy.isEmpty()) {
            throw Refusal.setting(STRATEGY, strategy, "either " + STRATEGY + " or " + SUBJECTS, "remove one of them");
        }
        SubjectRule subjects = new SubjectRule(SubjectStrategy.of(strategy), patterns, part.key());
        Set<RegisteredSchema.Type> types = EnumSet.noneOf(RegisteredSchema.Type.class);
        list(options, TYPES).forEach(type -> types.add(RegisteredSchema.Type.valueOf(type)));
        return (topic, id) -> {
            RegisteredSchema schema = registry.schema(id);
            if (!types.contains(schema.type())) {
                throw new InvalidRecordException(
                        "the schema is of the type " + schema.type() + ": expected one of " + types);
            }
            subjects.check(schema, topic);
        };
    }

    private static String text(Map<String, ?> options, String key) {
        return options.get(key) instanceof String text ? text.strip() : BY_DEFAULT;
    }

    private static List<String> list(Map<String, ?> options, String key) {
        return options.get(key) instanceof List<?> list
                ? list.stream().map(element -> String.valueOf(element).strip()).toList()
                : List.of();
    }

    @Override
    protected void check(TopicMetadata topic, RecordProxy record, ByteBuffer content) {
        boolean key = subject().equals(RecordPart.KEY.key());
        SchemaFraming.Framed framed = SchemaFraming.read(framing, key, content, record.headers());
        check.check(topic.topicPartition().topic(), framed.id());
    }
}
