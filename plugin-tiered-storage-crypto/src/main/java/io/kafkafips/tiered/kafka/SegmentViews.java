package io.kafkafips.tiered.kafka;

import io.kafkafips.tiered.view.CiphertextView;
import io.kafkafips.tiered.view.SpooledUpload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;

/**
 * The ciphertext of one segment, in the shapes that a delegate may be given it: the same bytes each time.
 *
 * @param leaderEpochs a whole container
 */
record SegmentViews(
        Named log,
        Named offsetIndex,
        Named timeIndex,
        Optional<Named> transactionIndex,
        Named producerSnapshot,
        ByteBuffer leaderEpochs) {
    /** A view and the name of the file that it is the ciphertext of. */
    record Named(CiphertextView view, String fileName) {
        Path asPath() {
            return view.asPath(fileName);
        }
    }

    List<CiphertextView> all() {
        return Stream.concat(Stream.of(log, offsetIndex, timeIndex, producerSnapshot), transactionIndex.stream())
                .map(Named::view)
                .toList();
    }

    /** As paths that encrypt while they are read. */
    LogSegmentData asPaths() {
        return new LogSegmentData(
                log.asPath(),
                offsetIndex.asPath(),
                timeIndex.asPath(),
                transactionIndex.map(Named::asPath),
                producerSnapshot.asPath(),
                leaderEpochs.duplicate());
    }

    /** As files on the disk. */
    LogSegmentData asFiles(SpooledUpload spool) throws IOException {
        return new LogSegmentData(
                write(spool, log),
                write(spool, offsetIndex),
                write(spool, timeIndex),
                transactionIndex.isPresent() ? Optional.of(write(spool, transactionIndex.get())) : Optional.empty(),
                write(spool, producerSnapshot),
                leaderEpochs.duplicate());
    }

    private static Path write(SpooledUpload spool, Named named) throws IOException {
        return spool.write(named.view(), named.fileName());
    }
}
