package io.kafkafips.cli.segment;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.settings.IdConverter;
import io.kafkafips.tiered.format.SegmentIdentity;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which segment objects belong to, for stores whose paths do not say it. Not thread-safe. */
final class IdentityOptions {
    @Option(
            names = "--topic-id",
            paramLabel = "<id>",
            converter = IdConverter.class,
            description = "the topic that the objects belong to, as kafka-topics.sh --describe shows its id")
    private @Nullable Uuid topicId;

    @Option(names = "--partition", paramLabel = "<number>", description = "the partition that they belong to")
    private @Nullable Integer partition;

    @Option(
            names = "--segment-id",
            paramLabel = "<id>",
            converter = IdConverter.class,
            description = "the segment that they belong to, as Kafka's remote log metadata has it")
    private @Nullable Uuid segmentId;

    /** {@code null} when none of the options is given: then paths say it. */
    @Nullable
    SegmentIdentity identity() {
        if (topicId == null && partition == null && segmentId == null) {
            return null;
        }
        if (topicId == null || partition == null || segmentId == null || partition < 0) {
            throw CommandFailure.usage(
                    "only a part of the segment's identity is given",
                    "--topic-id, --partition and --segment-id together");
        }
        return new SegmentIdentity(topicId, partition, segmentId);
    }
}
