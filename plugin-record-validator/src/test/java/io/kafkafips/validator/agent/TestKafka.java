package io.kafkafips.validator.agent;

import io.kafkafips.validator.policy.PolicySet;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import io.kafkafips.validator.policy.TopicPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.PrimitiveRef;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.storage.internals.log.AppendOrigin;

/** The real {@code LogValidator} of the Kafka we build against, woven or as it is, in a class loader of its own. */
final class TestKafka {
    static final TopicPartition ORDERS = new TopicPartition("orders", 3);

    private final Class<?> logValidator;
    private final TestCounters counters = new TestCounters();
    private final RecordGate gate;

    private TestKafka(Class<?> logValidator, Limits limits) {
        this.logValidator = logValidator;
        this.gate = RecordGate.bind(logValidator, limits, counters);
        WovenCallSite.lead(logValidator.getClassLoader(), gate);
    }

    static TestKafka stock() throws ClassNotFoundException {
        return new TestKafka(load(UnaryOperator.identity()), new Limits(1, 1));
    }

    static TestKafka woven() throws ClassNotFoundException {
        return woven(new Limits(16 << 20, 64 << 20));
    }

    static TestKafka woven(Limits limits) throws ClassNotFoundException {
        return new TestKafka(load(bytes -> LogValidatorWeaver.weave(bytes).classFile()), limits);
    }

    /** With the class changed before it is woven. */
    static TestKafka wovenAfter(UnaryOperator<byte[]> change, Limits limits) throws ClassNotFoundException {
        return new TestKafka(
                load(bytes -> LogValidatorWeaver.weave(change.apply(bytes)).classFile()), limits);
    }

    /** With the class changed after it was woven. */
    static TestKafka wovenBefore(UnaryOperator<byte[]> change) throws ClassNotFoundException {
        return new TestKafka(
                load(bytes -> change.apply(LogValidatorWeaver.weave(bytes).classFile())),
                new Limits(16 << 20, 64 << 20));
    }

    private static Class<?> load(UnaryOperator<byte[]> change) throws ClassNotFoundException {
        return Class.forName(LogValidatorWeaver.CLASS_NAME, false, new ChangingLoader(change));
    }

    TestKafka enforcing(RecordValidationPolicy... rules) {
        gate.enforce(new PolicySet(List.of(new TopicPolicy("test", Pattern.compile("orders"), List.of(rules)))));
        return this;
    }

    Class<?> logValidator() {
        return logValidator;
    }

    RecordGate gate() {
        return gate;
    }

    TestCounters counters() {
        return counters;
    }

    /** What a producer's batch becomes in a topic that keeps the codec of the producer. */
    MemoryRecords append(MemoryRecords records) throws Throwable {
        CompressionType codec = records.batches().iterator().next().compressionType();
        return append(records, Append.of(codec));
    }

    /** Throws what {@code LogValidator} throws. */
    MemoryRecords append(MemoryRecords records, Append append) throws Throwable {
        Constructor<?> constructor = logValidator.getConstructors()[0];
        Object validator = constructor.newInstance(
                records,
                append.partition(),
                Time.SYSTEM,
                append.source(),
                Compression.of(append.target()).build(),
                append.compacted(),
                (byte) 2,
                TimestampType.CREATE_TIME,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                7,
                append.origin());
        Method validate = List.of(logValidator.getMethods()).stream()
                .filter(method -> method.getName().equals("validateMessagesAndAssignOffsets"))
                .findFirst()
                .orElseThrow();
        Class<?> metrics = validate.getParameterTypes()[1];
        Object silent = Proxy.newProxyInstance(metrics.getClassLoader(), new Class<?>[] {metrics}, (p, m, a) -> null);
        try {
            Object result = validate.invoke(validator, PrimitiveRef.ofLong(1000), silent, BufferSupplier.NO_CACHING);
            return (MemoryRecords)
                    result.getClass().getMethod("validatedRecords").invoke(result);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** How a batch is appended. */
    record Append(
            TopicPartition partition,
            CompressionType source,
            CompressionType target,
            boolean compacted,
            AppendOrigin origin) {
        static Append of(CompressionType codec) {
            return new Append(ORDERS, codec, codec, false, AppendOrigin.CLIENT);
        }

        Append as(AppendOrigin other) {
            return new Append(partition, source, target, compacted, other);
        }

        Append to(CompressionType other) {
            return new Append(partition, source, other, compacted, origin);
        }

        Append in(String topic) {
            return new Append(new TopicPartition(topic, 0), source, target, compacted, origin);
        }
    }

    /** Defines {@code LogValidator} and its nested classes itself; everything else is the test's. */
    private static final class ChangingLoader extends ClassLoader {
        private final UnaryOperator<byte[]> change;

        ChangingLoader(UnaryOperator<byte[]> change) {
            super(TestKafka.class.getClassLoader());
            this.change = change;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(LogValidatorWeaver.CLASS_NAME)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                byte[] changed = name.equals(LogValidatorWeaver.CLASS_NAME) ? change.apply(bytes) : bytes;
                return defineClass(name, changed, 0, changed.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
