package io.kafkafips.cli.doctor.live;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.JmxFacts;
import io.kafkafips.cli.doctor.node.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the beans of a running node say, and what it says of their port that they can be read. */
final class JmxCheck implements Check {
    private static final Rule OPEN = Rule.error("jmx-open", "The JMX port answers whoever asks", "AC-3, IA-2");
    private static final Rule CLEAR = Rule.error("jmx-clear", "The JMX port answers in the clear", "SC-8(1)");
    private static final Rule JAVA_ALONE =
            Rule.warning("live-native", "The running module has no native code", "SC-5, SC-13");
    private static final Rule RELOAD = Rule.warning(
            "live-reload-refused", "A changed store or CRL was refused, the old one is in use", "SC-12, SC-17");
    private static final Rule LOST = Rule.warning("live-audit-lost", "Audit events were lost", "AU-5, AU-12");

    @Override
    public List<Rule> rules() {
        return List.of(OPEN, CLEAR, JAVA_ALONE, RELOAD, LOST);
    }

    @Override
    public String needs() {
        return "--jmx";
    }

    @Override
    public void examine(Node node, Findings findings) {
        node.jmx().forEach(facts -> judge(facts, findings));
    }

    private static void judge(JmxFacts facts, Findings findings) {
        findings.expect(
                !facts.anonymous(),
                OPEN,
                facts.address(),
                facts.anonymous() ? "it answered without a password" : "it asked for a password",
                "-Dcom.sun.management.jmxremote.authenticate=true with password and access file");
        findings.expect(
                facts.encrypted(),
                CLEAR,
                facts.address(),
                facts.encrypted() ? "TLS" : "no TLS",
                "-Dcom.sun.management.jmxremote.ssl=true, with BCFKS stores in javax.net.ssl.*");
        expect(
                facts,
                JAVA_ALONE,
                "type=TlsEngine",
                "NativeAcceleration",
                1,
                findings,
                "an executable temporary folder");
        expect(
                facts,
                RELOAD,
                "type=TlsEngine",
                "ReloadRefusedNow",
                0,
                findings,
                "the WARN of the log says what is wrong with the file");
        expect(
                facts,
                LOST,
                "type=Audit",
                "LostEvents",
                0,
                findings,
                "a faster disk for audit.directory, or a larger audit.queue.capacity");
    }

    private static void expect(
            JmxFacts facts, Rule rule, String type, String attribute, long good, Findings findings, String remedy) {
        List<String> bad = new ArrayList<>();
        boolean known = false;
        for (Map.Entry<String, Map<String, Object>> bean : facts.beans().entrySet()) {
            if (bean.getKey().contains(type) && bean.getValue().get(attribute) instanceof Number value) {
                known = true;
                if (value.longValue() != good) {
                    bad.add(bean.getKey() + " " + attribute + "=" + value);
                }
            }
        }
        if (known) {
            findings.expect(
                    bad.isEmpty(),
                    rule,
                    facts.address(),
                    bad.isEmpty() ? attribute + "=" + good : bad.toString(),
                    remedy);
        }
    }
}
