package io.kafkafips.bench;

import io.kafkafips.validator.policy.RecordPart;
import io.kafkafips.validator.policy.RecordProxy;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.RuleContext;
import io.kafkafips.validator.policy.TopicMetadata;
import io.kafkafips.validator.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A value against its schema: the rule as the broker asks it, and the library alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SchemaRulesBenchmark {
    @Param("JSON")
    public SchemaCase language = SchemaCase.JSON;

    @Param("OURS")
    public SchemaSide side = SchemaSide.OURS;

    private byte[] value = {};
    private SchemaCase.@Nullable Check check;

    /** Makes sure that the value is accepted. */
    @Setup
    public void prepare() throws IOException {
        value = language.value();
        check = side == SchemaSide.OURS ? rule(language) : language.library();
        if (!check()) {
            throw new IllegalStateException(side + " refuses the value of " + language);
        }
    }

    @Benchmark
    public boolean check() throws IOException {
        return Objects.requireNonNull(check).accepts(value);
    }

    private static SchemaCase.Check rule(SchemaCase language) {
        RecordValidationPolicy rule = ServiceLoader.load(RecordValidationPolicy.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(known -> known.name().equals(language.rule()))
                .findFirst()
                .orElseThrow();
        rule.attach(new OneFile(language.schema().getBytes(StandardCharsets.UTF_8)));
        rule.configure(rule.configDef().parse(Map.of("schema", "schema.proto")));
        TopicMetadata topic = new TopicMetadata(new TopicPartition("orders", 0));
        return value -> {
            rule.validateRecord(topic, new Value(ByteBuffer.wrap(value)));
            return true;
        };
    }

    private record OneFile(byte[] content) implements RuleContext {
        @Override
        public RecordPart part() {
            return RecordPart.VALUE;
        }

        @Override
        public String policy() {
            return "orders";
        }

        @Override
        public String rule() {
            return "schema";
        }

        @Override
        public byte[] file(String path) {
            return content;
        }

        @Override
        public SchemaRegistry registry(String name) {
            throw new IllegalArgumentException(name);
        }
    }

    private record Value(ByteBuffer value) implements RecordProxy {
        @Override
        public int batchIndex() {
            return 0;
        }

        @Override
        public long timestamp() {
            return 0;
        }

        @Override
        public @Nullable ByteBuffer key() {
            return null;
        }

        @Override
        public List<Header> headers() {
            return List.of();
        }
    }
}
