package io.kafkafips.helm;

import io.kafkafips.authorizer.kafka.AuthorizerConfig;
import io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy;
import io.kafkafips.commons.audit.AuditConfig;
import io.kafkafips.ssl.kafka.SslEngineConfig;
import io.kafkafips.tiered.directory.DirectoryRemoteStorageManager;
import io.kafkafips.tiered.kafka.TieredStorageConfig;
import io.kafkafips.validator.policy.RecordValidatorConfig;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.log.remote.metadata.storage.TopicBasedRemoteLogMetadataManagerConfig;

/** Every key of {@code server.properties} that somebody reads: Kafka, a plug-in, or one of their clients. */
final class KnownSettings {
    private static final String RLMM = "rlmm.config.";
    private static final String RLMM_CLIENT = RLMM + "remote.log.metadata.common.client.";
    private static final String RSM = "rsm.config.";
    private static final String DELEGATE = RSM + "delegate.";

    private final Set<String> names = new TreeSet<>();

    KnownSettings(Set<String> kafka) {
        names.addAll(kafka);
        for (ConfigDef def : new ConfigDef[] {
            AuthorizerConfig.configDef(),
            AuditConfig.configDef(),
            SecurityAlterConfigPolicy.configDef(),
            RecordValidatorConfig.configDef()
        }) {
            names.addAll(def.names());
        }
        names.addAll(SslEngineConfig.configDef().names());
        add(RSM, TieredStorageConfig.configDef());
        add(DELEGATE, DirectoryRemoteStorageManager.configDef());
        AdminClientConfig.configNames().forEach(name -> names.add(RLMM_CLIENT + name));
        SslEngineConfig.configDef().names().forEach(name -> names.add(RLMM_CLIENT + name));
        topicBasedMetadata().forEach(name -> names.add(RLMM + name));
        names.add("config.providers");
        names.add(StandardAuthorizer.SUPER_USERS_CONFIG);
    }

    private void add(String prefix, ConfigDef def) {
        def.names().forEach(name -> names.add(prefix + name));
    }

    private static Set<String> topicBasedMetadata() {
        Set<String> found = new TreeSet<>();
        for (Field field : TopicBasedRemoteLogMetadataManagerConfig.class.getFields()) {
            if (field.getName().endsWith("_PROP")) {
                try {
                    found.add(field.get(null).toString());
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        return found;
    }

    /** The keys that nobody reads; Kafka would pass them over with a line in its log. */
    Set<String> unknown(Map<String, String> settings) {
        boolean foreignDelegate = settings.containsKey(DELEGATE + "class.name");
        Predicate<String> known = key -> names.contains(key)
                || key.startsWith("config.providers.dir.")
                || (foreignDelegate && key.startsWith(DELEGATE));
        Set<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeIf(known);
        return unknown;
    }
}
