package io.kafkafips.tiered.kafka;

import java.util.Locale;

/** When an upload goes through an encrypted file on the broker's disk. */
enum SpoolMode {
    /** When the delegate turns out to insist on a file. */
    AUTO,
    /** For each upload. */
    ALWAYS,
    /** At no time: a delegate that insists on a file fails. */
    NEVER;

    String setting() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SpoolMode of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }
}
