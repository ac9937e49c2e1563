package io.kafkafips.cli.doctor.tls;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.ssl.kafka.FipsSslEngineFactory;
import java.util.List;

/** Whether TLS is made by the engine of this product: Kafka's own leaves a network thread to whoever has a bad certificate. */
final class EngineCheck implements TlsEndCheck {
    static final String KEY = "ssl.engine.factory.class";
    static final String ENGINE = FipsSslEngineFactory.class.getName();
    private static final Rule STOCK =
            Rule.error("tls-engine", "TLS is not made by the FIPS engine", "SC-8(1), SC-13, SC-5; SP 800-52r2 3");

    @Override
    public List<Rule> rules() {
        return List.of(STOCK);
    }

    @Override
    public void judge(TlsEnd end, Findings findings) {
        String factory = end.text(KEY);
        findings.expect(
                factory.equals(ENGINE),
                STOCK,
                end.subject(),
                factory.isEmpty() ? "no " + KEY : KEY + "=" + factory,
                KEY + "=" + ENGINE);
    }
}
