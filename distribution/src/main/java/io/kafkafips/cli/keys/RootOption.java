package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeySettings;
import org.jspecify.annotations.Nullable;

/** Which root key wraps. Stateless. */
final class RootOption {
    private RootOption() {}

    /** The root that an option names, or the current one of the registry; there is such a key. */
    static String of(@Nullable String named, KeyRegistry registry, KeyService service, KeySettings settings) {
        String root = named == null ? current(registry, settings) : named;
        if (root.isEmpty()) {
            throw CommandFailure.usage(
                    "neither " + registry.folder() + " nor the settings name a current root",
                    "kafka-fips keys rotate --root <alias of a root key>");
        }
        KeyFailures.told(() -> service.describe(root));
        return root;
    }

    /** As brokers see it; empty when there is none. */
    static String current(KeyRegistry registry, KeySettings settings) {
        return KeyFailures.told(() -> registry.currentRoot().orElse(settings.rootAlias()));
    }
}
