package io.kafkafips.cli.acl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.authorizer.acl.AclRule;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** ACLs in the JSON that {@code kafka-fips acls --json} prints: an object with the array {@value #NAME}. Stateless. */
final class AclFile {
    private static final String NAME = "acls";
    private static final List<String> COLUMNS =
            List.of("permission", "principal", "operation", "resourceType", "patternType", "resourceName", "host");

    private AclFile() {}

    /** The form in which they are printed. */
    static Table table(Collection<AclRule> rules) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (AclRule rule : rules) {
            rows.add(Table.row(
                    rule.permission().name(),
                    rule.principal(),
                    rule.operation().name(),
                    rule.resourceType().name(),
                    rule.patternType().name(),
                    rule.resourceName(),
                    rule.host()));
        }
        return new Table(NAME, COLUMNS, rows);
    }

    static List<AclRule> read(Path file) {
        try {
            JsonNode acls =
                    new ObjectMapper().readTree(Files.readAllBytes(file)).get(NAME);
            if (acls == null || !acls.isArray()) {
                throw refused(file, "it has no array " + NAME);
            }
            List<AclRule> rules = new ArrayList<>();
            for (JsonNode acl : acls) {
                rules.add(rule(file, acl));
            }
            return rules;
        } catch (IOException e) {
            throw CommandFailure.usage("--acls " + file + " cannot be read", "kafka-fips acls --json >" + file, e);
        }
    }

    private static AclRule rule(Path file, JsonNode acl) {
        for (String column : COLUMNS) {
            if (!acl.path(column).isTextual()) {
                throw refused(file, "an ACL has no text " + column);
            }
        }
        try {
            return new AclRule(
                    ResourceType.valueOf(acl.get("resourceType").textValue()),
                    acl.get("resourceName").textValue(),
                    PatternType.valueOf(acl.get("patternType").textValue()),
                    acl.get("principal").textValue(),
                    acl.get("host").textValue(),
                    AclOperation.valueOf(acl.get("operation").textValue()),
                    AclPermissionType.valueOf(acl.get("permission").textValue()));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(
                    "--acls " + file + " is refused: an ACL has an unknown word", "kafka-fips acls --json >" + file, e);
        }
    }

    private static CommandFailure refused(Path file, String why) {
        return CommandFailure.usage("--acls " + file + " is refused: " + why, "kafka-fips acls --json >" + file);
    }
}
