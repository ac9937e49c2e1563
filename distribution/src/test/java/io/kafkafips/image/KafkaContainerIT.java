package io.kafkafips.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** {@code KafkaContainer} of Testcontainers on our image, for those who have it in their own tests. */
@Tag("conformance")
class KafkaContainerIT {
    private static final String IMAGE = "kafka-fips-it:testcontainers";
    private static final int RECORDS = 100;

    @BeforeAll
    static void build() {
        ImageBuild.assumePossible();
        ImageBuild.build("testcontainers", IMAGE, "--base", "kafka-fips-base:shell");
    }

    @Test
    void kafkaContainer_ourImage_serves() throws Exception {
        DockerImageName image = DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("apache/kafka");
        try (KafkaContainer kafka = new KafkaContainer(image).withImagePullPolicy(any -> false)) {
            kafka.withStartupTimeout(Duration.ofMinutes(4)).start();

            RoundTrip clients = new RoundTrip(Map.of("bootstrap.servers", kafka.getBootstrapServers()));
            List<String> records = clients.produce("plain", "zstd", RECORDS);
            assertThat(clients.consume("plain", RECORDS)).isEqualTo(records);
            assertThat(kafka.getLogs()).contains("in approved-only mode");
        }
    }
}
