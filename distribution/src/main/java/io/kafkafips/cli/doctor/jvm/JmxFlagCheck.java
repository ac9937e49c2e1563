package io.kafkafips.cli.doctor.jvm;

import io.kafkafips.cli.doctor.finding.Findings;
import io.kafkafips.cli.doctor.finding.Rule;
import io.kafkafips.cli.doctor.node.Jvm;
import java.util.List;
import java.util.Locale;

/**
 * A JMX port for the network: Kafka's own start scripts open it, with {@code JMX_PORT}, without TLS and without a password. In a FIPS JVM it
 * works over TLS with BCFKS stores.
 */
final class JmxFlagCheck implements JvmCheck {
    private static final String JMX = "com.sun.management.jmxremote";
    private static final String STORE_TYPE = "javax.net.ssl.keyStoreType";
    private static final Rule AUTHENTICATION = Rule.error(
            "jmx-authentication", "Whoever reaches the JMX port can change the node and run code", "AC-3, IA-2");
    private static final Rule TLS = Rule.error("jmx-tls", "JMX goes over the network in the clear", "SC-8(1)");
    private static final Rule STORE =
            Rule.error("jmx-store", "JMX over TLS has a key store that the module does not read", "SC-12, SC-13");

    @Override
    public List<Rule> rules() {
        return List.of(AUTHENTICATION, TLS, STORE);
    }

    @Override
    public void judge(Jvm jvm, Findings findings) {
        String port = jvm.property(JMX + ".port").orElse("");
        boolean open = !port.isEmpty();
        boolean encrypted = isOn(jvm, JMX + ".ssl");
        String seen = open ? "port " + port : "no " + JMX + ".port";
        findings.expect(
                !open || isOn(jvm, JMX + ".authenticate") || isOn(jvm, JMX + ".ssl.need.client.auth", "false"),
                AUTHENTICATION,
                jvm.origin(),
                open ? seen + " without a password or client certificate" : seen,
                "-D" + JMX + ".authenticate=true with password and access file, or -D" + JMX
                        + ".ssl.need.client.auth=true; or no JMX_PORT");
        findings.expect(
                !open || encrypted,
                TLS,
                jvm.origin(),
                open ? seen + ", " + JMX + ".ssl=" + encrypted : seen,
                "-D" + JMX + ".ssl=true -D" + JMX + ".registry.ssl=true with -Djavax.net.ssl.keyStore=<file>.bcfks -D"
                        + STORE_TYPE + "=BCFKS; or no JMX_PORT");
        if (open && encrypted) {
            // the type's default is keystore.type of java.security, which is BCFKS in the file of this product
            String type = jvm.property(STORE_TYPE).orElse("BCFKS");
            boolean there = jvm.property("javax.net.ssl.keyStore").isPresent()
                    || jvm.property(JMX + ".ssl.config.file").isPresent();
            findings.expect(
                    there && type.toUpperCase(Locale.ROOT).equals("BCFKS"),
                    STORE,
                    jvm.origin(),
                    there ? STORE_TYPE + "=" + type : "no javax.net.ssl.keyStore",
                    "-Djavax.net.ssl.keyStore=<file>.bcfks -D" + STORE_TYPE + "=BCFKS");
        }
    }

    private static boolean isOn(Jvm jvm, String name) {
        return isOn(jvm, name, "true");
    }

    private static boolean isOn(Jvm jvm, String name, String byDefault) {
        return jvm.property(name).orElse(byDefault).equalsIgnoreCase("true");
    }
}
