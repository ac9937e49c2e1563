package io.kafkafips.validator.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kafkafips.validator.rule.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records in which there is nothing to read: they cost no more than bytes do. */
class AvroEmptyTypesTest {
    private static final AvroLimits LIMITS = new AvroLimits(100, 1_000, true);
    private static final Octets NOTHING = Octets.of(new byte[0]);

    private int steps;

    @Test
    void check_recordsOfEmptyRecords_takeNoStepForEach() {
        AvroType leaf = new AvroType() {
            @Override
            public void check(AvroCursor in) {
                steps++;
            }

            @Override
            public boolean isEmpty() {
                return true;
            }
        };

        AvroRule.check(doubled(leaf, 16), NOTHING, LIMITS);

        assertThat(steps).isZero();
    }

    @Test
    void check_recordsOfRecordsThatAreNotEmpty_endWithTheBytes() {
        AvroType leaf = in -> {
            steps++;
            in.readBoolean();
        };

        assertThatThrownBy(() -> AvroRule.check(doubled(leaf, 16), Octets.of(new byte[3]), LIMITS))
                .isInstanceOf(Misfit.class);

        assertThat(steps).isEqualTo(4);
    }

    private static AvroTypes.Struct doubled(AvroType leaf, int levels) {
        AvroType inner = leaf;
        List<AvroTypes.Struct> structs = new ArrayList<>();
        for (int i = 0; i < levels; i++) {
            AvroTypes.Struct struct = new AvroTypes.Struct(2);
            struct.field(0, "a", inner);
            struct.field(1, "b", inner);
            structs.add(struct);
            inner = struct;
        }
        structs.forEach(AvroTypes.Struct::seal);
        return structs.get(levels - 1);
    }

    /** 2 to the power of 40 steps are never done. */
    @ParameterizedTest
    @ValueSource(strings = {"\"null\"", "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 0}"})
    void compile_recordsOfEmptyRecordsWithDefaults_endsAndAcceptsNothing(String leaf) {
        AvroType type = chain(
                leaf,
                40,
                "{\"name\": \"a\", \"type\": \"R%1$d\", \"default\": {}}, {\"name\": \"b\", \"type\": \"R%1$d\","
                        + " \"default\": {}}");

        assertThatCode(() -> AvroRule.check(type, NOTHING, LIMITS)).doesNotThrowAnyException();
        assertThatThrownBy(() -> AvroRule.check(type, Octets.of(new byte[1]), LIMITS))
                .hasMessage("nothing after the datum");
    }

    @Test
    void check_emptyRecordsInEachOther_areHeldToTheDepth() {
        String field = "{\"name\": \"a\", \"type\": \"R%d\"}";

        assertThatCode(() -> AvroRule.check(chain("\"null\"", 99, field), NOTHING, LIMITS))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> AvroRule.check(chain("\"null\"", 100, field), NOTHING, LIMITS))
                .hasMessage("a nesting of at most 100");
    }

    @Test
    void compile_recordsInEachOtherBeyondTheStack_areRefused() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();

        Thread small = new Thread(
                null,
                () -> failure.set(
                        catchThrowable(() -> chain("\"null\"", 3_000, "{\"name\": \"a\", \"type\": \"R%d\"}"))),
                "small",
                256 << 10);
        small.start();
        small.join();

        assertThat(failure.get()).isInstanceOf(SchemaRefused.class).hasMessageStartingWith("it cannot be compiled");
    }

    /** Records R0, of a leaf, to Rn, each of the one before it. */
    private static AvroType chain(String leaf, int levels, String fields) {
        String records = IntStream.rangeClosed(1, levels)
                .mapToObj(i -> record(i, String.format(fields, i - 1)))
                .collect(Collectors.joining(
                        ",", "[" + record(0, "{\"name\": \"a\", \"type\": " + leaf + "}") + ",", "]"));
        return AvroCompiler.compile(new SchemaText(
                "1",
                octets("\"R" + levels + "\""),
                List.of(new SchemaText.Reference("records", octets(records))),
                path -> null));
    }

    private static String record(int number, String fields) {
        return "{\"type\": \"record\", \"name\": \"R" + number + "\", \"fields\": [" + fields + "]}";
    }

    private static Octets octets(String text) {
        return Octets.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
