package io.kafkafips.cli.doctor.sasl;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * OAUTHBEARER. Its https requests are made by Kafka's own code with settings of the JAAS options alone: without a BCFKS trust store there it
 * reads the JDK's, which fails, and a TLS engine named there is cast to Kafka's own.
 */
final class OauthCheck implements SaslUseCheck {
    private static final String MECHANISM = "OAUTHBEARER";
    private static final String LOGIN = "sasl.login.callback.handler.class";
    private static final String SERVER = "oauthbearer.sasl.server.callback.handler.class";
    private static final Rule TRUST = Rule.error(
            "oauth-truststore",
            "Requests to the OAuth server have no trust store that the module reads",
            "SC-8(1), SC-13, SC-17");
    private static final Rule ENGINE =
            Rule.error("oauth-engine", "JAAS options name a TLS engine: the login fails", "CM-6");
    private static final Rule PLAINTEXT =
            Rule.error("oauth-plaintext", "Tokens or keys of OAuth go over http", "SC-8(1), IA-5");
    private static final Rule UNSECURED =
            Rule.error("oauth-unsecured", "Tokens without a signature are accepted or made", "IA-2, IA-5");

    @Override
    public List<Rule> rules() {
        return List.of(TRUST, ENGINE, PLAINTEXT, UNSECURED);
    }

    @Override
    public String needs() {
        return "OAUTHBEARER in a file";
    }

    @Override
    public void judge(SaslUse use, Findings findings) {
        if (use.has(MECHANISM)) {
            endpoints(use, findings);
        }
    }

    private static void endpoints(SaslUse use, Findings findings) {
        Map<String, String> options = new TreeMap<>();
        Map<String, String> urls = new TreeMap<>();
        use.settings().forEach((key, value) -> {
            if (key.endsWith("sasl.jaas.config")) {
                options.putAll(JaasText.parse(value).options());
            }
            if (key.endsWith("sasl.oauthbearer.token.endpoint.url")
                    || key.endsWith("sasl.oauthbearer.jwks.endpoint.url")) {
                urls.put(key, value.trim());
            }
        });
        String handler = use.connects() ? LOGIN : SERVER;
        List<String> classes = handlers(use, handler);
        findings.expect(
                !classes.isEmpty() && classes.stream().noneMatch(name -> name.contains("Unsecured")),
                UNSECURED,
                use.subject(),
                classes.isEmpty() ? "no " + handler + ": Kafka's default trusts any token" : handler + "=" + classes,
                "sasl.oauthbearer.jwks.endpoint.url on listeners, sasl.oauthbearer.token.endpoint.url on clients, and the callback handlers of"
                        + " org.apache.kafka.common.security.oauthbearer");
        List<String> plaintext = urls.entrySet().stream()
                .filter(url -> url.getValue().toLowerCase(Locale.ROOT).startsWith("http:"))
                .map(Map.Entry::getKey)
                .toList();
        findings.expect(
                plaintext.isEmpty(),
                PLAINTEXT,
                use.subject(),
                plaintext.isEmpty() ? "no http URL" : plaintext + " with http",
                "an https URL");
        if (urls.values().stream().anyMatch(url -> url.toLowerCase(Locale.ROOT).startsWith("https:"))) {
            https(use, options, findings);
        }
    }

    private static void https(SaslUse use, Map<String, String> options, Findings findings) {
        String type = options.getOrDefault("ssl.truststore.type", "");
        boolean there = options.containsKey("ssl.truststore.location");
        findings.expect(
                there && type.equals("BCFKS"),
                TRUST,
                use.subject(),
                there ? "JAAS option ssl.truststore.type=" + type : "no JAAS option ssl.truststore.location",
                "sasl.jaas.config=... ssl.truststore.type=\"BCFKS\" ssl.truststore.location=\"<file>\" ssl.truststore.password=\"...\" ;");
        boolean engine = options.containsKey("ssl.engine.factory.class");
        findings.expect(
                !engine,
                ENGINE,
                use.subject(),
                (engine ? "" : "no ") + "JAAS option ssl.engine.factory.class",
                "take ssl.engine.factory.class out of sasl.jaas.config");
    }

    /** Endpoints alone change nothing: Kafka's own handlers, which look at no signature, stay unless others are named. */
    private static List<String> handlers(SaslUse use, String key) {
        return use.settings().entrySet().stream()
                .filter(setting -> setting.getKey().equals(key)
                        || (use.connects() && setting.getKey().endsWith("." + key)))
                .map(setting -> setting.getValue().trim())
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
