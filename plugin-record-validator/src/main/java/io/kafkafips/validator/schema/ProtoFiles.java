package io.kafkafips.validator.schema;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import io.kafkafips.validator.rule.Octets;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns .proto files, or a set of descriptors that protoc made of them, into linked descriptors. For one schema. */
final class ProtoFiles {
    private static final String REMEDY =
            "put the file beside the schema, or into 'references'; or use what protoc --descriptor_set_out --include_imports writes";

    /** What protoc knows without being given it. */
    private static final Map<String, FileDescriptor> BUILT_IN = Stream.of(
                    AnyProto.getDescriptor(),
                    ApiProto.getDescriptor(),
                    DescriptorProtos.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    SourceContextProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    TypeProto.getDescriptor(),
                    WrappersProto.getDescriptor())
            .collect(Collectors.toUnmodifiableMap(FileDescriptor::getFullName, Function.identity()));

    /** What Confluent's serializers add to that; registries do not list them among the references. */
    private static final Map<String, String> KNOWN_TEXTS = Map.of(
            "confluent/meta.proto",
            "syntax = \"proto3\"; package confluent; message Meta { string doc = 1; map<string, string> params = 2;"
                    + " repeated string tags = 3; }",
            "confluent/type/decimal.proto",
            "syntax = \"proto3\"; package confluent.type; message Decimal { bytes value = 1; uint32 precision = 2;"
                    + " int32 scale = 3; }");

    private final Map<String, FileDescriptorProto> given = new LinkedHashMap<>();
    private final Map<String, @Nullable FileDescriptor> linked = new HashMap<>();
    private final SchemaText text;

    private ProtoFiles(SchemaText text) {
        this.text = text;
    }

    /** @throws SchemaRefused when it is no schema, or imports what is not there */
    static FileDescriptor link(SchemaText text) {
        return new ProtoFiles(text).link();
    }

    private FileDescriptor link() {
        try {
            return isDescriptorSet() ? linkSet() : link(ProtoParser.parse(text.name(), text.text()));
        } catch (InvalidProtocolBufferException e) {
            throw new SchemaRefused("it is neither a .proto file nor a descriptor set", REMEDY, e);
        } catch (DescriptorValidationException e) {
            throw new SchemaRefused(
                    "it is not a Protobuf schema: " + e.getMessage(), "a .proto file that protoc compiles", e);
        }
    }

    /** A file with any other ending than .proto; what a registry has is text. */
    private boolean isDescriptorSet() {
        return text.name().contains(".") && !text.name().endsWith(".proto");
    }

    /** The last file of a set is the one that protoc was told to compile: what it imports stands before it. */
    private FileDescriptor linkSet() throws InvalidProtocolBufferException, DescriptorValidationException {
        List<FileDescriptorProto> files =
                FileDescriptorSet.parseFrom(text.content().toArray()).getFileList();
        if (files.isEmpty()) {
            throw new SchemaRefused("the descriptor set is empty", REMEDY);
        }
        files.forEach(file -> given.put(file.getName(), file));
        return link(files.get(files.size() - 1));
    }

    private FileDescriptor link(FileDescriptorProto file) throws DescriptorValidationException {
        if (linked.containsKey(file.getName())) {
            FileDescriptor known = linked.get(file.getName());
            if (known == null) {
                throw new SchemaRefused(file.getName() + " imports itself", "a .proto file that protoc compiles");
            }
            return known;
        }
        linked.put(file.getName(), null);
        FileDescriptor[] imports = new FileDescriptor[file.getDependencyCount()];
        for (int i = 0; i < imports.length; i++) {
            imports[i] = imported(file.getDependency(i));
        }
        FileDescriptor descriptor = FileDescriptor.buildFrom(file, imports);
        linked.put(file.getName(), descriptor);
        return descriptor;
    }

    private FileDescriptor imported(String path) throws DescriptorValidationException {
        FileDescriptor builtIn = BUILT_IN.get(path);
        if (builtIn != null) {
            return builtIn;
        }
        FileDescriptorProto inSet = given.get(path);
        if (inSet != null) {
            return link(inSet);
        }
        String found = textOf(path);
        if (found == null) {
            throw new SchemaRefused("it imports " + path + ", which is not there", REMEDY);
        }
        try {
            FileDescriptorProto parsed = ProtoParser.parse(path, found);
            given.put(path, parsed);
            return link(parsed);
        } catch (SchemaRefused e) {
            throw new SchemaRefused(path + ": " + e.getMessage(), e.remedy(), e);
        }
    }

    private @Nullable String textOf(String path) {
        for (SchemaText.Reference reference : text.references()) {
            if (reference.name().equals(path) || reference.name().endsWith("/" + path)) {
                return reference.text();
            }
        }
        Octets beside = text.neighbours().file(text.folder() + path);
        return beside == null ? KNOWN_TEXTS.get(path) : new String(beside.toArray(), StandardCharsets.UTF_8);
    }
}
