package io.kafkafips.quickstart;

import java.nio.file.Path;
import org.apache.kafka.common.KafkaException;

/** One flipped bit in a stored object: a clear error for the consumer, never fewer records. */
final class TamperStep implements Step {
    @Override
    public String title() {
        return "Tamper detection: one flipped bit in a stored object is a corruption error, not fewer records";
    }

    @Override
    public void run(Demo demo, Report report) throws Exception {
        Path object = new StoredObjects(demo.cluster().remoteStorage()).largestLog();
        long end = ValidationStep.endOffset(demo);
        long position = StoredObjects.flipOneBit(object);
        report.evidence("flipped the lowest bit of byte " + position + " of " + StoredObjects.size(object));
        try {
            long consumed = TieredStorageStep.consumeAll(demo, end);
            throw new StepFailed("The consumer noticed nothing and read " + consumed + " of " + end + " records");
        } catch (KafkaException e) {
            StepFailed.unless(
                    String.valueOf(e.getMessage()).contains("corrupt"), "The error does not say what is wrong: " + e);
            report.evidence("consumer: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        } finally {
            StoredObjects.flipOneBit(object);
        }
        long consumed = TieredStorageStep.consumeAll(demo, end);
        report.evidence("with the bit put back the consumer reads all " + consumed + " records");
    }
}
