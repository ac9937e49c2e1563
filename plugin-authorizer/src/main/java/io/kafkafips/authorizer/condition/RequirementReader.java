package io.kafkafips.authorizer.condition;

import io.kafkafips.authorizer.acl.Decision.DeniedByCondition;
import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlMapping;
import io.kafkafips.commons.config.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** Reads what one rule of a policy file requires. For one rule. */
final class RequirementReader {
    private static final String LISTENERS = "listeners";
    private static final String TLS = "min-tls-version";
    private static final String ISSUER = "issuer";
    private static final String CLIENT_ID = "client-id";
    private static final String SOURCE = "source";
    private static final String TIME = "time";

    private final String rule;
    private final boolean dryRun;

    RequirementReader(String rule, boolean dryRun) {
        this.rule = rule;
        this.dryRun = dryRun;
    }

    /** The requirements in the order of what they cost. */
    List<Requirement> read(YamlNode node) throws YamlException {
        YamlMapping require = node.mapping(Set.of(LISTENERS, TLS, ISSUER, CLIENT_ID, SOURCE, TIME));
        if (require.isEmpty()) {
            throw node.refused("at least one requirement");
        }
        List<Requirement> requirements = new ArrayList<>();
        listeners(require.optional(LISTENERS), requirements);
        tls(require.optional(TLS), requirements);
        issuers(require.optional(ISSUER), requirements);
        clientIds(require.optional(CLIENT_ID), requirements);
        sources(require.optional(SOURCE), requirements);
        Optional<YamlNode> time = require.optional(TIME);
        if (time.isPresent()) {
            Schedule schedule = new Schedule(TimeWindowReader.read(time.get()));
            requirements.add(requirement(TIME, (origin, clock) -> schedule.isOpen(clock)));
        }
        return requirements;
    }

    private Requirement requirement(String key, Requirement.Test test) {
        return new Requirement(test, new DeniedByCondition(rule, key, dryRun));
    }

    private void listeners(Optional<YamlNode> node, List<Requirement> requirements) throws YamlException {
        if (node.isPresent()) {
            Set<String> listeners = new HashSet<>();
            for (YamlNode listener : node.get().list()) {
                listeners.add(listener.string().toUpperCase(Locale.ROOT));
            }
            requirements.add(requirement(LISTENERS, (origin, clock) -> listeners.contains(origin.listener())));
        }
    }

    private void tls(Optional<YamlNode> node, List<Requirement> requirements) throws YamlException {
        if (node.isPresent()) {
            TlsVersion minimum = TlsVersion.named(node.get().string())
                    .orElseThrow(() -> node.get().refused("one of " + TlsVersion.names()));
            requirements.add(requirement(TLS, (origin, clock) -> origin.tls().isAtLeast(minimum)));
        }
    }

    private void issuers(Optional<YamlNode> node, List<Requirement> requirements) throws YamlException {
        if (node.isPresent()) {
            Set<String> issuers = new HashSet<>();
            for (YamlNode issuer : node.get().list()) {
                try {
                    // the form in which certificates are read
                    issuers.add(new X500Principal(issuer.string()).getName());
                } catch (IllegalArgumentException e) {
                    throw issuer.refused("a distinguished name, such as \"CN=Plant CA,O=Example\"");
                }
            }
            requirements.add(requirement(ISSUER, (origin, clock) -> issuers.contains(origin.issuer())));
        }
    }

    private void clientIds(Optional<YamlNode> node, List<Requirement> requirements) throws YamlException {
        if (node.isPresent()) {
            List<Glob> patterns = new ArrayList<>();
            for (YamlNode pattern : node.get().list()) {
                patterns.add(ConditionReader.glob(pattern));
            }
            requirements.add(requirement(CLIENT_ID, (origin, clock) -> matchesAny(patterns, origin.clientId())));
        }
    }

    private void sources(Optional<YamlNode> node, List<Requirement> requirements) throws YamlException {
        if (node.isPresent()) {
            List<Network> networks = new ArrayList<>();
            for (YamlNode network : node.get().list()) {
                try {
                    networks.add(Network.of(network.string()));
                } catch (IllegalArgumentException e) {
                    throw network.refused("a block of addresses such as 10.0.0.0/8 (" + e.getMessage() + ")");
                }
            }
            requirements.add(requirement(SOURCE, (origin, clock) -> containsAny(networks, origin)));
        }
    }

    private static boolean matchesAny(List<Glob> patterns, String clientId) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matches(clientId)) {
                return true;
            }
        }
        return false;
    }

    private static boolean containsAny(List<Network> networks, Origin origin) {
        for (int i = 0; i < networks.size(); i++) {
            if (networks.get(i).contains(origin.address())) {
                return true;
            }
        }
        return false;
    }
}
