package io.kafkafips.helm;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.kafkafips.testkit.FipsCluster;
import io.kafkafips.testkit.KafkaNode;
import io.kafkafips.testkit.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A controller and a broker on this machine, started from the {@code server.properties} that the chart renders. What a kubelet would do is
 * done to their values: mounts become folders, names of pods become loopback. Nothing is added or left out.
 */
final class ChartNodes {
    static final String CLUSTER_ID = "4L6g3nShT-eMCtK--X86sw";
    private static final Pattern MOUNT = Pattern.compile("(?<![\\w./])/(mnt|var/lib)(?=[/,]|$)");
    private static final Pattern POD_NAME = Pattern.compile("[a-z0-9.-]+\\.svc\\.cluster\\.local");

    private final FipsCluster.Layout layout;
    private final FipsCluster identities;
    private final List<Integer> ports = Ports.free(4);

    ChartNodes(FipsCluster.Layout layout, FipsCluster identities) {
        this.layout = layout;
        this.identities = identities;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + ports.get(0);
    }

    /** The objects of one controller and one broker with every plug-in in use. */
    Manifests render() throws IOException {
        Path values = Files.writeString(layout.folder().resolve("values.yaml"), """
                clusterId: %s
                tls: {brokerSecret: broker, controllerSecret: controller}
                listeners: {clientPort: %d, internalPort: %d, controllerPort: %d, healthPort: %d}
                authorizer:
                  nodePrincipals: ["User:CN=broker,OU=platform,O=Example", "User:CN=controller,OU=platform,O=Example"]
                  superUsers: ["User:CN=admin,OU=platform,O=Example"]
                  principalRules: anchor "CN=Throw-away CA,O=Example" gives all
                  conditions:
                    policy: |
                      version: 1
                      rules:
                        - name: payments-from-here
                          principals: ["Group:payments"]
                          require: {source: [127.0.0.1]}
                  alterConfigPolicy: {minimums: {min.insync.replicas: "1"}}
                audit: {hmacKeySecret: audit-key}
                validator:
                  enabled: true
                  policy: |
                    version: 1
                    policies:
                      - name: orders
                        topics: ["orders"]
                        value: [{rule: json}]
                tieredStorage:
                  enabled: true
                  keys: {secret: roots, keystoreFile: kek.bcfks, rootAlias: kek-1, createMissing: true}
                  directory: {existingClaim: tiered, storeId: tiered-1}
                controllers: {replicas: 1}
                brokers:
                  replicas: 1
                  config:
                    offsets.topic.num.partitions: 1
                    transaction.state.log.num.partitions: 1
                    rlmm.config.remote.log.metadata.topic.num.partitions: 1
                """.formatted(
                        CLUSTER_ID, ports.get(0), ports.get(1), ports.get(2), ports.get(3)));
        return Manifests.parse(Chart.template().withValuesFile(values).call());
    }

    KafkaNode start(Manifests manifests, String role) throws IOException {
        Path root = layout.folder().resolve(role);
        mount(manifests, role, root);
        Map<String, String> settings = new TreeMap<>();
        manifests.settings(role).forEach((key, value) -> settings.put(key, here(value, root)));
        List<String> flags = new ArrayList<>(List.of("-Dkafka.log.level=INFO", "-XX:TieredStopAtLevel=1"));
        if (role.equals("broker")) {
            flags.add(layout.agentFlag());
        }
        return KafkaNode.start(
                new KafkaNode.Spec(role + "-0", layout.folder(), layout.program(), flags, CLUSTER_ID, settings));
    }

    private static String here(String value, Path root) {
        String mounted = MOUNT.matcher(value).replaceAll(match -> root + "/" + match.group(1));
        return POD_NAME.matcher(mounted).replaceAll("127.0.0.1").replace("://:", "://127.0.0.1:");
    }

    /** What the Secrets, ConfigMaps and claims would hold. */
    private void mount(Manifests manifests, String role, Path root) throws IOException {
        Path mnt = Files.createDirectories(root.resolve("mnt"));
        for (String folder :
                List.of("tls", "audit-key", "conditions", "policy", "tiered-keys", "key-registry", "tiered")) {
            Files.createDirectories(mnt.resolve(folder));
        }
        for (String folder : List.of("kafka", "kafka-audit", "kafka-spool")) {
            Files.createDirectories(root.resolve("var/lib").resolve(folder));
        }
        Path pki = identities.folder().resolve("pki");
        Files.copy(pki.resolve(role + ".pem"), mnt.resolve("tls/tls-combined.pem"));
        Files.copy(pki.resolve("ca.pem"), mnt.resolve("tls/ca.crt"));
        Files.copy(pki.resolve("kek.bcfks"), mnt.resolve("tiered-keys/kek.bcfks"));
        Files.writeString(mnt.resolve("tiered-keys/password"), FipsCluster.PASSWORD);
        Files.writeString(mnt.resolve("tiered/.kafkafips-store"), "tiered-1\n");
        Path key = Files.writeString(mnt.resolve("audit-key/audit.k0"), "0123456789abcdef".repeat(4));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        for (String map : List.of("conditions", "policy")) {
            for (Map.Entry<String, String> file : manifests
                    .one(ConfigMap.class, Chart.RELEASE + "-kafka-fips-" + map)
                    .getData()
                    .entrySet()) {
                Files.writeString(mnt.resolve(map).resolve(file.getKey()), file.getValue());
            }
        }
    }
}
