package io.kafkafips.tiered.key;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one version of a topic key, in a header {@code <key>/<version>/<id>}. The id is random: registries that were made apart
 * never mistake one key for another.
 *
 * @param key lower case letters, digits, dots, underscores and hyphens, up to 64 characters
 * @param version from one
 * @param id 16 hexadecimal digits
 */
public record KeyRef(String key, int version, String id) implements Comparable<KeyRef> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern TEXT = Pattern.compile("([^/]{1,64})/([1-9][0-9]{0,8})/([0-9a-f]{16})");
    private static final Comparator<KeyRef> ORDER =
            Comparator.comparing(KeyRef::key).thenComparingInt(KeyRef::version).thenComparing(KeyRef::id);

    /** Checks the parts; throws {@link IllegalArgumentException}. */
    public KeyRef {
        if (!isName(key) || version < 1 || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Not a topic key's version: " + key + "/" + version + "/" + id);
        }
    }

    /** Whether a topic key may be called that. The registry keeps {@code root.yaml} for itself. */
    public static boolean isName(String key) {
        return NAME.matcher(key).matches() && !key.equals(KeyRegistry.ROOT_FILE);
    }

    /** Reads what {@link #toString} writes; empty for anything else. */
    public static Optional<KeyRef> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches() || !isName(matcher.group(1))) {
            return Optional.empty();
        }
        return Optional.of(new KeyRef(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3)));
    }

    @Override
    public int compareTo(KeyRef other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return key + "/" + version + "/" + id;
    }
}
