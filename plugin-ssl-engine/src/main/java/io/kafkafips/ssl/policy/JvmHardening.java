package io.kafkafips.ssl.policy;

import io.kafkafips.commons.config.Refusal;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The JVM-wide properties without which BCJSSE, in FIPS mode, still does what FIPS 140-3 does not allow. No setting of Kafka reaches
 * them, so they are checked. Stateless.
 *
 * <p>BCJSSE understands an algorithm name, or a name with {@code keySize}; entries with {@code usage} or {@code &}, as the JDK's own
 * file has them for SHA-1, it ignores. Only the plain form counts here.
 */
public final class JvmHardening {
    /** Read once by BCJSSE when its classes load: a TLS 1.2 session without RFC 7627 must not be possible (FIPS 140-3 IG D.Q). */
    static final String MASTER_SECRET = "jdk.tls.allowLegacyMasterSecret";

    static final String TLS_CONSTRAINTS = "jdk.tls.disabledAlgorithms";
    static final String PATH_CONSTRAINTS = "jdk.certpath.disabledAlgorithms";

    private static final List<String> TLS_ENTRIES =
            List.of("SSLv3", "TLSv1", "TLSv1.1", "MD5", "SHA1", "DSA", "anon", "NULL");
    private static final List<String> PATH_ENTRIES = List.of("MD5", "SHA1", "DSA");
    private static final Pattern KEY_SIZE = Pattern.compile("(\\w+) keySize < (\\d{1,6})", Pattern.CASE_INSENSITIVE);
    private static final int SMALLEST_BITS = 2048;

    private JvmHardening() {}

    /**
     * Checks this JVM.
     *
     * @throws ConfigException naming the property, what it lacks and the line that mends it
     */
    public static void require() {
        require(System::getProperty, Security::getProperty);
    }

    /**
     * Checks the properties of a JVM that is yet to start.
     *
     * @throws ConfigException naming the property, what it lacks and the line that mends it
     */
    public static void require(
            Function<String, @Nullable String> systemProperty, Function<String, @Nullable String> securityProperty) {
        String masterSecret = systemProperty.apply(MASTER_SECRET);
        if (!"false".equals(masterSecret)) {
            throw Refusal.setting(
                    MASTER_SECRET,
                    masterSecret,
                    "false: TLS 1.2 without the extended master secret is not approved",
                    "start the JVM with -D" + MASTER_SECRET + "=false");
        }
        requireEntries(TLS_CONSTRAINTS, securityProperty.apply(TLS_CONSTRAINTS), TLS_ENTRIES, List.of("RSA", "DH"));
        requireEntries(PATH_CONSTRAINTS, securityProperty.apply(PATH_CONSTRAINTS), PATH_ENTRIES, List.of("RSA"));
    }

    private static void requireEntries(
            String property, @Nullable String value, List<String> names, List<String> sizedNames) {
        Set<String> entries = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (value != null) {
            Arrays.stream(value.split(",", -1))
                    .map(entry -> entry.trim().replaceAll("\\s+", " "))
                    .forEach(entries::add);
        }
        for (String name : names) {
            if (!entries.contains(name)) {
                throw lacks(property, value, name);
            }
        }
        for (String name : sizedNames) {
            if (entries.stream().noneMatch(entry -> excludesShortKeys(entry, name))) {
                throw lacks(property, value, name + " keySize < " + SMALLEST_BITS);
            }
        }
    }

    private static boolean excludesShortKeys(String entry, String name) {
        Matcher constraint = KEY_SIZE.matcher(entry);
        return constraint.matches()
                && String.CASE_INSENSITIVE_ORDER.compare(constraint.group(1), name) == 0
                && Integer.parseInt(constraint.group(2)) >= SMALLEST_BITS;
    }

    private static ConfigException lacks(String property, @Nullable String value, String entry) {
        return Refusal.setting(
                property,
                value,
                "the entry '" + entry + "'",
                "start the JVM with -Djava.security.properties==<the java.security file of this product for your JDK>");
    }
}
