package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.ConfigFile.Kind;
import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.Listener;
import io.kafkafips.cli.doctor.node.Node;
import io.kafkafips.ssl.kafka.SslEngineConfig;
import io.kafkafips.ssl.policy.NodeRole;
import io.kafkafips.ssl.policy.Settings;
import io.kafkafips.ssl.policy.TlsPolicy;
import io.kafkafips.ssl.policy.TlsProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigException;

/**
 * One end of TLS connections: an encrypted listener, or a client. Immutable.
 *
 * @param subject as it is printed
 * @param role whether it serves or connects
 * @param settings what counts for it
 * @param jvms flags of the JVM, which may narrow or weaken what it negotiates
 */
record TlsEnd(String subject, NodeRole role, Map<String, String> settings, List<Jvm> jvms) {
    TlsEnd {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** The encrypted listeners, and the client if it is one of TLS. */
    static List<TlsEnd> of(Node node) {
        List<TlsEnd> ends = new ArrayList<>();
        for (Listener listener : node.listeners()) {
            if (listener.isEncrypted()) {
                ends.add(new TlsEnd(listener.subject(), NodeRole.SERVER, listener.settings(), node.jvms()));
            }
        }
        for (ConfigFile client : node.files(Kind.CLIENT)) {
            if (client.securityProtocol("security.protocol").endsWith("SSL")) {
                ends.add(new TlsEnd(Kind.CLIENT.label(), NodeRole.CLIENT, client.settings(), List.of()));
            }
        }
        return ends;
    }

    /** A setting, empty when it is missing. */
    String text(String key) {
        return settings.getOrDefault(key, "").trim();
    }

    /**
     * The settings as the TLS engine types them.
     *
     * @throws ConfigException for one of a wrong type
     */
    Settings typed() {
        return new Settings(SslEngineConfig.configDef().parse(new HashMap<>(settings)));
    }

    /**
     * The policy that they ask for.
     *
     * @throws ConfigException for anything outside the profile
     */
    TlsPolicy policy() {
        return TlsPolicy.from(typed(), role, this::systemProperty);
    }

    /** The profile, the usual one where the settings are refused. */
    TlsProfile profile() {
        try {
            return policy().profile();
        } catch (ConfigException e) {
            return TlsProfile.SP800_52R2;
        }
    }

    /** Empty for one that is not set, which means the same to the policy. */
    private String systemProperty(String name) {
        return jvms.stream()
                .flatMap(jvm -> jvm.property(name).stream())
                .findFirst()
                .orElse("");
    }
}
