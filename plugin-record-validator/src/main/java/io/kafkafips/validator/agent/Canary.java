package io.kafkafips.validator.agent;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trial of the woven code before the broker takes requests: batches of each codec go through the real {@code LogValidator}, and
 * what producers send must meet the rule, while what the broker writes itself must not. The shape of a class cannot tell that; a
 * Kafka that iterates elsewhere shows here.
 */
final class Canary {
    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);
    private static final String CLIENT = "CLIENT";
    private static final String COORDINATOR = "COORDINATOR";

    /** One trial for each woven call site and codec. */
    private static final List<Trial> TRIALS = List.of(
            new Trial("none-v2", "NONE", "NONE", 2),
            new Trial("none-v1", "NONE", "NONE", 1),
            new Trial("none-v2", "NONE", "GZIP", 2),
            new Trial("gzip-v2", "GZIP", "NONE", 2),
            new Trial("gzip-v2", "GZIP", "GZIP", 2),
            new Trial("lz4-v2", "LZ4", "NONE", 2),
            new Trial("lz4-v2", "LZ4", "LZ4", 2),
            new Trial("snappy-v2", "SNAPPY", "NONE", 2),
            new Trial("snappy-v2", "SNAPPY", "SNAPPY", 2),
            new Trial("zstd-v2", "ZSTD", "NONE", 2),
            new Trial("zstd-v2", "ZSTD", "ZSTD", 2),
            new Trial("gzip-v1", "GZIP", "GZIP", 2));

    private final LogValidatorDriver driver;
    private final RecordGate gate;

    Canary(Class<?> logValidator, RecordGate gate) {
        this.driver = new LogValidatorDriver(logValidator, Long.MAX_VALUE);
        this.gate = gate;
    }

    /** @throws CanaryFailed when a trial does not end as it must */
    void run() {
        for (Trial trial : TRIALS) {
            try {
                expect(trial, CLIENT, true, trial.records());
                expect(trial, CLIENT, false, trial.records());
                expect(trial, COORDINATOR, true, 0);
            } catch (CodecUnavailable e) {
                LOG.warn(
                        "The codec of {} does not work in this JVM ({}): producers that use it will get errors. Remedy: a"
                                + " -Djava.io.tmpdir that is writable and not mounted noexec, so that its native library can be mapped",
                        trial,
                        String.valueOf(e.getCause()));
            }
        }
    }

    private void expect(Trial trial, String origin, boolean ruleRefuses, int recordsSeen) {
        CanaryRule rule = new CanaryRule(ruleRefuses);
        gate.enforce(rule.everywhere());
        boolean mustBeRejected = ruleRefuses && recordsSeen > 0;
        boolean rejected = isRejected(trial, origin);
        if (rejected != mustBeRejected || rule.records() != recordsSeen) {
            throw new CanaryFailed(
                    "a batch " + trial + " from " + origin + " was " + (rejected ? "rejected" : "accepted")
                            + " after " + rule.records() + " records were looked at, expected: "
                            + (mustBeRejected ? "rejected" : "accepted") + " after " + recordsSeen);
        }
    }

    private boolean isRejected(Trial trial, String origin) {
        try {
            driver.validate(trial.resource(), trial.sourceCodec(), trial.targetCodec(), origin);
            return false;
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getTargetException();
            if (thrown.getClass().getSimpleName().equals("RecordValidationException")) {
                return true;
            }
            if (isCodecUnavailable(thrown)) {
                throw new CodecUnavailable(thrown);
            }
            throw new CanaryFailed("a batch " + trial + " from " + origin + " failed", thrown);
        } catch (ReflectiveOperationException e) {
            throw new CanaryFailed("LogValidator cannot be called as expected", e);
        }
    }

    /** A codec without its native library fails each append on its own: nothing passes unseen. */
    private static boolean isCodecUnavailable(@Nullable Throwable thrown) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            boolean isMissingCode = t instanceof BootstrapMethodError || t instanceof IncompatibleClassChangeError;
            if ((t instanceof LinkageError && !isMissingCode)
                    || t.getClass().getSimpleName().equals("SnappyError")) {
                return true;
            }
        }
        return false;
    }

    private record Trial(String resource, String sourceCodec, String targetCodec, int records) {
        @Override
        public String toString() {
            return resource + " to " + targetCodec;
        }
    }

    private static final class CodecUnavailable extends RuntimeException {
        CodecUnavailable(Throwable cause) {
            super(cause);
        }
    }
}
