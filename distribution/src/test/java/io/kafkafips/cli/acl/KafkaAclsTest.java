package io.kafkafips.cli.acl;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.authorizer.acl.AclRule;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class KafkaAclsTest {
    private static final KafkaAcls COMMANDS = new KafkaAcls("broker:9093", "admin.properties");

    @Test
    void remove_prefixedRule_namesEveryPartOfIt() {
        assertThat(COMMANDS.remove(rule(ResourceType.TRANSACTIONAL_ID, "tx", PatternType.PREFIXED, "Group:pay")))
                .isEqualTo("kafka-acls.sh --bootstrap-server broker:9093 --command-config admin.properties --remove"
                        + " --allow-principal=Group:pay '--allow-host=*' --operation=DescribeConfigs"
                        + " --transactional-id=tx --resource-pattern-type=prefixed");
    }

    @Test
    void remove_hostileName_isOneWord() {
        assertThat(COMMANDS.remove(rule(ResourceType.GROUP, "$(reboot)'", PatternType.LITERAL, "User:x")))
                .contains(" '--group=$(reboot)'\\''' ");
    }

    @Test
    void remove_whatTheToolCannotName_isNull() {
        assertThat(COMMANDS.remove(rule(ResourceType.GROUP, " blank", PatternType.LITERAL, "User:x")))
                .isNull();
        assertThat(COMMANDS.remove(rule(ResourceType.GROUP, "nul\0", PatternType.LITERAL, "User:x")))
                .isNull();
        assertThat(COMMANDS.remove(rule(ResourceType.CLUSTER, "*", PatternType.LITERAL, "User:x")))
                .isNull();
    }

    private static AclRule rule(ResourceType type, String name, PatternType pattern, String principal) {
        return new AclRule(type, name, pattern, principal, "*", AclOperation.DESCRIBE_CONFIGS, AclPermissionType.ALLOW);
    }
}
