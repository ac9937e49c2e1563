package io.kafkafips.validator.schema;

import io.kafkafips.validator.registry.RegisteredSchema;
import io.kafkafips.validator.rule.Octets;
import io.kafkafips.validator.rule.Options;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.jspecify.annotations.Nullable;

/**
 * The rule {@code avro}: the content is one datum of an Avro schema in the binary encoding, the one that it was written with, and
 * nothing more.
 */
public final class AvroRule extends SchemaRule<AvroType> {
    static final String MAX_DEPTH = "max-depth";
    static final String MAX_ITEMS = "max-items";
    static final String LOGICAL_TYPES = "logical-types";

    private static final int DEFAULT_MAX_DEPTH = 100;
    private static final int DEEPEST = 1_000;
    private static final int DEFAULT_MAX_ITEMS = 1_000_000;

    private volatile AvroLimits limits = new AvroLimits(DEFAULT_MAX_DEPTH, DEFAULT_MAX_ITEMS, true);

    @Override
    public String name() {
        return "avro";
    }

    @Override
    public ConfigDef configDef() {
        return super.configDef()
                .define(
                        MAX_DEPTH,
                        ConfigDef.Type.INT,
                        DEFAULT_MAX_DEPTH,
                        Range.between(1, DEEPEST),
                        Importance.LOW,
                        "The deepest nesting of records, arrays and maps that is accepted.")
                .define(
                        MAX_ITEMS,
                        ConfigDef.Type.INT,
                        DEFAULT_MAX_ITEMS,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How many elements of arrays and entries of maps a datum may have, counted together. Elements can take no"
                                + " byte: without a limit, a few bytes make a reader allocate without end.")
                .define(
                        LOGICAL_TYPES,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Whether what the logical types decimal, uuid, time-millis and time-micros ask is checked too.");
    }

    @Override
    void configure(Options options, SchemaOptions shared) {
        limits = new AvroLimits(options.integer(MAX_DEPTH), options.integer(MAX_ITEMS), options.flag(LOGICAL_TYPES));
    }

    @Override
    RegisteredSchema.Type type() {
        return RegisteredSchema.Type.AVRO;
    }

    @Override
    AvroType compile(SchemaText text) {
        return AvroCompiler.compile(text);
    }

    @Override
    void check(AvroType schema, Octets content, @Nullable Selection selection) {
        check(schema, content, limits);
    }

    static void check(AvroType schema, Octets content, AvroLimits limits) {
        AvroCursor in = new AvroCursor(content, limits);
        schema.check(in);
        if (in.remaining() > 0) {
            throw new Misfit("nothing after the datum");
        }
    }
}
