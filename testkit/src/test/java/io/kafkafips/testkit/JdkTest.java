package io.kafkafips.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class JdkTest {
    @Test
    void find_theRunningFeature_isTheCurrentJdk() {
        assertThat(Jdk.find(Runtime.version().feature())).contains(Jdk.current());
        assertThat(Files.isExecutable(Jdk.current().java())).isTrue();
    }

    @Test
    void find_aFeatureThatNobodyHas_isEmpty() {
        assertThat(Jdk.find(5)).isEmpty();
    }
}
