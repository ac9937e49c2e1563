package io.kafkafips.validator.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FeatureSet;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parser of the fields of one message, or of the extensions of another. */
final class ProtoFields {
    private static final int NUMBERS_END = 536_870_912;
    private static final String REPEATED = "repeated";
    private static final Map<String, FieldDescriptorProto.Type> SCALARS = Arrays.stream(
                    FieldDescriptorProto.Type.values())
            .filter(type -> type != FieldDescriptorProto.Type.TYPE_MESSAGE
                    && type != FieldDescriptorProto.Type.TYPE_GROUP
                    && type != FieldDescriptorProto.Type.TYPE_ENUM)
            .collect(Collectors.toUnmodifiableMap(
                    type -> type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT), Function.identity()));

    private final ProtoTokens in;
    private final FileDescriptorProto.Builder file;
    private final DescriptorProto.@Nullable Builder message;
    private final Consumer<DescriptorProto.Builder> body;
    private final List<FieldDescriptorProto.Builder> alone = new ArrayList<>();

    /**
     * @param message whose fields they are, {@code null} for extensions
     * @param body parses the body of a message
     */
    ProtoFields(
            ProtoTokens in,
            FileDescriptorProto.Builder file,
            DescriptorProto.@Nullable Builder message,
            Consumer<DescriptorProto.Builder> body) {
        this.in = in;
        this.file = file;
        this.message = message;
        this.body = body;
    }

    void field(FieldDescriptorProto.Builder field) {
        field(field, owner()::addNestedTypeBuilder);
    }

    /** @param groups where the message of a group goes */
    void field(FieldDescriptorProto.Builder field, Supplier<DescriptorProto.Builder> groups) {
        field.setLabel(Label.LABEL_OPTIONAL);
        if (in.is("map") && in.isFollowedBy('<')) {
            map(field);
            return;
        }
        if (in.is(REPEATED) || in.is("optional") || in.is("required")) {
            label(field, in.take());
        }
        typeAndName(field, groups);
    }

    private void label(FieldDescriptorProto.Builder field, String label) {
        field.setLabel(
                switch (label) {
                    case REPEATED -> Label.LABEL_REPEATED;
                    case "required" -> Label.LABEL_REQUIRED;
                    default -> Label.LABEL_OPTIONAL;
                });
        if (label.equals("optional") && file.getSyntax().equals("proto3")) {
            field.setProto3Optional(true);
            if (message != null) {
                alone.add(field);
            }
        }
    }

    private void typeAndName(FieldDescriptorProto.Builder field, Supplier<DescriptorProto.Builder> groups) {
        if (in.is("group") && !in.isFollowedBy('.') && !file.getSyntax().equals("proto3")) {
            group(field, groups);
            return;
        }
        type(field, in.path());
        field.setName(in.name());
        numberAndOptions(field);
        in.expect(";");
    }

    private void group(FieldDescriptorProto.Builder field, Supplier<DescriptorProto.Builder> groups) {
        in.expect("group");
        String name = in.name();
        field.setType(FieldDescriptorProto.Type.TYPE_GROUP).setTypeName(name).setName(ProtoParser.lowerCase(name));
        numberAndOptions(field);
        body.accept(groups.get().setName(name));
    }

    private static void type(FieldDescriptorProto.Builder field, String type) {
        FieldDescriptorProto.Type scalar = SCALARS.get(type);
        if (scalar == null) {
            field.setTypeName(type);
        } else {
            field.setType(scalar);
        }
    }

    private void numberAndOptions(FieldDescriptorProto.Builder field) {
        in.expect("=");
        field.setNumber(in.number());
        ProtoFeatures.list(in, () -> field.getOptionsBuilder().getFeaturesBuilder());
    }

    private void map(FieldDescriptorProto.Builder field) {
        in.expect("map");
        in.expect("<");
        String key = in.name();
        in.expect(",");
        String value = in.path();
        in.expect(">");
        String name = in.name();
        String entry = camelCase(name) + "Entry";
        DescriptorProto.Builder type = owner().addNestedTypeBuilder().setName(entry);
        type.getOptionsBuilder().setMapEntry(true);
        type(type.addFieldBuilder().setName("key").setNumber(1).setLabel(Label.LABEL_OPTIONAL), key);
        type(type.addFieldBuilder().setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL), value);
        field.setName(name).setLabel(Label.LABEL_REPEATED).setTypeName(entry);
        numberAndOptions(field);
        in.expect(";");
    }

    void oneof() {
        DescriptorProto.Builder owner = owner();
        int index = owner.getOneofDeclCount();
        owner.addOneofDeclBuilder().setName(in.name());
        in.expect("{");
        while (!in.takeIf("}")) {
            if (in.takeIf("option")) {
                ProtoFeatures.option(in, FeatureSet::newBuilder);
                in.expect(";");
            } else if (!in.takeIf(";")) {
                FieldDescriptorProto.Builder field =
                        owner.addFieldBuilder().setLabel(Label.LABEL_OPTIONAL).setOneofIndex(index);
                typeAndName(field, owner::addNestedTypeBuilder);
            }
        }
    }

    void extensionRanges() {
        do {
            int first = in.number();
            int end = first + 1;
            if (in.takeIf("to")) {
                end = in.takeIf("max") ? NUMBERS_END : in.number() + 1;
            }
            owner().addExtensionRangeBuilder().setStart(first).setEnd(end);
        } while (in.takeIf(","));
        ProtoFeatures.skipList(in);
        in.expect(";");
    }

    /** Puts each {@code optional} of proto3 in a oneof of its own, behind those that are written. */
    void end() {
        for (FieldDescriptorProto.Builder field : alone) {
            field.setOneofIndex(owner().getOneofDeclCount());
            owner().addOneofDeclBuilder().setName("_" + field.getName());
        }
    }

    private DescriptorProto.Builder owner() {
        if (message == null) {
            throw in.wrong("no map and no oneof among extensions");
        }
        return message;
    }

    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        boolean upper = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_') {
                upper = true;
            } else {
                camel.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return camel.toString();
    }
}
