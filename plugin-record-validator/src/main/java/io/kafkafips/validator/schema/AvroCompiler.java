package io.kafkafips.validator.schema;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.LongPredicate;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Turns the text of an Avro schema into what checks its data. Avro's own parser reads the text. For one schema. */
final class AvroCompiler {
    private static final String REMEDY =
            "a schema as the Avro specification 1.12 has it, with what it refers to in 'references'";

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final IdentityHashMap<Schema, AvroTypes.Struct> records = new IdentityHashMap<>();

    private AvroCompiler() {}

    /** @throws SchemaRefused when it is no schema, or refers to what is not there */
    static AvroType compile(SchemaText text) {
        Schema schema = parse(text);
        try {
            AvroCompiler compiler = new AvroCompiler();
            AvroType type = compiler.type(schema);
            compiler.records.values().forEach(AvroTypes.Struct::seal);
            return type;
        } catch (SchemaRefused e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new SchemaRefused("it cannot be compiled: " + e, "a schema of fewer levels", e);
        }
    }

    /** Defaults are not looked at: no datum has them, and looking takes time that is exponential in the depth of the records. */
    static Schema parse(SchemaText text) {
        try {
            Schema.Parser parser = new Schema.Parser();
            parser.setValidateDefaults(false);
            for (SchemaText.Reference reference : text.references()) {
                parser.parse(reference.text());
            }
            return parser.parse(text.text());
        } catch (RuntimeException | StackOverflowError e) {
            throw new SchemaRefused("it is not an Avro schema: " + e.getMessage(), REMEDY, e);
        }
    }

    private AvroType type(Schema schema) {
        AvroType logical = logical(schema, schema.getLogicalType());
        return logical == null ? plain(schema) : logical;
    }

    private AvroType plain(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> new AvroTypes.Null();
            case BOOLEAN -> AvroCursor::readBoolean;
            case INT -> AvroCursor::readInt;
            case LONG -> AvroCursor::readLong;
            case FLOAT -> in -> in.skip(Float.BYTES, "a float");
            case DOUBLE -> in -> in.skip(Double.BYTES, "a double");
            case STRING -> AvroCursor::readString;
            case BYTES -> in -> in.skip(in.readLength("bytes"), "bytes");
            case FIXED -> new AvroTypes.Fixed(schema.getFixedSize(), "a fixed of " + schema.getFixedSize() + " bytes");
            case ENUM -> new AvroTypes.Enumeration(schema.getEnumSymbols().size());
            case ARRAY -> new AvroTypes.Array(type(schema.getElementType()));
            case MAP -> new AvroTypes.Map(type(schema.getValueType()));
            case UNION ->
                new AvroTypes.Union(schema.getTypes().stream().map(this::type).toList());
            case RECORD -> struct(schema);
        };
    }

    private AvroType struct(Schema schema) {
        AvroTypes.Struct known = records.get(schema);
        if (known != null) {
            return known;
        }
        List<Schema.Field> fields = schema.getFields();
        AvroTypes.Struct struct = new AvroTypes.Struct(fields.size());
        records.put(schema, struct);
        for (int i = 0; i < fields.size(); i++) {
            struct.field(i, fields.get(i).name(), type(fields.get(i).schema()));
        }
        return struct;
    }

    private static @Nullable AvroType logical(Schema schema, @Nullable LogicalType logical) {
        if (logical instanceof LogicalTypes.Decimal decimal) {
            boolean fixed = schema.getType() == Schema.Type.FIXED;
            AvroType bytes = fixed
                    ? new AvroTypes.Fixed(schema.getFixedSize(), "a decimal")
                    : in -> in.skip(in.readLength("a decimal"), "a decimal");
            return AvroLogical.Decimal.of(bytes, !fixed, decimal.getPrecision());
        }
        String name = logical == null ? "" : logical.getName();
        return switch (name) {
            case "uuid" -> schema.getType() == Schema.Type.STRING ? new AvroLogical.Uuid() : null;
            case "time-millis" -> time(false, DAY_MILLIS, "milliseconds");
            case "time-micros" -> time(true, DAY_MILLIS * 1_000, "microseconds");
            default -> null;
        };
    }

    private static AvroType time(boolean wide, long day, String unit) {
        LongPredicate range = value -> value >= 0 && value < day;
        return new AvroLogical.Ranged(wide, range, "the " + unit + " of a day");
    }
}
