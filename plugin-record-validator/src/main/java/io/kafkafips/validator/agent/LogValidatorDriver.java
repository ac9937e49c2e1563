package io.kafkafips.validator.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** A caller of {@code LogValidator} by reflection, for the canary: the types of its parameters differ from release to release. */
final class LogValidatorDriver {
    /** No topic can have this name. */
    private static final TopicPartition NOWHERE = new TopicPartition("canary of the record validator", 0);

    private static final byte CURRENT_MAGIC = 2;

    private final Constructor<?> constructor;
    private final Method validate;
    private final long mostTimestampDifferenceMs;

    /** @param mostTimestampDifferenceMs how far a record's timestamp may be from now, for Kafka itself */
    LogValidatorDriver(Class<?> logValidator, long mostTimestampDifferenceMs) {
        this.mostTimestampDifferenceMs = mostTimestampDifferenceMs;
        constructor = Arrays.stream(logValidator.getConstructors())
                .min(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow(() -> new JoinPointMissing(logValidator.getName() + " has no constructor"));
        validate = Arrays.stream(logValidator.getMethods())
                .filter(method -> method.getName().equals(LogValidatorWeaver.ENTRY))
                .findFirst()
                .orElseThrow(() -> new JoinPointMissing(logValidator.getName() + " has no entry"));
    }

    /**
     * Has a batch validated.
     *
     * @param batch the resource that holds it
     * @throws InvocationTargetException with what {@code LogValidator} threw
     * @throws ReflectiveOperationException when it cannot be called
     */
    void validate(String batch, String sourceCodec, String targetCodec, String origin)
            throws ReflectiveOperationException {
        Parameter[] parameters = constructor.getParameters();
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = parameters[i].getType();
            arguments[i] = switch (type.getSimpleName()) {
                case "MemoryRecords" ->
                    type.getMethod("readableRecords", ByteBuffer.class).invoke(null, resource(batch));
                case "CompressionType" -> constantField(type, sourceCodec);
                case "Compression" -> compression(type, targetCodec);
                case "AppendOrigin" -> constantField(type, origin);
                default -> argument(type);
            };
        }
        Class<?>[] types = validate.getParameterTypes();
        validate.invoke(
                constructor.newInstance(arguments),
                zero(types[0]),
                silent(types[1]),
                constantField(types[2], "NO_CACHING"));
    }

    private Object argument(Class<?> type) throws ReflectiveOperationException {
        return switch (type.getSimpleName()) {
            case "TopicPartition" -> NOWHERE;
            case "Time" -> constantField(type, "SYSTEM");
            case "boolean" -> false;
            case "byte" -> CURRENT_MAGIC;
            case "TimestampType" -> TimestampType.CREATE_TIME;
            case "long" -> mostTimestampDifferenceMs;
            case "int" -> 0;
            case "MetadataVersion" -> latest(type);
            default -> throw new JoinPointMissing("LogValidator takes a " + type.getName() + ", which is not known");
        };
    }

    private static Object constantField(Class<?> type, String name) throws ReflectiveOperationException {
        return Objects.requireNonNull(type.getField(name).get(null));
    }

    private static Object latest(Class<?> type) {
        Object[] constants = Objects.requireNonNull(type.getEnumConstants());
        return constants[constants.length - 1];
    }

    private static Object compression(Class<?> type, String codec) throws ReflectiveOperationException {
        Method of = type.getMethod("of", String.class);
        Object builder = Objects.requireNonNull(of.invoke(null, codec.toLowerCase(Locale.ROOT)));
        return Objects.requireNonNull(of.getReturnType().getMethod("build").invoke(builder));
    }

    private static Object zero(Class<?> longRef) throws ReflectiveOperationException {
        return Objects.requireNonNull(
                longRef.getEnclosingClass().getMethod("ofLong", long.class).invoke(null, 0L));
    }

    private static Object silent(Class<?> metricsRecorder) {
        return Proxy.newProxyInstance(
                metricsRecorder.getClassLoader(), new Class<?>[] {metricsRecorder}, (proxy, method, arguments) -> null);
    }

    private static ByteBuffer resource(String name) {
        try (InputStream in = LogValidatorDriver.class.getResourceAsStream("canary/" + name + ".batch")) {
            return ByteBuffer.wrap(Objects.requireNonNull(in, name).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
