package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.identity.PrincipalRules;
import io.kafkafips.commons.x509.VerifiedPath;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The principal rules of a node, parsed once. Kafka makes and configures a principal builder for every connection, so the last parsed
 * text is kept in a static field; it holds nothing that the setting did not say, and what was told to the log. Thread-safe.
 */
final class SharedRules {
    private static final Logger LOG = LoggerFactory.getLogger(SharedRules.class);
    private static final int MOST_TOLD = 100;

    private static volatile SharedRules last = new SharedRules(null, PrincipalRules.NONE);

    private final @Nullable String text;
    private final PrincipalRules rules;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private SharedRules(@Nullable String text, PrincipalRules rules) {
        this.text = text;
        this.rules = rules;
    }

    /**
     * The rules of a setting, {@code null} standing for none.
     *
     * @throws org.apache.kafka.common.config.ConfigException when they cannot be used
     */
    static SharedRules of(@Nullable Object setting) {
        String text = setting == null ? null : String.valueOf(setting);
        SharedRules known = last;
        if (!Objects.equals(known.text, text)) {
            known = new SharedRules(text, text == null ? PrincipalRules.NONE : PrincipalRules.parse(text));
            last = known;
        }
        return known;
    }

    PrincipalRules rules() {
        return rules;
    }

    /** Says once for each trust anchor why its clients are anonymous. */
    void tellNothingIsGranted(@Nullable VerifiedPath path) {
        String anchor = path == null ? "" : PrincipalRules.digestOf(path.anchor());
        if (told.size() >= MOST_TOLD || !told.add(anchor)) {
            return;
        }
        if (path == null) {
            LOG.warn(
                    "{} is set, but the TLS engine does not tell the verified path of clients: their certificates give no principals."
                            + " Remedy: ssl.engine.factory.class={} on every listener",
                    PrincipalRules.CONFIG,
                    EngineSetting.OURS);
        } else {
            LOG.warn(
                    "Certificates under the trust anchor {} give no principals. Remedy, if they should:"
                            + " a rule in {} such as: anchor sha256:{} gives Dns, Sha256",
                    path.anchor().getSubjectX500Principal().getName(),
                    PrincipalRules.CONFIG,
                    anchor);
        }
    }
}
