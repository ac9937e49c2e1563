package io.kafkafips.authorizer.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.authorizer.acl.Decision.DeniedByCondition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionSetTest {
    /** A Monday. */
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T09:00:00Z"));

    private static final String RULES = """
            version: 1
            rules:
              - name: plant
                principals: ["Group:payments"]
                except-principals: ["Cn:batch"]
                resources: [topic: "pay-*", topic: exact]
                operations: [READ, WRITE]
                require:
                  listeners: [clients]
                  min-tls-version: TLSv1.3
                  issuer: ["CN=Plant CA, O=Example"]
                  client-id: ["billing-*", "ledger"]
                  source: [10.0.0.0/8]
                  time: [{days: [mon], from: "08:00", to: "18:00", zone: UTC}]
            """;

    @Test
    void check_requestThatMeetsEverything_passes() throws Exception {
        assertThat(check(Conditions.read(RULES), Conditions.origin("User:a", "Group:payments"), "pay-1"))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "OTHER,10.1.2.3,billing-7,TLS_1_3,'CN=Plant CA,O=Example',2026-11-23T09:00:00Z,listeners",
        "'',10.1.2.3,billing-7,TLS_1_3,'CN=Plant CA,O=Example',2026-11-23T09:00:00Z,listeners",
        "CLIENTS,11.1.2.3,billing-7,TLS_1_3,'CN=Plant CA,O=Example',2026-11-23T09:00:00Z,source",
        "CLIENTS,::1,billing-7,TLS_1_3,'CN=Plant CA,O=Example',2026-11-23T09:00:00Z,source",
        "CLIENTS,10.1.2.3,billing,TLS_1_3,'CN=Plant CA,O=Example',2026-11-23T09:00:00Z,client-id",
        "CLIENTS,10.1.2.3,'',TLS_1_3,'CN=Plant CA,O=Example',2026-11-23T09:00:00Z,client-id",
        "CLIENTS,10.1.2.3,billing-7,TLS_1_2,'CN=Plant CA,O=Example',2026-11-23T09:00:00Z,min-tls-version",
        "CLIENTS,10.1.2.3,billing-7,UNKNOWN,'CN=Plant CA,O=Example',2026-11-23T09:00:00Z,min-tls-version",
        "CLIENTS,10.1.2.3,billing-7,TLS_1_3,'CN=Other CA,O=Example',2026-11-23T09:00:00Z,issuer",
        "CLIENTS,10.1.2.3,billing-7,TLS_1_3,'',2026-11-23T09:00:00Z,issuer",
        "CLIENTS,10.1.2.3,billing-7,TLS_1_3,'CN=Plant CA,O=Example',2026-11-23T18:00:00Z,time",
        "CLIENTS,10.1.2.3,billing-7,TLS_1_3,'CN=Plant CA,O=Example',2026-11-24T09:00:00Z,time",
    })
    void check_requestThatLacksOneThing_namesIt(
            String listener, String address, String clientId, TlsVersion tls, String issuer, Instant now, String unmet)
            throws Exception {
        Origin origin =
                new Origin(List.of("Group:payments"), listener, Conditions.address(address), clientId, tls, issuer);

        DeniedByCondition denial = Conditions.read(RULES)
                .check(origin, ResourceType.TOPIC, "pay-1", AclOperation.WRITE, false, InstantSource.fixed(now));

        assertThat(denial).isEqualTo(new DeniedByCondition("plant", unmet, false));
    }

    @ParameterizedTest
    @CsvSource({
        "Group:payments,TOPIC,pay-1,READ,true",
        "Group:payments,TOPIC,exact,WRITE,true",
        "Group:payments,TOPIC,exact-not,WRITE,false",
        "Group:payments,TOPIC,other,READ,false",
        "Group:payments,TOPIC,pay-1,DESCRIBE,false",
        "Group:payments,GROUP,pay-1,READ,false",
        "Group:other,TOPIC,pay-1,READ,false",
        "Group:payments;Cn:batch,TOPIC,pay-1,READ,false",
    })
    void check_requestFromElsewhere_isDeniedWhereTheRuleSelectsIt(
            String principals, ResourceType type, String name, AclOperation operation, boolean denied)
            throws Exception {
        Origin elsewhere = new Origin(
                List.of(principals.split(";")), "OTHER", Conditions.address("::1"), "", TlsVersion.UNKNOWN, "");

        assertThat(Conditions.read(RULES).check(elsewhere, type, name, operation, false, CLOCK) != null)
                .isEqualTo(denied);
    }

    @Test
    void check_ruleInDryRunBeforeOneThatIsEnforced_isDeniedByTheSecond() throws Exception {
        ConditionSet rules = Conditions.read("""
                version: 1
                rules:
                  - {name: tells, dry-run: true, require: {listeners: [A]}}
                  - {name: denies, principals: ["User:b"], require: {listeners: [B]}}
                """);

        assertThat(check(rules, Conditions.origin("User:a"), "t"))
                .isEqualTo(new DeniedByCondition("tells", "listeners", true));
        assertThat(check(rules, Conditions.origin("User:a", "User:b"), "t"))
                .isEqualTo(new DeniedByCondition("denies", "listeners", false));
    }

    @Test
    void check_dryRunOfTheWholeFile_onlyTells() throws Exception {
        ConditionSet rules =
                Conditions.read("version: 1\ndry-run: true\nrules: [{name: a, require: {listeners: [A]}}]");

        assertThat(check(rules, Conditions.origin("User:a"), "t"))
                .isEqualTo(new DeniedByCondition("a", "listeners", true));
    }

    @ParameterizedTest
    @CsvSource({
        "ALTER,User:admin,true",
        "ALTER,User:broker,false",
        "CLUSTER_ACTION,User:admin,false",
    })
    void check_superUser_isHeldByRulesThatNameHimAndNeverInTheWorkBetweenBrokers(
            AclOperation operation, String principal, boolean denied) throws Exception {
        ConditionSet rules = Conditions.read("""
                version: 1
                rules:
                  - {name: everyone, require: {listeners: [A]}}
                  - {name: admins, applies-to-super-users: true, principals: ["User:admin"], require: {listeners: [B]}}
                """);

        DeniedByCondition denial = rules.check(
                Conditions.origin(principal), ResourceType.CLUSTER, "kafka-cluster", operation, true, CLOCK);

        assertThat(denial != null && denial.rule().equals("admins")).isEqualTo(denied);
    }

    @ParameterizedTest
    @CsvSource({"'*',true", "'pay-*',false"})
    void checkSome_ruleForAllOrSomeTopics_countsWhereItIsForAll(String pattern, boolean denied) throws Exception {
        ConditionSet rules = Conditions.read(
                "version: 1\nrules: [{name: a, resources: [topic: \"" + pattern + "\"], require: {listeners: [A]}}]");

        DeniedByCondition denial =
                rules.checkSome(Conditions.origin("User:a"), ResourceType.TOPIC, AclOperation.WRITE, false, CLOCK);

        assertThat(denial != null).isEqualTo(denied);
    }

    /** The oracle asks every rule, one after the other. */
    @Test
    void check_randomRules_agreesWithALoopOverAllOfThem() throws Exception {
        Random random = new Random(5);
        int denied = 0;
        for (int i = 0; i < 300; i++) {
            List<RandomRule> rules = new ArrayList<>();
            for (int j = random.nextInt(8); j >= 0; j--) {
                rules.add(RandomRule.next(random, "rule-" + j));
            }
            StringBuilder text = new StringBuilder("version: 1\nrules:\n");
            rules.forEach(rule -> text.append(rule.yaml()));
            ConditionSet conditions = Conditions.read(text.toString());
            for (int j = 0; j < 100; j++) {
                RandomRule.Request request = RandomRule.Request.next(random);

                DeniedByCondition denial = conditions.check(
                        request.origin(),
                        request.type(),
                        request.name(),
                        request.operation(),
                        request.superUser(),
                        CLOCK);

                boolean enforced = rules.stream().anyMatch(rule -> !rule.dryRun() && rule.denies(request));
                boolean told = rules.stream().anyMatch(rule -> rule.dryRun() && rule.denies(request));
                assertThat(denial != null && !denial.dryRun())
                        .as("%s %s", text, request)
                        .isEqualTo(enforced);
                assertThat(denial != null && denial.dryRun())
                        .as("%s %s", text, request)
                        .isEqualTo(!enforced && told);
                denied += enforced ? 1 : 0;
            }
        }
        assertThat(denied).isBetween(3_000, 27_000);
    }

    private static DeniedByCondition check(ConditionSet rules, Origin origin, String topic) {
        return rules.check(origin, ResourceType.TOPIC, topic, AclOperation.WRITE, false, CLOCK);
    }
}
