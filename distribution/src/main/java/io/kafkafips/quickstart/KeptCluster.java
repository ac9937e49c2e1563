package io.kafkafips.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The cluster after {@code --keep}: ready-to-paste commands, and a wait for Ctrl-C. */
final class KeptCluster {
    private KeptCluster() {}

    static void explainAndWait(Demo demo, Report report) throws IOException, InterruptedException {
        Path tool = writeTool(demo);
        String bootstrap = demo.cluster().bootstrapServers();
        report.plain("The cluster stays up at " + bootstrap + ". Paste into another terminal:");
        for (String identity : List.of("payments", "research")) {
            String config = demo.cluster().clientProperties(identity).toString();
            report.plain("");
            report.plain("# as OU=" + identity + ", settings in " + config);
            report.plain(tool + " org.apache.kafka.tools.ConsoleProducer --bootstrap-server " + bootstrap + " --topic "
                    + Demo.TOPIC + " --command-config " + config);
            report.plain(tool + " org.apache.kafka.tools.consumer.ConsoleConsumer --bootstrap-server " + bootstrap
                    + " --topic " + Demo.TOPIC + " --group " + Demo.GROUP + " --from-beginning --command-config "
                    + config);
        }
        report.plain("");
        report.plain("# as administrator");
        report.plain(tool + " org.apache.kafka.tools.AclCommand --bootstrap-server " + bootstrap
                + " --list --command-config " + demo.cluster().clientProperties("admin"));
        report.plain("openssl s_client -connect " + bootstrap + " -CAfile "
                + demo.cluster().folder().resolve("pki/ca.pem") + " -cert "
                + demo.cluster().folder().resolve("pki/payments.pem") + " -brief </dev/null");
        report.plain("");
        report.plain("Ctrl-C stops everything.");
        new CountDownLatch(1).await();
    }

    /** A script that runs one of Kafka's tools in a FIPS-only JVM. */
    private static Path writeTool(Demo demo) throws IOException {
        StringBuilder script = new StringBuilder("#!/bin/sh\nexec");
        for (String word : demo.cluster().program().command(List.of(), "\"$@\"", List.of())) {
            script.append(word.startsWith("\"") ? " " + word : " '" + word + "'");
        }
        Path folder = Files.createDirectories(demo.cluster().folder().resolve("bin"));
        Path tool = folder.resolve("kafka-tool");
        Files.writeString(tool, script.append('\n'));
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
        return tool;
    }
}
