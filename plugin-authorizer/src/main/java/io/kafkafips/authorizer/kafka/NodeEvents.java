package io.kafkafips.authorizer.kafka;

import io.kafkafips.authorizer.condition.ConditionFile;
import io.kafkafips.commons.audit.AuditData;
import io.kafkafips.commons.audit.AuditFacts;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Audit events that are about the node's own settings, not about a request. Thread-safe. */
final class NodeEvents {
    static final String CONDITIONS_TYPE = "io.kafkafips.authorizer.conditions.v1";
    static final String UNENCRYPTED_TYPE = "io.kafkafips.listeners.unencrypted.v1";
    static final String CONFIG_REFUSED_TYPE = "io.kafkafips.config.refused.v1";

    private final Consumer<AuditFacts> trail;
    private final String role;
    private final int nodeId;

    /** The events of a node that go to that trail. */
    NodeEvents(Consumer<AuditFacts> trail, String role, int nodeId) {
        this.trail = trail;
        this.role = role;
        this.nodeId = nodeId;
    }

    private record Facts(String type, String subject, Map<String, Object> members) implements AuditFacts {
        @Override
        public boolean urgent() {
            return true;
        }

        @Override
        public void describe(AuditData data) {
            members.forEach(data::add);
        }
    }

    /** The policy file was taken up, or its change was refused. */
    void conditions(ConditionFile.State state) {
        Map<String, Object> members = members();
        boolean inForce = state.error().isEmpty();
        members.put("outcome", inForce ? "IN_FORCE" : "REFUSED");
        members.put("rules", state.conditions().size());
        members.put("sha256", state.sha256());
        members.put("loadedAt", state.loadedAt().toString());
        if (!inForce) {
            members.put("error", state.error());
        }
        put(CONDITIONS_TYPE, AuthorizerConfig.CONDITIONS_FILE_CONFIG, members);
    }

    /** The node runs with listeners that are not encrypted. */
    void unencrypted(Collection<String> listeners) {
        Map<String, Object> members = members();
        members.put("listeners", List.copyOf(listeners));
        put(UNENCRYPTED_TYPE, AuthorizerConfig.UNENCRYPTED_LISTENERS_CONFIG, members);
    }

    /**
     * A change of settings was refused.
     *
     * @param resource what was to be changed, such as {@code BROKER:2}
     * @param reasons what is wrong with it
     */
    void configRefused(String resource, List<String> reasons) {
        Map<String, Object> members = members();
        members.put("decision", "DENIED");
        members.put("reasons", List.copyOf(reasons));
        put(CONFIG_REFUSED_TYPE, resource, members);
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("nodeId", nodeId);
        members.put("role", role);
        return members;
    }

    private void put(String type, String subject, Map<String, Object> members) {
        trail.accept(new Facts(type, subject, Collections.unmodifiableMap(members)));
    }
}
