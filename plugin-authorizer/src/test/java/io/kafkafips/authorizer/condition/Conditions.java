package io.kafkafips.authorizer.condition;

import io.kafkafips.commons.config.YamlException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Policy files and origins of requests for tests. */
final class Conditions {
    private Conditions() {}

    static ConditionSet read(String text) throws YamlException {
        return ConditionReader.read("conditions.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A client that satisfies what {@link ConditionSetTest} demands, with one thing changed. */
    static Origin origin(String... principals) {
        return new Origin(
                List.of(principals),
                "CLIENTS",
                address("10.1.2.3"),
                "billing-7",
                TlsVersion.TLS_1_3,
                "CN=Plant CA,O=Example");
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
