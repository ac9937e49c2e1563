package io.kafkafips.observability;

import io.kafkafips.authorizer.metrics.AuthorizerMXBean;
import io.kafkafips.commons.audit.AuditMXBean;
import io.kafkafips.commons.metrics.CounterMXBean;
import io.kafkafips.commons.metrics.JmxBeans;
import io.kafkafips.ssl.metrics.MaterialMXBean;
import io.kafkafips.tiered.kafka.KeyMetricsMXBean;
import io.kafkafips.tiered.kafka.TieredStorageMetricsMXBean;
import io.kafkafips.validator.report.BatchCountsMXBean;
import io.kafkafips.validator.report.PoliciesMXBean;
import io.kafkafips.validator.report.RegistryMXBean;
import io.kafkafips.validator.report.RuleCountsMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** One bean of each kind that the plug-ins have, with their own interfaces and names, every number of which is 1. */
final class StandInBeans implements AutoCloseable {
    private static final ObjectName BROKER_STATE = name("kafka.server:type=KafkaServer,name=BrokerState");

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<JmxBeans> beans = new ArrayList<>();

    /** What Kafka shows for a gauge. */
    public interface GaugeMBean {
        int getValue();
    }

    StandInBeans() throws Exception {
        server.registerMBean(new StandardMBean(() -> 1, GaugeMBean.class), BROKER_STATE);
        tls();
        authorizer();
        register("type=Audit", "trail=broker-4711", AuditMXBean.class);
        validator();
        register("type=TieredStorage", "broker=4711", TieredStorageMetricsMXBean.class);
        register("type=TieredStorageKeys", "broker=4711", KeyMetricsMXBean.class);
    }

    private void tls() {
        String keystore = ObjectName.quote("/etc/kafka/a b,c=d.bcfks");
        register("type=TlsEngine", "name=material,context=00c0ffee,keystore=" + keystore, MaterialMXBean.class);
        counter("type=TlsEngine", "name=handshakes,result=ok,protocol=TLSv1.3,suite=TLS_AES_256_GCM_SHA384,group=none");
        counter("type=TlsEngine", "name=handshakes,result=refused,reason=not_tls");
        counter("type=TlsEngine", "name=cuts,reason=revoked");
    }

    private void authorizer() {
        counter("type=Authorizer,role=broker,node=4711", "name=decisions,result=denied,reason=NoMatchingAcl");
        register("type=Authorizer,role=broker,node=4711", "name=authorizer", AuthorizerMXBean.class);
    }

    private void validator() {
        for (String name : List.of(
                "name=all",
                "name=topic,topic=\"orders.eu\"",
                "name=other-topics",
                "name=policy,policy=\"orders\"",
                "name=other-policies",
                "name=principal,principal=\"User:alice\"",
                "name=other-principals")) {
            register("type=RecordValidator", name, BatchCountsMXBean.class);
        }
        register("type=RecordValidator", "name=rule,policy=\"orders\",rule=\"json\"", RuleCountsMXBean.class);
        register("type=RecordValidator", "name=other-rules", RuleCountsMXBean.class);
        register("type=RecordValidator", "name=registry,registry=\"main\"", RegistryMXBean.class);
        register("type=RecordValidator", "name=policies", PoliciesMXBean.class);
    }

    private void counter(String properties, String name) {
        register(properties, name, CounterMXBean.class);
    }

    private <T> void register(String properties, String name, Class<T> type) {
        JmxBeans owner = new JmxBeans(server, properties);
        owner.register(name, ones(type), type);
        beans.add(owner);
    }

    private static <T> T ones(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> one(method.getReturnType(), method.getName())));
    }

    private static Object one(Class<?> type, String getter) {
        if (type == Map.class) {
            return Map.of(getter.endsWith("ByKey") ? "orders/3/8f1c2a90b4d7e650" : "no deletions at night", 1L);
        }
        return switch (type.getName()) {
            case "int" -> 1;
            case "long" -> 1L;
            case "double" -> 1.0;
            case "boolean" -> true;
            case "java.util.List" -> List.of();
            default -> "crl,ocsp";
        };
    }

    private static ObjectName name(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() throws JMException {
        beans.forEach(JmxBeans::close);
        server.unregisterMBean(BROKER_STATE);
    }
}
