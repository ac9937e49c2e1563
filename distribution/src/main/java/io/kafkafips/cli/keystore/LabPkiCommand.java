package io.kafkafips.cli.keystore;

import io.kafkafips.cli.keystore.lab.LabAuthority;
import io.kafkafips.cli.keystore.lab.LabKeyType;
import io.kafkafips.cli.keystore.lab.LabSubject;
import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.cli.output.ExitCode;
import io.kafkafips.cli.output.OutputOptions;
import io.kafkafips.cli.output.Report;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kafka-fips keystore lab-pki}: a throw-away PKI. */
@Command(
        name = "lab-pki",
        description =
                "Makes a throw-away PKI for a lab, never for production: a root, an intermediate authority, certificates for"
                        + " brokers, controllers and clients, as BCFKS and PEM, with ready properties files. The keys of the"
                        + " authorities are kept nowhere, and everything expires within days.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LabPkiCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 30;
    private static final int MOST_NODES = 99;
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}|[0-9A-Fa-f:.]{2,45}");
    private static final Pattern CLIENT =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}(:[A-Za-z0-9][A-Za-z0-9._-]{0,62})*");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9][a-z0-9.-]{0,252}");

    @Parameters(paramLabel = "<folder>", description = "a new folder for everything")
    private Path folder;

    @Option(
            names = "--host",
            paramLabel = "<host>",
            description =
                    "DNS name or IP address of the nodes, in every node's certificate; can be given several times. Default:"
                            + " localhost and 127.0.0.1")
    private List<String> hosts = List.of("localhost", "127.0.0.1");

    @Option(names = "--brokers", paramLabel = "<number>", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
    private int brokers;

    @Option(
            names = "--controllers",
            paramLabel = "<number>",
            defaultValue = "1",
            description = "default: ${DEFAULT-VALUE}")
    private int controllers;

    @Option(
            names = "--client",
            paramLabel = "<name>[:<group>...]",
            description =
                    "a client and its groups (OU), such as alice:payments; can be given several times. Default: admin")
    private List<String> clients = List.of("admin");

    @Option(
            names = "--bootstrap-server",
            paramLabel = "<host:port>",
            description = "for the clients' properties files; default: the first host, port 9093")
    private @Nullable String bootstrapServer;

    @Option(
            names = "--trust-domain",
            paramLabel = "<name>",
            defaultValue = "lab.invalid",
            description = "of the SPIFFE IDs; default: ${DEFAULT-VALUE}")
    private String trustDomain;

    @Option(
            names = "--key-type",
            paramLabel = "<type>",
            defaultValue = "ec-p256",
            description = "ec-p256, ec-p384 or rsa-3072; default: ${DEFAULT-VALUE}")
    private LabKeyType keyType;

    @Option(
            names = "--days",
            paramLabel = "<days>",
            defaultValue = "7",
            description = "until everything expires, at most 30; default: ${DEFAULT-VALUE}")
    private int days;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        requireArguments();
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        Instant until = now.plus(Duration.ofDays(days));
        LabFolder lab = LabFolder.create(folder, server());
        try {
            LabAuthority authority = new LabAuthority(keyType, now.minus(SKEW), until);
            lab.authority(authority.root());
            for (LabSubject subject : subjects()) {
                lab.add(subject, authority.issue(subject));
            }
        } catch (GeneralSecurityException | AssertionError e) {
            throw CommandFailure.usage("the FIPS module does not make the lab", "remove " + folder + ", try again", e);
        }
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("folder", folder.toString());
        summary.put("warning", "for a lab alone, never for production: its password lies beside its keys");
        summary.put("root", authorityName());
        summary.put("validUntil", until.toString());
        output.print(new Report(summary, List.of(), lab.table(), false));
        return ExitCode.OK;
    }

    private static String authorityName() {
        return "CN=Lab root,O=" + LabAuthority.ORGANIZATION + "; no authority's key is kept";
    }

    private String server() {
        if (bootstrapServer != null) {
            return bootstrapServer;
        }
        String first = hosts.get(0);
        return (first.indexOf(':') < 0 ? first : "[" + first + "]") + ":9093";
    }

    private List<LabSubject> subjects() {
        List<LabSubject> subjects = new ArrayList<>();
        for (int i = 1; i <= controllers; i++) {
            subjects.add(subject("controller-" + i, List.of("controllers"), hosts));
        }
        for (int i = 1; i <= brokers; i++) {
            subjects.add(subject("broker-" + i, List.of("brokers"), hosts));
        }
        for (String client : clients) {
            List<String> words = List.of(client.split(":", -1));
            subjects.add(subject(words.get(0), words.subList(1, words.size()), List.of()));
        }
        return subjects;
    }

    private LabSubject subject(String name, List<String> groups, List<String> ofHosts) {
        return new LabSubject(name, groups, ofHosts, "spiffe://" + trustDomain + "/kafka/" + name);
    }

    private void requireArguments() {
        if (days < 1 || days > MOST_DAYS) {
            throw CommandFailure.usage(
                    "--days " + days + " is refused: expected 1 to " + MOST_DAYS + ", since this is for a lab",
                    "make it anew when it has expired");
        }
        if (brokers < 0 || controllers < 0 || brokers > MOST_NODES || controllers > MOST_NODES) {
            throw CommandFailure.usage("--brokers and --controllers are at most " + MOST_NODES, "smaller numbers");
        }
        requireAll("--host", hosts, HOST, "a DNS name or an IP address");
        requireAll("--client", clients, CLIENT, "a name of letters, digits, '.', '_' and '-', and groups after colons");
        requireAll("--trust-domain", List.of(trustDomain), DOMAIN, "a name in lower case");
        List<String> names = subjects().stream().map(LabSubject::name).toList();
        names.stream()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .findFirst()
                .ifPresent(name -> {
                    throw CommandFailure.usage("--client " + name + " is a name that is taken", "another name");
                });
    }

    private static void requireAll(String option, List<String> values, Pattern pattern, String expected) {
        for (String value : values) {
            if (!pattern.matcher(value).matches()) {
                throw CommandFailure.usage(option + " " + value + " is refused: expected " + expected, option + " ...");
            }
        }
    }
}
