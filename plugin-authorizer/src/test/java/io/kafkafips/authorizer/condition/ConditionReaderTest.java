package io.kafkafips.authorizer.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.commons.config.YamlException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionReaderTest {
    private static final String HEAD = "version: 1\nrules:\n  - name: a\n";

    @Test
    void read_everyKey_isARule() throws Exception {
        ConditionSet conditions = Conditions.read("""
                version: 1
                dry-run: false
                rules:
                  - name: payments-from-the-plant
                    dry-run: true
                    applies-to-super-users: true
                    principals: ["Group:payments", "Spiffe:spiffe://td/ns"]
                    except-principals: ["Cn:batch"]
                    resources: [topic: "pay-*", group: "*", cluster: "*", transactional-id: "t?", delegation-token: x, user: "*"]
                    operations: [READ, Write, describe_configs]
                    require:
                      listeners: [CLIENTS]
                      min-tls-version: TLSv1.3
                      issuer: ["CN=Plant CA, O=Example"]
                      client-id: ["billing-*"]
                      source: [10.0.0.0/8, "2001:db8::/32"]
                      time:
                        - {days: [mon-fri, sun], from: 06:00, to: "24:00", zone: Europe/Berlin}
                        - zone: UTC+05:30
                  - {name: b, require: {listeners: [X]}}
                """);

        assertThat(conditions.size()).isEqualTo(2);
    }

    @Test
    void read_noRules_demandsNothing() throws Exception {
        assertThat(Conditions.read("version: 1\nrules: []\n").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "require: {listener: [X]} | 4:15: rules[0].require.listener is an unknown key",
                "require: {} | 4:14: rules[0].require is a mapping: expected at least one requirement",
                "requires: {listeners: [X]} | 4:5: rules[0].requires is an unknown key",
                "require: {listeners: X} | 4:26: rules[0].require.listeners is X: expected a list",
                "require: {listeners: []} | 4:26: rules[0].require.listeners is a list: expected at least one element",
                "require: {min-tls-version: TLSv1.1} | expected one of [TLSv1.2, TLSv1.3]",
                "require: {min-tls-version: 1.3} | expected a string: put it in quotes",
                "require: {issuer: [Plant CA]} | expected a distinguished name",
                "require: {source: [plant.example.org]} | 4:24: rules[0].require.source[0] is plant.example.org: expected a block",
                "require: {source: [10.0.0.1/8]} | no bit set beyond the prefix of 8 bits",
                "require: {time: [{from: 08:00, to: 08:00, zone: UTC}]} | ends at another time than it begins",
                "require: {time: [{from: 8:00, zone: UTC}]} | expected a time of day",
                "require: {time: [{from: 08:00}]} | lacks the key zone",
                "require: {time: [{zone: Mars/Olympus}]} | expected a time zone",
                "require: {time: [{zone: '+01:00:30'}]} | expected an offset of whole minutes",
                "require: {time: [{days: [monday], zone: UTC}]} | expected one of mon, tue",
                "require: {time: [{days: [mon-tue-wed], zone: UTC}]} | expected one of mon, tue",
                "applies-to-super-users: true | 4:29: rules[0].applies-to-super-users is true: expected principals beside it",
                "dry-run: yes | 4:14: rules[0].dry-run is yes: expected true or false",
                "principals: [payments] | 4:18: rules[0].principals[0] is payments: expected a principal as Type:Name",
                "principals: ['User:*'] | rules for everyone have no such key",
                "operations: [ALL] | rules for all operations have no such key",
                "operations: [REED] | 4:18: rules[0].operations[0] is REED: expected one of",
                "resources: [topics: x] | 4:17: rules[0].resources[0].topics is an unknown key",
                "resources: [{}] | expected a type and a name",
                "dry-run: false | 3:5: rules[0] lacks the key require",
            })
    void read_ruleThatIsWrong_isRefusedWithItsPlace(String line, String expected) {
        String text = HEAD + "    " + line + "\n";
        assertThatThrownBy(() -> Conditions.read(text))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("conditions.yaml:")
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 2\\nrules: [] | 1:10: version is 2: expected a whole number from 1 to 1",
                "rules: [] | lacks the key version",
                "version: 1 | lacks the key rules",
                "version: 1\\nrules: [{name: a, require: {listeners: [X]}}, {name: a, require: {listeners: [X]}}] | 2:54: rules[1].name",
                "[] | 1:1: is a list: expected a mapping",
            })
    void read_fileThatIsWrong_isRefusedWithItsPlace(String text, String expected) {
        assertThatThrownBy(() -> Conditions.read(text.replace("\\n", "\n")))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void read_tenThousandAndOneRules_areRefused() {
        byte[] text = ("version: 1\nrules: [" + "x,".repeat(10_001) + "]").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ConditionReader.read("f", text)).hasMessageContaining("at most 10000 rules");
    }
}
