package io.kafkafips.tiered.key;

import io.kafkafips.commons.config.Refusal;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a broker checks of its keys before it starts. */
final class StartCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);
    private static final String ROOT_ALIAS = KeySettings.PREFIX + KeySettings.ROOT_ALIAS_CONFIG;

    private final KeySettings settings;
    private final KeyService service;
    private final LiveRegistry registry;

    StartCheck(KeySettings settings, KeyService service, LiveRegistry registry) {
        this.settings = settings;
        this.service = service;
        this.registry = registry;
    }

    /** Refuses to start without a root key for new topic keys; a key service that is away is only told of. */
    void require() {
        String root = registry.root().orElse(settings.rootAlias());
        if (root.isEmpty()) {
            throw Refusal.setting(
                    ROOT_ALIAS,
                    null,
                    "the name of a root key of the key service, or "
                            + registry.folder().resolve(KeyRegistry.ROOT_FILE) + ", which names one",
                    ROOT_ALIAS + "=<alias>");
        }
        try {
            service.describe(root);
            warnOfMissingRoots();
        } catch (KeyUnavailableException e) {
            LOG.error(
                    "The key service is not available: segments are copied and read when it is back, deletions work: {}",
                    e.getMessage());
        } catch (KeyServiceException e) {
            boolean registered = registry.root().isPresent();
            throw Refusal.setting(
                    registered ? registry.folder().resolve(KeyRegistry.ROOT_FILE) + ": current" : ROOT_ALIAS,
                    root,
                    "a root key that the key service has and may use",
                    registered
                            ? "kafka-fips keys status, then restore that key"
                            : ROOT_ALIAS + "=<an alias that is there>",
                    e);
        }
    }

    private void warnOfMissingRoots() throws KeyUnavailableException {
        Set<String> roots = new TreeSet<>();
        registry.entries().forEach(entry -> entry.root().ifPresent(roots::add));
        for (String root : roots) {
            try {
                service.describe(root);
            } catch (KeyUnavailableException e) {
                throw e;
            } catch (KeyServiceException e) {
                LOG.warn(
                        "Topic keys in {} are wrapped by the root {}, which cannot be used: what is under them cannot be read: {}",
                        registry.folder(),
                        root,
                        e.getMessage());
            }
        }
    }
}
