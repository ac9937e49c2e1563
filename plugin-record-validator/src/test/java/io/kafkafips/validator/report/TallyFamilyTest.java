package io.kafkafips.validator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.commons.metrics.JmxBeans;
import java.time.Duration;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class TallyFamilyTest {
    private static final Duration IDLE = Duration.ofHours(1);
    private static final Outcome ONE = new Outcome(1, 0, 0, 0);

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final JmxBeans beans = new JmxBeans(server, "type=Test");
    private final TallyFamily<String, BatchCounts> family = new TallyFamily<>(
            new TallyFamily.Kind<>(
                    "name=other",
                    key -> "name=key,key=" + key,
                    BatchCounts::new,
                    (to, name, counts) -> to.<BatchCountsMXBean>register(name, counts, BatchCountsMXBean.class)),
            2,
            IDLE);

    @Test
    void of_sameKey_isTheSameTally() {
        BatchCounts first = family.of("a");

        assertThat(family.of("a")).isSameAs(first).isNotSameAs(family.of("b"));
    }

    @Test
    void of_noRoom_isTheRest() {
        family.of("a");
        family.of("b");

        assertThat(family.of("c")).isSameAs(family.others());
    }

    @Test
    void sweep_keyThatWasIdle_isTakenOutAndItsCountsGoToTheRest() throws Exception {
        family.of("gone").add(ONE);
        family.of("busy").add(ONE);
        family.sweep(0, beans);
        family.of("busy").add(ONE);

        family.sweep(IDLE.toNanos(), beans);
        family.sweep(IDLE.plus(TallyFamily.SETTLING).toNanos(), beans);

        assertThat(server.queryNames(new ObjectName("io.kafkafips:type=Test,name=key,*"), null))
                .containsExactly(new ObjectName("io.kafkafips:type=Test,name=key,key=busy"));
        assertThat(server.getAttribute(new ObjectName("io.kafkafips:type=Test,name=other"), "AcceptedBatches"))
                .isEqualTo(1L);
    }

    @Test
    void sweep_threadThatHeldTheTallyOfAnIdleKey_isNotLost() {
        BatchCounts held = family.of("gone");
        family.sweep(0, beans);
        family.sweep(IDLE.toNanos(), beans);
        held.add(ONE);

        family.sweep(IDLE.plus(TallyFamily.SETTLING).toNanos(), beans);

        assertThat(family.others().getAcceptedBatches()).isOne();
    }

    @Test
    void sweep_idleKeyTakenOut_makesRoom() {
        family.of("a");
        family.of("b");
        family.sweep(0, beans);
        family.sweep(IDLE.toNanos(), beans);

        assertThat(family.of("c")).isNotSameAs(family.others());
    }
}
