package io.kafkafips.commons.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class JmxBeansTest {
    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final JmxBeans beans = new JmxBeans(server, "type=Test,role=broker");

    @Test
    void register_counter_isReadUnderItsName() throws Exception {
        AtomicLong count = new AtomicLong(7);
        beans.<CounterMXBean>register("name=x", count::get, CounterMXBean.class);
        assertThat(count("x")).isEqualTo(7L);
    }

    @Test
    void register_attributeWithADescription_showsIt() throws Exception {
        beans.<DescribedMXBean>register("name=x", () -> 7, DescribedMXBean.class);
        assertThat(server.getMBeanInfo(name("x")).getAttributes())
                .singleElement()
                .satisfies(attribute -> assertThat(attribute.getDescription()).isEqualTo("an estimate"));
    }

    @Test
    void register_nameThatIsTaken_takesItsPlace() throws Exception {
        beans.<CounterMXBean>register("name=x", () -> 1, CounterMXBean.class);
        beans.<CounterMXBean>register("name=x", () -> 2, CounterMXBean.class);
        assertThat(count("x")).isEqualTo(2L);
    }

    @Test
    void register_nameThatIsNone_costsTheMetricAlone() throws Exception {
        beans.<CounterMXBean>register("no name", () -> 1, CounterMXBean.class);
        beans.<CounterMXBean>register("name=y", () -> 3, CounterMXBean.class);
        assertThat(count("y")).isEqualTo(3L);
    }

    @Test
    void close_beans_areGoneEvenIfSomebodyTookOneOut() throws Exception {
        beans.<CounterMXBean>register("name=x", () -> 1, CounterMXBean.class);
        beans.<CounterMXBean>register("name=y", () -> 2, CounterMXBean.class);
        server.unregisterMBean(name("x"));
        beans.close();
        assertThat(server.queryNames(name("*"), null)).isEmpty();
    }

    @Test
    void unregister_oneOfTwo_leavesTheOther() throws Exception {
        beans.<CounterMXBean>register("name=x", () -> 1, CounterMXBean.class);
        beans.<CounterMXBean>register("name=y", () -> 2, CounterMXBean.class);
        beans.unregister("name=x");
        beans.unregister("name=never");
        assertThat(server.queryNames(name("*"), null)).containsExactly(name("y"));
    }

    private Object count(String bean) throws Exception {
        return server.getAttribute(name(bean), "Count");
    }

    private static ObjectName name(String bean) throws Exception {
        return new ObjectName("io.kafkafips:type=Test,role=broker,name=" + bean);
    }

    /** With a description. */
    public interface DescribedMXBean {
        @Description("an estimate")
        int getSize();
    }
}
