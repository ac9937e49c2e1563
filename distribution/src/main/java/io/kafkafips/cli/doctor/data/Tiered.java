package io.kafkafips.cli.doctor.data;

import io.kafkafips.cli.doctor.node.ConfigFile;
import java.util.HashMap;
import java.util.Map;

/** The settings of tiered storage in {@code server.properties}. */
final class Tiered {
    static final String ENABLE = "remote.log.storage.system.enable";
    static final String MANAGER = "remote.log.storage.manager.class.name";
    static final String WRAPPER = "io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager";
    private static final String PREFIX = "remote.log.storage.manager.impl.prefix";

    private Tiered() {}

    static boolean isOn(ConfigFile server) {
        return server.isTrue(ENABLE);
    }

    /** What the manager is configured with, its prefix taken off. */
    static Map<String, Object> managerSettings(ConfigFile server) {
        return new HashMap<>(server.under(server.text(PREFIX, "rsm.config.")));
    }
}
