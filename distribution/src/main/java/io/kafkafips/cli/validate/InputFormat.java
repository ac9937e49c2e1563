package io.kafkafips.cli.validate;

import java.io.BufferedInputStream;
import java.io.InputStream;

/** How records are written in a file. */
enum InputFormat {
    /** One value on each line. */
    LINES,
    /** One JSON object for each record. */
    JSON,
    /** The file is one value. */
    RAW;

    SampleSource read(InputStream in, String name) {
        return switch (this) {
            case LINES -> new LineSamples(new BufferedInputStream(in), name);
            case JSON -> new JsonSamples(in, name);
            case RAW -> new RawSample(in, name);
        };
    }
}
