package io.kafkafips.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.testkit.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings to copy from: a real broker and a real controller start on the complete files in {@link InstallByTheDocsIT}. */
class ConfigFilesTest {
    private static final Path CONFIG = Checkout.root().resolve("distribution/src/main/config");

    @ParameterizedTest
    @CsvSource({
        "server-tls, broker",
        "server-tls, controller",
        "server-authorizer, broker",
        "server-authorizer, controller",
        "server-record-validation, broker",
        "server-tiered-storage, broker"
    })
    void fragment_isPartOfTheCompleteFile(String fragment, String complete) throws IOException {
        assertThat(load(complete)).containsAllEntriesOf(load(fragment)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"broker", "controller", "client", "server-tls", "server-tiered-storage"})
    void passwords_haveToBeChanged(String file) throws IOException {
        assertThat(load(file))
                .allSatisfy((key, value) -> assertThat(value.equals("CHANGE-ME"))
                        .isEqualTo(key.toString().endsWith("password")));
    }

    private static Map<Object, Object> load(String name) throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(CONFIG.resolve(name + ".properties"))) {
            properties.load(in);
        }
        return properties;
    }
}
