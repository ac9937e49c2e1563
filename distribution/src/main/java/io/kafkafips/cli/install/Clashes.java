package io.kafkafips.cli.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds jars of a Kafka beside which ours cannot work: two jars with the same classes, and chance decides which of them counts. */
final class Clashes {
    private static final Pattern ORDINARY_BOUNCY_CASTLE = Pattern.compile("bc[a-z]+-(ext-)?(debug-)?jdk.*|bcprov.*");
    private static final Pattern FIPS_BOUNCY_CASTLE = Pattern.compile("(bc-fips|bc[a-z]+-fips)-.*");
    private static final String BOUNCY_CASTLE = "org/bouncycastle";

    private final List<Jar> bundled;

    /** Compares with the jars of a bundle. */
    Clashes(List<Jar> bundled) {
        this.bundled = List.copyOf(bundled);
    }

    /** Whether we know that release. */
    static List<Finding> ofVersion(KafkaHome kafka) {
        if (kafka.isSupported()) {
            return List.of();
        }
        return List.of(new Finding(
                "kafka-version",
                "libs",
                "Kafka " + kafka.version() + ", expected 3.9 to 4.4: the plug-ins were not tried on any other release",
                "take a Kafka from 3.9 to 4.4, or a release of the plug-ins for yours"));
    }

    /** A file of that name that is not ours. */
    static Finding differentFile(String file) {
        return new Finding(
                "different-file",
                file,
                "another file of that name is there, which no installation on record has put there",
                "find out whose it is; if nobody needs it, take it out of the folder and install again");
    }

    /** A file that would be replaced or removed, and kept for the way back; of a link only the name could be kept. */
    static Finding symbolicLink(String file) {
        return new Finding(
                "symbolic-link",
                file,
                "it is a link, and what it leads to could not be kept for the way back",
                "put the file itself in the place of the link");
    }

    /** What is wrong with a jar of Kafka's that is not ours. */
    List<Finding> of(Jar jar) {
        String name = jar.name();
        String file = Bundle.LIBS + name;
        List<Finding> findings = new ArrayList<>();
        Matcher fips = FIPS_BOUNCY_CASTLE.matcher(name);
        if (fips.matches()) {
            findings.add(new Finding(
                    "bouncy-castle-fips",
                    file,
                    "another version of a Bouncy Castle FIPS jar than the one of the bundle, " + ours(fips.group(1)),
                    "take it out of libs if nothing else there needs that very version"));
        } else if (ORDINARY_BOUNCY_CASTLE.matcher(name).matches() || holdsBouncyCastle(jar)) {
            findings.add(new Finding(
                    "bouncy-castle",
                    file,
                    "the ordinary Bouncy Castle, which is not validated and holds the packages of the FIPS edition",
                    "take it out of libs, and whatever needs it"));
        } else {
            duplicate(jar).ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<Finding> duplicate(Jar jar) {
        for (Jar ours : bundled) {
            String shared = jar.firstSharedWith(ours);
            if (!shared.isEmpty()) {
                return Optional.of(new Finding(
                        "duplicate-package",
                        Bundle.LIBS + jar.name(),
                        "the package " + shared.replace('/', '.') + " is in " + ours.name() + " too",
                        "take the jar out of libs if nothing needs it; it is none of a stock Kafka's"));
            }
        }
        return Optional.empty();
    }

    private static boolean holdsBouncyCastle(Jar jar) {
        return jar.packages().stream().anyMatch(name -> name.startsWith(BOUNCY_CASTLE));
    }

    private String ours(String module) {
        return bundled.stream()
                .map(Jar::name)
                .filter(name -> name.startsWith(module + "-"))
                .findFirst()
                .orElse("which has no such jar");
    }
}
