package io.kafkafips;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} is what the plug-ins declare; {@code -Dkafkafips.write.docs=true} writes it anew. */
class ConfigurationReferenceTest {
    private static final Path FILE = Path.of(System.getProperty("kafkafips.root"), "docs", "configuration.md");
    private static final String HEAD = """
            # Configuration reference

            Generated from the code by `ConfigurationReferenceTest`; do not edit. Everything stands in `server.properties`, or for the TLS engine also in the
            properties of a client. A setting that is wrong stops the start with one message: the key, the value seen, what is expected, and
            the line that mends it.
            """;

    private static final String POLICY_FILE =
            "`record.validation.policy.file` and `record.validation.policy.reload.interval.ms`";

    @Test
    void configurationMd_asCheckedIn_isWhatThePluginsDeclare() throws Exception {
        String generated = generate();

        if (Boolean.getBoolean("kafkafips.write.docs")) {
            Files.writeString(FILE, generated);
        }

        assertThat(Files.readString(FILE))
                .as(
                        "docs/configuration.md is stale: run ./mvnw -pl distribution -am verify -Dkafkafips.write.docs=true")
                .isEqualTo(generated);
    }

    private static String generate() {
        StringBuilder page = new StringBuilder(HEAD);
        section(
                page,
                "plugin-ssl-engine",
                "`ssl.engine.factory.class=io.kafkafips.ssl.kafka.FipsSslEngineFactory`",
                "",
                io.kafkafips.ssl.kafka.SslEngineConfig.configDef());
        section(
                page,
                "plugin-authorizer",
                "`authorizer.class.name=io.kafkafips.authorizer.kafka.CertificateAuthorizer`,"
                        + " `principal.builder.class=io.kafkafips.authorizer.kafka.CertificatePrincipalBuilder`",
                "",
                io.kafkafips.authorizer.kafka.AuthorizerConfig.configDef());
        section(
                page,
                "Audit trails",
                "plugin-authorizer, plugin-record-validator, and plugin-ssl-engine in brokers and controllers; see"
                        + " [audit.md](audit.md)",
                "",
                io.kafkafips.commons.audit.AuditConfig.configDef());
        section(
                page,
                "Alter-config policy",
                "`alter.config.policy.class.name=io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy` on controllers",
                "",
                io.kafkafips.authorizer.kafka.SecurityAlterConfigPolicy.configDef());
        section(
                page,
                "plugin-record-validator",
                "`-javaagent:<libs>/plugin-record-validator-<version>.jar`,"
                        + " `metric.reporters=io.kafkafips.validator.kafka.ValidatorGuard`; of these, " + POLICY_FILE
                        + " on controllers with `create.topic.policy.class.name=io.kafkafips.validator.kafka.TopicCreationPolicy`"
                        + " or `alter.config.policy.class.name=io.kafkafips.validator.kafka.TopicConfigPolicy`",
                "",
                io.kafkafips.validator.policy.RecordValidatorConfig.configDef());
        section(
                page,
                "Validation policies",
                "each policy of `record.validation.policies`",
                "record.validation.policy.<policy>.",
                io.kafkafips.validator.policy.RecordValidatorConfig.policyConfigDef());
        page.append("\nThe options of each rule: [record-validation-rules.md](record-validation-rules.md).\n");
        section(
                page,
                "plugin-tiered-storage-crypto",
                "`remote.log.storage.manager.class.name=io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager`",
                "rsm.config.",
                io.kafkafips.tiered.kafka.TieredStorageConfig.configDef());
        section(
                page,
                "Embedded directory store",
                "the default of `rsm.config.delegate.class.name`: a directory that all brokers share",
                "rsm.config.delegate.",
                io.kafkafips.tiered.directory.DirectoryRemoteStorageManager.configDef());
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String usedBy, String prefix, ConfigDef options) {
        page.append("\n## ")
                .append(title)
                .append("\n\n")
                .append("Used by ")
                .append(usedBy)
                .append(".\n\n");
        page.append("| key | type | default | what it does |\n|---|---|---|---|\n");
        Map<String, ConfigDef.ConfigKey> sorted = new TreeMap<>(options.configKeys());
        sorted.forEach((name, key) -> page.append("| `")
                .append(prefix)
                .append(name)
                .append("` | ")
                .append(key.type.name().toLowerCase(Locale.ROOT))
                .append(" | ")
                .append(defaultOf(key))
                .append(" | ")
                .append(cell(key.documentation))
                .append(" |\n"));
    }

    private static String defaultOf(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) {
            return "required";
        }
        if (key.defaultValue == null) {
            return "none";
        }
        String text = ConfigDef.convertToString(key.defaultValue, key.type);
        return text.isEmpty() ? "empty" : "`" + text + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ").strip();
    }
}
