package io.kafkafips.validator.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.StructProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import io.kafkafips.validator.rule.Octets;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoParserTest {
    @ParameterizedTest
    @ValueSource(strings = {"order", "legacy", "modern"})
    void link_text_isWhatProtocMakesOfIt(String name) {
        FileDescriptor parsed = ProtoFiles.link(ProtoSamples.text(name + ".proto"));

        assertThat(shape(parsed)).isEqualTo(shape(ProtoFiles.link(ProtoSamples.text(name + ".desc"))));
    }

    static Stream<FileDescriptor> published() {
        return Stream.of(
                DescriptorProtos.getDescriptor(),
                AnyProto.getDescriptor(),
                ApiProto.getDescriptor(),
                StructProto.getDescriptor(),
                TypeProto.getDescriptor(),
                WrappersProto.getDescriptor());
    }

    @ParameterizedTest
    @MethodSource("published")
    void link_fileThatProtobufShips_isItsOwnDescriptor(FileDescriptor published) throws Exception {
        byte[] text;
        try (InputStream in = DescriptorProtos.class.getResourceAsStream("/" + published.getFullName())) {
            text = in.readAllBytes();
        }

        FileDescriptor parsed =
                ProtoFiles.link(new SchemaText(published.getFullName(), Octets.of(text), List.of(), path -> null));

        assertThat(shape(parsed)).isEqualTo(shape(published));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message A {",
                "message A { int32 = 1; }",
                "message A { int32 x = 99999999999; }",
                "syntax = \"proto4\";",
                "edition = \"1999\";",
                "message A { string s = 1; } garbage",
                "message A { Missing m = 1; }",
                "message A { int32 x = 1; int32 y = 1; }",
                "message A { oneof o { map<int32, int32> m = 1; } }",
                "import \"not/there.proto\"; message A {}",
                "message A { string s = 1 [default = ]; }",
                "message A { string s = \"unclosed",
                "/* unclosed",
                "enum E { }",
                ""
            })
    void compile_brokenText_isRefused(String text) {
        assertThatThrownBy(() -> ProtoCompiler.compile(SchemaText.of(text))).isInstanceOf(SchemaRefused.class);
    }

    @Test
    void parse_wrongText_namesTheLine() {
        assertThatThrownBy(
                        () -> ProtoParser.parse("a", "syntax = \"proto3\";\n/* x\n */ message A {\n  int32 7 = 1;\n}"))
                .hasMessage("line 4: expected a name, found 7");
    }

    @Test
    void parse_messagesInEachOtherWithoutEnd_areRefused() {
        assertThatThrownBy(() -> ProtoParser.parse("a", "message A {".repeat(100_000)))
                .isInstanceOf(SchemaRefused.class)
                .hasMessageContaining("at most 50 deep");
    }

    @Test
    void compile_importsOfImportsBeyondTheStack_areRefused() throws Exception {
        List<SchemaText.Reference> chain = IntStream.range(0, 3_000)
                .mapToObj(i -> new SchemaText.Reference(
                        i + ".proto", octets("import \"" + (i + 1) + ".proto\"; message M" + i + " {}")))
                .toList();
        SchemaText text = new SchemaText("1", octets("import \"0.proto\"; message A {}"), chain, path -> null);
        AtomicReference<Throwable> failure = new AtomicReference<>();

        Thread small = new Thread(
                null, () -> failure.set(catchThrowable(() -> ProtoCompiler.compile(text))), "small", 256 << 10);
        small.start();
        small.join();

        assertThat(failure.get()).isInstanceOf(SchemaRefused.class);
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All that the wire format depends on, a line for each field and enum. */
    private static Set<String> shape(FileDescriptor file) {
        Set<String> lines = new TreeSet<>();
        file.getMessageTypes().forEach(message -> shape(message, lines));
        file.getEnumTypes().forEach(type -> shape(type, lines));
        file.getExtensions().forEach(field -> shape(field, lines));
        file.getDependencies()
                .forEach(imported -> lines.addAll(
                        imported.getFullName().startsWith("google/")
                                ? List.of(imported.getFullName())
                                : shape(imported)));
        return lines;
    }

    private static void shape(Descriptor message, Set<String> lines) {
        lines.add(message.getFullName() + " extendable " + message.isExtendable() + " map "
                + message.getOptions().getMapEntry());
        message.getFields().forEach(field -> shape(field, lines));
        message.getExtensions().forEach(field -> shape(field, lines));
        message.getNestedTypes().forEach(nested -> shape(nested, lines));
        message.getEnumTypes().forEach(type -> shape(type, lines));
    }

    private static void shape(FieldDescriptor field, Set<String> lines) {
        lines.add(field.getFullName() + " = " + field.getNumber() + " " + field.getType() + " repeated "
                + field.isRepeated() + " required " + field.isRequired() + " presence " + field.hasPresence() + " in "
                + field.getContainingType().getFullName() + " oneof "
                + (field.getRealContainingOneof() == null
                        ? ""
                        : field.getRealContainingOneof().getName())
                + switch (field.getJavaType()) {
                    case MESSAGE -> " of " + field.getMessageType().getFullName();
                    case ENUM ->
                        " of " + field.getEnumType().getFullName() + " closed "
                                + field.legacyEnumFieldTreatedAsClosed();
                    default -> "";
                });
    }

    private static void shape(EnumDescriptor type, Set<String> lines) {
        lines.add(type.getFullName()
                + type.getValues().stream()
                        .map(value -> value.getName() + "=" + value.getNumber())
                        .toList());
    }
}
