package io.kafkafips.authorizer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesParserTest {
    private static final String DIGEST = "sha256:ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABCD";
    private static final String RULES = "anchor \"CN=Root,O=Example\" gives all;\n"
            + " anchor 'CN=\"a,b\",O=P' " + DIGEST
            + " gives User as \"p-{}\", Group matching \"a*\" | 'b' as \"p-{}\",Dns;"
            + "anchor any gives nothing ; ";

    @Test
    void parse_everyForm_isRead() {
        assertThat(PrincipalRules.parse(RULES).size()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anchor any gives all",
                "  anchor any gives all;  ",
                "anchor any gives Cn,Group,Org,Dns,Email,Uri,Spiffe,Issuer,Policy,Sha256,User",
                "anchor any gives Policy matching '1.3.6.*'|'1.2'",
                "anchor any gives User matching \"app-*\", User matching 'CN=a,O=b'",
                "anchor any gives Spiffe matching \"spiffe://td\" | \"spiffe://td/*\"",
                "anchor 'CN=x' " + DIGEST + " gives Cn; anchor 'CN=x' gives all; anchor " + DIGEST + " gives Dns",
            })
    void parse_soundRules_areAccepted(String rules) {
        assertThat(PrincipalRules.parse(rules).isSet()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "``#'anchor' at character 1, where the end stands",
                "trust any gives all#'anchor' at character 1",
                "anchor gives all#the subject of an anchor in quotes, sha256:<64 digits>, or any at character 8",
                "anchor any grants all#'gives' at character 12, where grants all stands",
                "anchor any gives#one of User, Cn, Group",
                "anchor any gives Groups#one of User, Cn, Group",
                "anchor any gives Group as#a name in quotes at character 26, where the end stands",
                "anchor any gives Group as \"x\"#exactly one {}",
                "anchor any gives Group as \"{}{}\"#exactly one {}",
                "anchor any gives Group matching payments#a pattern in quotes at character 33",
                "anchor any gives Group matching \"\"#a pattern that is not empty",
                "anchor any gives Group Cn#a semicolon between rules, or a comma between types at character 24",
                "anchor any gives Group,#one of User, Cn, Group",
                "anchor any gives all; anchor 'CN=x' gives all#a rule that can apply, but an earlier one",
                "anchor 'CN=x' gives all; anchor 'cn=X' gives Cn#a rule that can apply, but an earlier one",
                "anchor 'CN=x' gives all; anchor 'CN=x' " + DIGEST
                        + " gives Cn#a rule that can apply, but an earlier one",
                "anchor " + DIGEST + " gives all; anchor 'CN=x' " + DIGEST
                        + " gives Cn#a rule that can apply, but an earlier one",
                "anchor 'CN=x gives all#a quote that is closed at character 8",
                "anchor 'x' gives all#a distinguished name (RFC 2253) at character 8",
                "anchor '' gives all#a distinguished name (RFC 2253) at character 8",
                "anchor sha256:abc gives all#64 hexadecimal digits at character 8",
                "anchor any gives Dns matching \"*.Partner.example\"#lower case",
                "anchor any gives Spiffe matching \"td/*\"#begins with spiffe://",
                "anchor any gives Sha256 matching \"AB*\"#without colons",
                "anchor any gives Policy matching \"gold\"#an object identifier",
                "anchor any gives User matching \"*,O=Partner\"#a comma inside a value looks the same",
            })
    void parse_faultyRules_areRefusedWithPositionAndRemedy(String rules, String expected) {
        assertThatThrownBy(() -> PrincipalRules.parse(rules))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("certificate.principal.rules")
                .hasMessageContaining(expected)
                .hasMessageContaining("Remedy: ");
    }
}
