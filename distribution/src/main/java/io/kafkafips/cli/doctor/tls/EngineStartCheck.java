package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Refused;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.ssl.kafka.FipsSslEngineFactory;
import io.kafkafips.ssl.policy.NodeRole;
import io.kafkafips.ssl.revocation.RevocationPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.config.ConfigException;

/** What the TLS engine itself says to the settings, set up as a node sets it up, without audit and revocation: neither belongs to this process. */
final class EngineStartCheck implements TlsEndCheck {
    private static final int ANY_PORT = 9093;
    private static final Rule REFUSES = Rule.error("tls-start", "The TLS engine refuses the settings", "SC-8(1), CM-6");

    @Override
    public List<Rule> rules() {
        return List.of(REFUSES);
    }

    @Override
    public void judge(TlsEnd end, Findings findings) {
        // a token would be logged into, and another engine is not asked
        if (end.text(EngineCheck.KEY).equals(EngineCheck.ENGINE) && !OpenedStores.isToken(end)) {
            start(end, findings);
        }
    }

    private static void start(TlsEnd end, Findings findings) {
        Map<String, Object> settings = new HashMap<>(end.settings());
        settings.keySet().removeIf(key -> key.startsWith("audit.") || key.equals(RevocationPolicy.LISTENER_MODE));
        settings.put(RevocationPolicy.MODE, "off");
        FipsSslEngineFactory factory = new FipsSslEngineFactory();
        try {
            factory.configure(settings);
            SSLEngine engine = end.role() == NodeRole.SERVER
                    ? factory.createServerSslEngine("peer", ANY_PORT)
                    : factory.createClientSslEngine("peer", ANY_PORT, "");
            findings.passed(
                    REFUSES,
                    end.subject(),
                    List.of(engine.getEnabledProtocols()) + " with " + List.of(engine.getEnabledCipherSuites()));
        } catch (ConfigException e) {
            Refused refused = Refused.of(e);
            findings.found(REFUSES, end.subject(), refused.seen(), refused.remedy());
        } finally {
            factory.close();
        }
    }
}
