package io.kafkafips.validator.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Configurable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kafka instantiates, in a JVM as it comes, which is not a FIPS one. */
class UnprovenJvmTest {
    @ParameterizedTest
    @ValueSource(classes = {ValidatorGuard.class, TopicCreationPolicy.class, TopicConfigPolicy.class})
    void configure_jvmThatIsNotFips_isRefused(Class<?> plugin) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        plugin.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(jvm.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).contains("plugin-record-validator refuses to start").contains("Remedy: ");
        assertThat(jvm.exitValue()).isNotZero();
    }

    /** Configures the class that the argument names. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            Object plugin = Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
            ((Configurable) plugin).configure(Map.of("process.roles", "controller"));
        }
    }
}
