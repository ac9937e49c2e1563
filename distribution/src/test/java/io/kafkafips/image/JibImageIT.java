package io.kafkafips.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The image that Jib makes without a daemon, under the profile in which nothing that can be written can be executed. */
@Tag("conformance")
class JibImageIT {
    private static final String IMAGE = "kafka-fips-it:jib";
    private static final int RECORDS = 100;

    @BeforeAll
    static void assume() {
        ImageBuild.assumePossible();
    }

    @Test
    void jib_builtTwice_isTheSameToTheLastBitAndRunsWithoutExecutableMounts() throws Exception {
        Path image = build();
        byte[] first = Files.readAllBytes(image);
        assertThat(build()).hasBinaryContent(first);

        ImageBuild.run(List.of("docker", "load", "--input", image.toString()));
        try (HardenedBroker broker = HardenedBroker.start(
                IMAGE,
                "strict",
                "noexec,uid=1001,mode=0700",
                Map.of("JDK_JAVA_OPTIONS", "@/opt/kafka-fips/strict.args"))) {
            assertThat(broker.log()).contains("in approved-only mode").contains("native acceleration UNSUPPORTED");

            RoundTrip clients = new RoundTrip(broker.clientSettings());
            for (String codec : List.of("snappy", "zstd", "lz4", "gzip")) {
                List<String> records = clients.produce("strict-" + codec, codec, RECORDS);
                assertThat(clients.consume("strict-" + codec, RECORDS)).isEqualTo(records);
            }
        }
    }

    private static Path build() {
        ImageBuild.build("jib", IMAGE, "--base", "tar://" + ImageBuild.baseWithJava());
        return ImageBuild.distribution().resolve("target/image/jib/image.tar");
    }
}
