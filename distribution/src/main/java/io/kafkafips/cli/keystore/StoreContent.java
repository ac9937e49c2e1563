package io.kafkafips.cli.keystore;

import java.util.List;

/**
 * What a store holds.
 *
 * @param type such as {@code BCFKS} or {@code JKS}
 * @param readBy which code opened it
 * @param entries by alias
 * @param refused entries that could not be read
 */
record StoreContent(String type, String readBy, List<StoreEntry> entries, List<Refused> refused) {
    static final String MODULE = "BCFIPS: the FIPS module, in approved-only mode";

    StoreContent {
        entries = List.copyOf(entries);
        refused = List.copyOf(refused);
    }

    /** The certificates that are trusted, without a key. */
    List<StoreEntry> anchors() {
        return entries.stream().filter(entry -> !entry.isKey()).toList();
    }
}
