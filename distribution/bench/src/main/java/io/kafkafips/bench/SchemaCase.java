package io.kafkafips.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** The same order of six lines in each of the three languages. */
public enum SchemaCase {
    JSON("json-schema", """
            {"type": "object", "required": ["id", "customer", "lines"], "additionalProperties": false, "properties": {
              "id": {"type": "string", "minLength": 1}, "customer": {"type": "string", "pattern": "^[a-z]+-[0-9]+$"},
              "lines": {"type": "array", "items": {"$ref": "#/$defs/line"}}},
             "$defs": {"line": {"type": "object", "required": ["sku", "quantity", "price"], "properties": {
              "sku": {"type": "string"}, "quantity": {"type": "integer", "minimum": 1}, "price": {"type": "number"}}}}}
            """) {
        @Override
        byte[] value() {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < LINES; i++) {
                lines.append(i == 0 ? "" : ",")
                        .append("{\"sku\":\"stock-keeping-unit-000")
                        .append(i)
                        .append("\",\"quantity\":")
                        .append(i + 1)
                        .append(",\"price\":19.99}");
            }
            return ("{\"id\":\"2f3e9ee5-52ad-4d5b-8d6c-8e2b4b1c5d11\",\"customer\":\"customer-4711\",\"lines\":["
                            + lines + "]}")
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        Check library() {
            var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(schema(), InputFormat.JSON);
            ObjectMapper mapper = new ObjectMapper();
            return value -> schema.validate(mapper.readTree(value)).isEmpty();
        }
    },

    AVRO("avro", """
            {"type": "record", "name": "Order", "fields": [
              {"name": "id", "type": "string"}, {"name": "customer", "type": "string"},
              {"name": "lines", "type": {"type": "array", "items": {"type": "record", "name": "Line", "fields": [
                {"name": "sku", "type": "string"}, {"name": "quantity", "type": "int"}, {"name": "price", "type": "double"}]}}}]}
            """) {
        @Override
        byte[] value() throws IOException {
            Schema schema = new Schema.Parser().parse(schema());
            GenericRecord order = new GenericData.Record(schema);
            order.put("id", "2f3e9ee5-52ad-4d5b-8d6c-8e2b4b1c5d11");
            order.put("customer", "customer-4711");
            Schema lines = schema.getField("lines").schema();
            GenericData.Array<GenericRecord> array = new GenericData.Array<>(LINES, lines);
            for (int i = 0; i < LINES; i++) {
                GenericRecord line = new GenericData.Record(lines.getElementType());
                line.put("sku", "stock-keeping-unit-000" + i);
                line.put("quantity", i + 1);
                line.put("price", 19.99);
                array.add(line);
            }
            order.put("lines", array);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(order, encoder);
            encoder.flush();
            return out.toByteArray();
        }

        @Override
        Check library() {
            GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(new Schema.Parser().parse(schema()));
            return value -> reader.read(null, DecoderFactory.get().binaryDecoder(value, null)) != null;
        }
    },

    PROTOBUF("protobuf", """
            syntax = "proto3";
            message Order {
              string id = 1; string customer = 2; repeated Line lines = 3;
              message Line { string sku = 1; int32 quantity = 2; double price = 3; }
            }
            """) {
        @Override
        byte[] value() {
            Descriptor order = descriptor();
            DynamicMessage.Builder message = DynamicMessage.newBuilder(order)
                    .setField(order.findFieldByName("id"), "2f3e9ee5-52ad-4d5b-8d6c-8e2b4b1c5d11")
                    .setField(order.findFieldByName("customer"), "customer-4711");
            Descriptor line = order.findNestedTypeByName("Line");
            for (int i = 0; i < LINES; i++) {
                message.addRepeatedField(
                        order.findFieldByName("lines"),
                        DynamicMessage.newBuilder(line)
                                .setField(line.findFieldByName("sku"), "stock-keeping-unit-000" + i)
                                .setField(line.findFieldByName("quantity"), i + 1)
                                .setField(line.findFieldByName("price"), 19.99)
                                .build());
            }
            return message.build().toByteArray();
        }

        @Override
        Check library() {
            Descriptor order = descriptor();
            return value -> DynamicMessage.parseFrom(order, value).isInitialized();
        }
    };

    private static final int LINES = 6;

    private final String rule;
    private final String schema;

    SchemaCase(String rule, String schema) {
        this.rule = rule;
        this.schema = schema;
    }

    /** Says whether a value is what it should be. */
    @FunctionalInterface
    interface Check {
        boolean accepts(byte[] value) throws IOException;
    }

    String rule() {
        return rule;
    }

    String schema() {
        return schema;
    }

    abstract byte[] value() throws IOException;

    abstract Check library();

    private static Descriptor descriptor() {
        DescriptorProto.Builder line = DescriptorProto.newBuilder()
                .setName("Line")
                .addField(field("sku", 1, FieldDescriptorProto.Type.TYPE_STRING))
                .addField(field("quantity", 2, FieldDescriptorProto.Type.TYPE_INT32))
                .addField(field("price", 3, FieldDescriptorProto.Type.TYPE_DOUBLE));
        DescriptorProto.Builder order = DescriptorProto.newBuilder()
                .setName("Order")
                .addField(field("id", 1, FieldDescriptorProto.Type.TYPE_STRING))
                .addField(field("customer", 2, FieldDescriptorProto.Type.TYPE_STRING))
                .addField(field("lines", 3, FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                        .setTypeName("Line"))
                .addNestedType(line);
        try {
            return FileDescriptor.buildFrom(
                            FileDescriptorProto.newBuilder()
                                    .setName("order.proto")
                                    .setSyntax("proto3")
                                    .addMessageType(order)
                                    .build(),
                            new FileDescriptor[0])
                    .findMessageTypeByName("Order");
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FieldDescriptorProto.Builder field(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
    }
}
