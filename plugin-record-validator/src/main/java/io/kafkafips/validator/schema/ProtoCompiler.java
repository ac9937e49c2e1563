package io.kafkafips.validator.schema;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.kafkafips.validator.schema.ProtoField.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns linked descriptors into what checks messages. For one schema. */
final class ProtoCompiler {
    private final Map<String, ProtoMessage> messages = new HashMap<>();
    private final Map<String, List<FieldDescriptor>> extensions = new HashMap<>();
    private final Deque<Descriptor> open = new ArrayDeque<>();

    private ProtoCompiler() {}

    /** @throws SchemaRefused when it is no schema, or imports what is not there */
    static ProtoSchema compile(SchemaText text) {
        try {
            return new ProtoCompiler().compile(ProtoFiles.link(text));
        } catch (SchemaRefused e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new SchemaRefused("it cannot be compiled: " + e, "a .proto file that protoc compiles", e);
        }
    }

    private ProtoSchema compile(FileDescriptor file) {
        collectExtensions(file, new HashSet<>());
        List<ProtoSchema.Type> types = written(file.getMessageTypes(), file.getExtensions().stream());
        finish();
        if (types.isEmpty()) {
            throw new SchemaRefused("it has no message", "a .proto file with the message of the records");
        }
        return new ProtoSchema(types);
    }

    private ProtoSchema.Type type(Descriptor descriptor) {
        return new ProtoSchema.Type(
                descriptor.getFullName(),
                message(descriptor),
                written(
                        descriptor.getNestedTypes(),
                        Stream.concat(descriptor.getFields().stream(), descriptor.getExtensions().stream())));
    }

    /** Those that the text has as messages: what protoc makes of a {@code map} or a {@code group}, Confluent does not count. */
    private List<ProtoSchema.Type> written(List<Descriptor> types, Stream<FieldDescriptor> fields) {
        Set<Descriptor> groups = fields.filter(ProtoCompiler::isGroup)
                .map(FieldDescriptor::getMessageType)
                .collect(Collectors.toSet());
        return types.stream()
                .filter(type -> !type.getOptions().getMapEntry() && !groups.contains(type))
                .map(this::type)
                .toList();
    }

    /** In editions, messages that the text has may be encoded as groups are; the keyword is none there. */
    private static boolean isGroup(FieldDescriptor field) {
        return field.getType() == FieldDescriptor.Type.GROUP
                && !field.getFile().toProto().getSyntax().equals("editions");
    }

    private void collectExtensions(FileDescriptor file, Set<String> seen) {
        if (seen.add(file.getFullName())) {
            file.getExtensions().forEach(this::extension);
            file.getMessageTypes().forEach(this::collectExtensions);
            file.getDependencies().forEach(imported -> collectExtensions(imported, seen));
        }
    }

    private void collectExtensions(Descriptor message) {
        message.getExtensions().forEach(this::extension);
        message.getNestedTypes().forEach(this::collectExtensions);
    }

    private void extension(FieldDescriptor field) {
        extensions
                .computeIfAbsent(field.getContainingType().getFullName(), name -> new ArrayList<>())
                .add(field);
    }

    private ProtoMessage message(Descriptor descriptor) {
        return messages.computeIfAbsent(descriptor.getFullName(), name -> {
            if (descriptor.getOptions().getMessageSetWireFormat()) {
                throw new SchemaRefused(name + " is a MessageSet", "a message of the usual wire format");
            }
            open.add(descriptor);
            return new ProtoMessage(name);
        });
    }

    /** The fields of what was met, until nothing new is: a chain of types is as long as its author likes. */
    private void finish() {
        for (Descriptor next = open.poll(); next != null; next = open.poll()) {
            ProtoMessage message = message(next);
            for (FieldDescriptor field : next.getFields()) {
                message.add(field(field, message));
            }
            for (FieldDescriptor field : extensions.getOrDefault(next.getFullName(), List.of())) {
                message.add(field(field, message));
            }
        }
    }

    private ProtoField field(FieldDescriptor field, ProtoMessage owner) {
        Kind kind = kind(field);
        boolean composite = kind == Kind.MESSAGE || kind == Kind.GROUP;
        return new ProtoField(
                field.getNumber(),
                field.isExtension() ? "[" + field.getFullName() + "]" : field.getName(),
                kind,
                field.isRequired() ? owner.required() : ProtoField.OPTIONAL,
                field.isPackable(),
                composite ? message(field.getMessageType()) : null,
                kind == Kind.ENUM
                        ? new EnumNumbers(
                                field.getEnumType().getValues().stream().mapToInt(EnumValueDescriptor::getNumber))
                        : null,
                kind == Kind.ENUM && field.legacyEnumFieldTreatedAsClosed());
    }

    private static Kind kind(FieldDescriptor field) {
        return switch (field.getType()) {
            case DOUBLE, FIXED64, SFIXED64 -> Kind.FIXED64;
            case FLOAT, FIXED32, SFIXED32 -> Kind.FIXED32;
            case INT64, UINT64, INT32, UINT32, SINT32, SINT64, BOOL -> Kind.VARINT;
            case ENUM -> Kind.ENUM;
            case STRING -> Kind.STRING;
            case BYTES -> Kind.BYTES;
            case MESSAGE -> Kind.MESSAGE;
            case GROUP -> Kind.GROUP;
        };
    }
}
