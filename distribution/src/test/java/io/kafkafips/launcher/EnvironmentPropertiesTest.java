package io.kafkafips.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentPropertiesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "KAFKA_NODE_ID, node.id",
        "KAFKA_SSL_ENGINE_FACTORY_CLASS, ssl.engine.factory.class",
        "KAFKA_LISTENER_NAME_CLIENTS_SSL_CLIENT_AUTH, listener.name.clients.ssl.client.auth",
        "KAFKA_A__B, a_b",
        "KAFKA_A___B, a-b",
    })
    void of_name_isProperty(String name, String property) {
        assertThat(EnvironmentProperties.of(Map.of(name, "v"))).containsExactly(Map.entry(property, "v"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "CLUSTER_ID",
                "KAFKA_HOME",
                "KAFKA_VERSION",
                "KAFKA_PORT",
                "KAFKA_PORT_9092_TCP_ADDR",
                "KAFKA_SERVICE_HOST",
                "KAFKA_SERVICE_PORT_TLS",
            })
    void of_nameOfNoProperty_isLeftOut(String name) {
        assertThat(EnvironmentProperties.of(Map.of(name, "v"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'secret', secret", "'secret\n', secret", "'secret\r\n', secret", "'a\nb\n\n', 'a\nb\n'"})
    void of_file_isItsTextWithoutTheLastLineEnd(String text, String value) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), text);

        assertThat(EnvironmentProperties.of(Map.of("KAFKA_SSL_KEY_PASSWORD_FILE", file.toString())))
                .containsExactly(Map.entry("ssl.key.password", value));
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_AUTHORIZER_CONDITIONS_FILE, authorizer.conditions.file",
        "KAFKA_AUDIT_HMAC_KEY_FILE, audit.hmac.key.file",
        "KAFKA_RECORD_VALIDATION_POLICY_FILE, record.validation.policy.file",
        "KAFKA_LISTENER_NAME_A_SASL_OAUTHBEARER_ASSERTION_PRIVATE_KEY_FILE,"
                + " listener.name.a.sasl.oauthbearer.assertion.private.key.file",
    })
    void of_propertyThatIsAPath_isThePathNotTheText(String name, String property) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "text");

        assertThat(EnvironmentProperties.of(Map.of(name, file.toString())))
                .containsExactly(Map.entry(property, file.toString()));
    }

    @Test
    void of_fileThatIsNotThere_isRefused() {
        assertThatThrownBy(() -> EnvironmentProperties.of(Map.of("KAFKA_SSL_KEY_PASSWORD_FILE", folder + "/absent")))
                .asInstanceOf(type(StartRefusal.class))
                .satisfies(refusal -> assertThat(refusal.exitCode()).isEqualTo(2))
                .extracting(Throwable::getMessage)
                .asString()
                .contains("KAFKA_SSL_KEY_PASSWORD_FILE", "absent");
    }

    @Test
    void of_valueAndFile_isRefusedWithoutTheValue() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "secret-1");

        assertThatThrownBy(() -> EnvironmentProperties.of(
                        Map.of("KAFKA_SSL_KEY_PASSWORD", "secret-2", "KAFKA_SSL_KEY_PASSWORD_FILE", file.toString())))
                .hasMessageContaining("ssl.key.password")
                .hasMessageNotContaining("secret-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KAFKA_OPTS", "KAFKA_HEAP_OPTS", "KAFKA_LOG4J_ROOT_LOGLEVEL", "_JAVA_OPTIONS"})
    void of_variableWithFlagsOfTheJvm_isRefused(String name) {
        assertThatThrownBy(() -> EnvironmentProperties.of(Map.of(name, "-Xmx1g")))
                .isInstanceOf(StartRefusal.class)
                .hasMessageContaining(name)
                .hasMessageContaining("JDK_JAVA_OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KAFKA_", "KAFKA__FILE"})
    void of_prefixAlone_isRefused(String name) {
        assertThatThrownBy(() -> EnvironmentProperties.of(Map.of(name, "v")))
                .isInstanceOf(StartRefusal.class)
                .hasMessageContaining("names no property");
    }
}
