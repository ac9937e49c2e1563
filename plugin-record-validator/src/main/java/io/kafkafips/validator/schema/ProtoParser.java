package io.kafkafips.validator.schema;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A parser of the Protobuf language, proto2, proto3 and editions, for what the wire format depends on: messages, enums, extensions
 * and features. Services, defaults and custom options are passed over. It builds what protoc builds; names are looked up by
 * protobuf-java. For one text.
 *
 * <p>A parser of our own, since those that are kept well come with the run time library of Kotlin or with a compiler in WebAssembly,
 * each several times the size of this plug-in.
 */
final class ProtoParser {
    private static final String BRACE = "{";
    private static final String OPTION = "option";
    private static final String SEMICOLON = ";";
    private static final int DEEPEST_NESTING = 50;

    private final ProtoTokens in;
    private final FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
    private int depth;

    private ProtoParser(String text) {
        in = new ProtoTokens(text);
    }

    /**
     * Parses a file.
     *
     * @param name by which others import it
     * @throws SchemaRefused when the text is wrong; the message has the line
     */
    static FileDescriptorProto parse(String name, String text) {
        return new ProtoParser(text).parse(name);
    }

    private FileDescriptorProto parse(String name) {
        file.setName(name);
        syntax();
        while (!in.isEnd()) {
            statement();
        }
        return file.build();
    }

    private void syntax() {
        if (in.takeIf("syntax")) {
            in.expect("=");
            String syntax = in.string();
            if (!syntax.equals("proto2") && !syntax.equals("proto3")) {
                throw in.wrong("syntax proto2 or proto3 before this");
            }
            file.setSyntax(syntax);
            in.expect(SEMICOLON);
        } else if (in.takeIf("edition")) {
            in.expect("=");
            String edition = "EDITION_" + in.string();
            try {
                file.setSyntax("editions").setEdition(Edition.valueOf(edition));
            } catch (IllegalArgumentException e) {
                throw in.wrong("a known edition before this");
            }
            in.expect(SEMICOLON);
        }
    }

    private void statement() {
        if (in.takeIf("import")) {
            boolean isPublic = in.takeIf("public");
            boolean isOption = !isPublic && in.takeIf(OPTION);
            if (!isPublic) {
                in.takeIf("weak");
            }
            String path = in.string();
            if (!isOption) {
                if (isPublic) {
                    file.addPublicDependency(file.getDependencyCount());
                }
                file.addDependency(path);
            }
            in.expect(SEMICOLON);
        } else if (in.takeIf("package")) {
            file.setPackage(in.path());
            in.expect(SEMICOLON);
        } else if (in.takeIf(OPTION)) {
            ProtoFeatures.option(in, () -> file.getOptionsBuilder().getFeaturesBuilder());
            in.expect(SEMICOLON);
        } else if (in.takeIf("service")) {
            in.name();
            skipBlock();
        } else if (in.takeIf("extend")) {
            extend(file::addExtensionBuilder, file::addMessageTypeBuilder);
        } else if (!in.takeIf(SEMICOLON)) {
            type(file::addMessageTypeBuilder, file::addEnumTypeBuilder);
        }
    }

    private void type(Supplier<DescriptorProto.Builder> messages, Supplier<EnumDescriptorProto.Builder> enums) {
        takeVisibility();
        if (in.takeIf("message")) {
            message(messages.get().setName(in.name()));
        } else if (in.takeIf("enum")) {
            enumeration(enums.get().setName(in.name()));
        } else {
            throw in.wrong("a message, an enum, an extend or a service");
        }
    }

    /** Of edition 2024: {@code export message}, {@code local enum}. */
    private void takeVisibility() {
        if (file.hasEdition()) {
            boolean taken = in.takeIf("export") || in.takeIf("local");
            if (taken && !in.is("message") && !in.is("enum")) {
                throw in.wrong("message or enum");
            }
        }
    }

    private void message(DescriptorProto.Builder message) {
        if (++depth > DEEPEST_NESTING) {
            throw in.wrong("messages inside each other at most " + DEEPEST_NESTING + " deep");
        }
        ProtoFields fields = new ProtoFields(in, file, message, this::message);
        in.expect(BRACE);
        while (!in.takeIf("}")) {
            member(message, fields);
        }
        fields.end();
        depth--;
    }

    private void member(DescriptorProto.Builder message, ProtoFields fields) {
        if (in.takeIf(SEMICOLON)) {
            return;
        }
        switch (statementWord()) {
            case "message" -> {
                in.take();
                message(message.addNestedTypeBuilder().setName(in.name()));
            }
            case "enum" -> {
                in.take();
                enumeration(message.addEnumTypeBuilder().setName(in.name()));
            }
            case "extend" -> {
                in.take();
                extend(message::addExtensionBuilder, message::addNestedTypeBuilder);
            }
            case "extensions" -> {
                in.take();
                fields.extensionRanges();
            }
            case "reserved" -> skipStatement();
            case OPTION -> {
                in.take();
                ProtoFeatures.messageOption(in, message);
                in.expect(SEMICOLON);
            }
            case "oneof" -> {
                in.take();
                fields.oneof();
            }
            default -> {
                takeVisibility();
                if (in.is("message") || in.is("enum")) {
                    member(message, fields);
                } else {
                    fields.field(message.addFieldBuilder());
                }
            }
        }
    }

    private String statementWord() {
        for (String word : new String[] {"message", "enum", "extend", "extensions", "reserved", OPTION, "oneof"}) {
            if (in.is(word) && !in.isFollowedBy('.')) {
                return word;
            }
        }
        return "";
    }

    private void extend(Supplier<FieldDescriptorProto.Builder> extensions, Supplier<DescriptorProto.Builder> groups) {
        String extendee = in.path();
        in.expect(BRACE);
        while (!in.takeIf("}")) {
            if (!in.takeIf(SEMICOLON)) {
                FieldDescriptorProto.Builder field = extensions.get().setExtendee(extendee);
                new ProtoFields(in, file, null, this::message).field(field, groups);
            }
        }
    }

    private void enumeration(EnumDescriptorProto.Builder enumeration) {
        in.expect(BRACE);
        while (!in.takeIf("}")) {
            if (in.takeIf(OPTION)) {
                ProtoFeatures.enumOption(in, enumeration);
                in.expect(SEMICOLON);
            } else if (in.is("reserved") && !in.isFollowedBy('=')) {
                skipStatement();
            } else if (!in.takeIf(SEMICOLON)) {
                String name = in.name();
                in.expect("=");
                enumeration.addValueBuilder().setName(name).setNumber(in.number());
                ProtoFeatures.skipList(in);
                in.expect(SEMICOLON);
            }
        }
    }

    private void skipStatement() {
        while (!in.takeIf(SEMICOLON)) {
            in.take();
        }
    }

    private void skipBlock() {
        in.expect(BRACE);
        for (int open = 1; open > 0; ) {
            open += in.is(BRACE) ? 1 : in.is("}") ? -1 : 0;
            in.take();
        }
    }

    static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
