package io.kafkafips.validator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransformersTest {
    private final ClassLoader loader = getClass().getClassLoader();
    private final List<Object> events = new ArrayList<>();
    private final WeavingTransformer weaving = new WeavingTransformer(loader, events::add);

    @Test
    void transform_logValidator_isWoven() throws IOException {
        byte[] woven =
                weaving.transform(loader, LogValidatorWeaver.INTERNAL_NAME, null, null, LogValidatorWeaverTest.stock());

        assertThat(woven)
                .isEqualTo(
                        LogValidatorWeaver.weave(LogValidatorWeaverTest.stock()).classFile());
        assertThat(weaving.hasWoven()).isTrue();
    }

    @Test
    void transform_anotherClass_isLeftAlone() {
        assertThat(weaving.transform(loader, "java/util/List", null, null, new byte[0]))
                .isNull();
    }

    @Test
    void transform_logValidatorOfAnotherLoader_isLeftAlone() {
        assertThat(weaving.transform(null, LogValidatorWeaver.INTERNAL_NAME, null, null, new byte[0]))
                .isNull();
    }

    @Test
    void transform_unknownLogValidator_stopsTheJvm() throws IOException {
        byte[] unknown = LogValidatorWeaverTest.renamed(LogValidatorWeaverTest.stock(), LogValidatorWeaver.ENTRY);

        weaving.transform(loader, LogValidatorWeaver.INTERNAL_NAME, null, null, unknown);

        assertThat(events).singleElement().isInstanceOf(JoinPointMissing.class);
    }

    @Test
    void transform_firstClassOfAServer_springsTheTripwireOnAnotherThread() {
        Tripwire tripwire = new Tripwire(() -> events.add(Thread.currentThread().getName()), events::add);

        tripwire.transform(loader, "kafka/server/BrokerServer", null, null, new byte[0]);
        tripwire.transform(loader, "kafka/server/KafkaRaftServer", null, null, new byte[0]);

        assertThat(events).containsExactly("record-validator-start");
    }

    @Test
    void transform_classOfATool_doesNotSpringTheTripwire() {
        Tripwire tripwire = new Tripwire(() -> events.add("sprung"), events::add);

        tripwire.transform(loader, "kafka/server/KafkaConfig", null, null, new byte[0]);

        assertThat(events).isEmpty();
    }
}
