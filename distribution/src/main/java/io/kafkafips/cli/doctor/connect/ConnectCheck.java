package io.kafkafips.cli.doctor.connect;

import io.kafkafips.cli.doctor.finding.Check;
import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.ConfigFile;
import io.kafkafips.cli.doctor.node.ConfigFile.Kind;
import io.kafkafips.cli.doctor.node.Node;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A worker of Kafka Connect. Its connectors' producers and consumers do not inherit its TLS settings, its REST interface is Jetty's and not the
 * engine's, and connectors may bring settings of their own.
 */
public final class ConnectCheck implements Check {
    private static final String REST = "listeners";
    private static final String ADMIN = "admin.listeners";
    private static final String OVERRIDES = "connector.client.config.override.policy";
    private static final Rule WORKER = Rule.error("connect-plaintext", "The worker connects in the clear", "SC-8(1)");
    private static final Rule CLIENTS = Rule.error(
            "connect-client-tls",
            "Producers or consumers of connectors have no TLS settings of their own",
            "SC-8(1), CM-6");
    private static final Rule REST_CLEAR = Rule.error(
            "connect-rest-plaintext", "The REST interface is http, without a password", "SC-8(1), AC-3, IA-2");
    private static final Rule REST_STORE = Rule.error(
            "connect-rest-store",
            "The REST interface has a store that the module does not read, or no client certificates",
            "SC-13, IA-2");
    private static final Rule OVERRIDE = Rule.warning(
            "connect-overrides", "Connectors may override every client setting, TLS among them", "CM-5, AC-6");

    @Override
    public List<Rule> rules() {
        return List.of(WORKER, CLIENTS, REST_CLEAR, REST_STORE, OVERRIDE);
    }

    @Override
    public String needs() {
        return "--connect-properties";
    }

    @Override
    public void examine(Node node, Findings findings) {
        for (ConfigFile worker : node.files(Kind.CONNECT)) {
            clients(worker, findings);
            rest(worker, findings);
            String policy = worker.text(OVERRIDES, "All");
            findings.expect(
                    policy.equals("None") || policy.equals("Allowlist"),
                    OVERRIDE,
                    worker.kind().label(),
                    OVERRIDES + " is " + policy,
                    OVERRIDES + "=None");
        }
    }

    private static void clients(ConfigFile worker, Findings findings) {
        String subject = worker.kind().label();
        String protocol = worker.securityProtocol("security.protocol");
        findings.expect(
                protocol.endsWith("SSL"), WORKER, subject, "security.protocol is " + protocol, "security.protocol=SSL");
        List<String> without = List.of("producer.", "consumer.", "admin.").stream()
                .filter(prefix ->
                        !worker.securityProtocol(prefix + "security.protocol").endsWith("SSL")
                                || !worker.hasAny(prefix + "ssl."))
                .toList();
        findings.expect(
                without.isEmpty(),
                CLIENTS,
                subject,
                without.isEmpty() ? "producer., consumer., admin." : "no security.protocol and ssl.* behind " + without,
                "repeat security.protocol and ssl.* behind producer., consumer. and admin.: Connect does not hand its own on");
    }

    private static void rest(ConfigFile worker, Findings findings) {
        String subject = worker.kind().label();
        List<String> listeners = Stream.concat(worker.list(REST).stream(), worker.list(ADMIN).stream())
                .toList();
        // without listeners there is the default, whatever else is there
        boolean encrypted = !worker.list(REST).isEmpty()
                && listeners.stream()
                        .allMatch(url -> url.toLowerCase(Locale.ROOT).startsWith("https:"));
        findings.expect(
                encrypted,
                REST_CLEAR,
                subject,
                worker.list(REST).isEmpty()
                        ? "no " + REST + ": http://:8083"
                        : REST + " and " + ADMIN + " " + listeners,
                REST + "=https://<host>:8443");
        if (encrypted) {
            String type = rest(worker, "ssl.keystore.type", "JKS");
            String clientAuth = rest(worker, "ssl.client.auth", "none");
            findings.expect(
                    type.equals("BCFKS") && clientAuth.equals("required"),
                    REST_STORE,
                    subject,
                    "ssl.keystore.type is " + type + ", ssl.client.auth is " + clientAuth,
                    "listeners.https.ssl.keystore.type=BCFKS, listeners.https.ssl.client.auth=required");
        }
    }

    /** With any setting behind the prefix, those without it do not count. */
    private static String rest(ConfigFile worker, String key, String otherwise) {
        String prefix = worker.hasAny("listeners.https.") ? "listeners.https." : "";
        return worker.text(prefix + key, otherwise);
    }
}
