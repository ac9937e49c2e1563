package io.kafkafips.validator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.config.Refusal;
import io.kafkafips.validator.policy.RecordValidationPolicy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A broker whose policies use a few rules does not load the libraries of the others. */
class RulesWithoutLibrariesTest {
    @Test
    void configDef_noLibraryOnTheClassPath_isThereForEveryRule() throws Exception {
        URL[] ours = {
            location(RecordValidationPolicy.class),
            Thread.currentThread()
                    .getContextClassLoader()
                    .getResource("META-INF/services/" + RecordValidationPolicy.class.getName())
                    .toURI()
                    .resolve("../../")
                    .toURL(),
            location(Refusal.class),
            location(ConfigDef.class),
            location(LoggerFactory.class)
        };
        List<String> names = new ArrayList<>();
        try (URLClassLoader alone = new URLClassLoader(ours, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = alone.loadClass(RecordValidationPolicy.class.getName());
            for (Object rule : ServiceLoader.load(type, alone)) {
                Object definition = type.getMethod("configDef").invoke(rule);
                assertThat(definition.getClass().getClassLoader()).isSameAs(alone);
                names.add((String) type.getMethod("name").invoke(rule));
            }
        }

        assertThat(names).contains("cel", "signature", "matches", "header").doesNotHaveDuplicates();
    }

    private static URL location(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
