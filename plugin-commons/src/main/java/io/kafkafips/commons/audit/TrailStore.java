package io.kafkafips.commons.audit;

import io.kafkafips.commons.audit.format.TrailState;
import java.io.IOException;

/** Where the files of one trail are kept. Each call may be made again after it failed. */
interface TrailStore {
    /** Makes a file with its first line, at once and for good or not at all; replaces one of that name. */
    AppendChannel create(int file, byte[] firstLine) throws IOException;

    /** Replaces the state file, at once and for good or not at all. */
    void save(TrailState state) throws IOException;
}
