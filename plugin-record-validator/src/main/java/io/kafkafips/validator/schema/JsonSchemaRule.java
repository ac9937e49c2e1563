package io.kafkafips.validator.schema;

import io.kafkafips.validator.registry.RegisteredSchema;
import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Options;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/** The rule {@code json-schema}: the content is a JSON text that a JSON Schema accepts. */
public final class JsonSchemaRule extends SchemaRule<JsonSchemaCheck> {
    static final String DRAFT = "draft";
    static final String FORMATS = "formats";
    static final String MAX_BYTES = "max-bytes";
    static final String MAX_DEPTH = "max-depth";
    static final String MAX_DIGITS = "max-digits";
    static final String MAX_ERRORS = "max-errors";
    static final String MAX_REFS = "max-refs-per-byte";

    private static final String ASSERT = "assert";

    private static final int DEFAULT_MAX_BYTES = 1024 * 1024;

    private static final int DEFAULT_MAX_DEPTH = 64;

    /** What fits the stack of a request handler when the schema is as deep as the text. */
    private static final int DEEPEST = 256;

    /** Those of the largest double. */
    private static final int DEFAULT_MAX_DIGITS = 400;

    private volatile @Nullable JsonCompiler compiler;

    @Override
    public String name() {
        return "json-schema";
    }

    @Override
    public ConfigDef configDef() {
        return super.configDef()
                .define(
                        DRAFT,
                        ConfigDef.Type.STRING,
                        "2020-12",
                        ValidString.in(JsonDrafts.IDS.keySet().toArray(String[]::new)),
                        Importance.MEDIUM,
                        "The draft of schemas that do not name theirs in $schema.")
                .define(
                        FORMATS,
                        ConfigDef.Type.STRING,
                        ASSERT,
                        ValidString.in(ASSERT, "annotate"),
                        Importance.MEDIUM,
                        "Whether format is asserted. What the specification asks from 2019-09 on is to annotate.")
                .define(
                        MAX_BYTES,
                        ConfigDef.Type.INT,
                        DEFAULT_MAX_BYTES,
                        Range.atLeast(1),
                        Importance.LOW,
                        "The longest JSON text that is read, since a tree many times its size is built of it; a longer one is"
                                + " refused.")
                .define(
                        MAX_DEPTH,
                        ConfigDef.Type.INT,
                        DEFAULT_MAX_DEPTH,
                        Range.between(1, DEEPEST),
                        Importance.LOW,
                        "The deepest nesting of objects and arrays that is accepted.")
                .define(
                        MAX_DIGITS,
                        ConfigDef.Type.INT,
                        DEFAULT_MAX_DIGITS,
                        Range.between(1, 1_000),
                        Importance.LOW,
                        "The digits that a number may have when it is written without exponent.")
                .define(
                        MAX_ERRORS,
                        ConfigDef.Type.INT,
                        5,
                        Range.between(1, 100),
                        Importance.LOW,
                        "How many misfits of one record are named to the producer.")
                .define(
                        MAX_REFS,
                        ConfigDef.Type.INT,
                        4,
                        Range.between(1, 1_000),
                        Importance.LOW,
                        "How many references of the schema are followed for each byte, beside 10,000 for each record. A schema"
                                + " that refers to itself more than once doubles the work with each level of the text.");
    }

    @Override
    void configure(Options options, SchemaOptions shared) {
        compiler = new JsonCompiler(
                options.text(DRAFT),
                new JsonLimits(
                        options.integer(MAX_BYTES),
                        options.integer(MAX_DEPTH),
                        options.integer(MAX_DIGITS),
                        options.integer(MAX_ERRORS),
                        options.integer(MAX_REFS),
                        options.text(FORMATS).equals(ASSERT)));
    }

    @Override
    RegisteredSchema.Type type() {
        return RegisteredSchema.Type.JSON;
    }

    @Override
    JsonSchemaCheck compile(SchemaText text) {
        JsonCompiler current = compiler;
        if (current == null) {
            throw new IllegalStateException(name() + " is not configured");
        }
        return current.compile(text);
    }

    @Override
    void check(JsonSchemaCheck schema, Octets content, @Nullable Selection selection) {
        schema.check(content);
    }
}
