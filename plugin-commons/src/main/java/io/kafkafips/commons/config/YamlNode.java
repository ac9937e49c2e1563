package io.kafkafips.commons.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A value in a YAML file, read with the type that the reader expects of it: anything else is refused with its place in the file.
 * Immutable.
 *
 * <p>A scalar without quotes has the type that the core schema of YAML 1.2 gives it, so {@code yes} is a string, and {@code 10} or
 * {@code true} is none unless it stands in quotes.
 */
public final class YamlNode {
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern EXPONENT = Pattern.compile("[eE][-+]?[0-9]++$");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]++[.]?[0-9]*+");
    private static final Pattern FRACTION = Pattern.compile("[-+]?[.][0-9]++");
    private static final Pattern OCTAL_OR_HEXADECIMAL = Pattern.compile("0o[0-7]++|0x[0-9a-fA-F]++");
    private static final Pattern NO_NUMBER_AT_ALL = Pattern.compile("[-+]?[.](inf|Inf|INF)|[.](nan|NaN|NAN)");

    private final Place place;
    private final Object content;

    YamlNode(Place place, Object content) {
        this.place = place;
        this.content = content;
    }

    /**
     * Where a value stands.
     *
     * @param source the file
     * @param line from one
     * @param column from one
     * @param path how to get there from the root, such as {@code rules[2].name}
     */
    record Place(String source, int line, int column, String path) {
        YamlException refused(String problem) {
            return new YamlException(source, line, column, path.isEmpty() ? problem : path + " " + problem);
        }
    }

    /** A scalar as it stands in the file; {@code plain} means without quotes. */
    record Scalar(String text, boolean plain) {
        boolean matches(Pattern pattern) {
            return plain && pattern.matcher(text).matches();
        }

        boolean isNumber() {
            String mantissa = EXPONENT.matcher(text).replaceFirst("");
            return plain
                    && (DECIMAL.matcher(mantissa).matches()
                            || FRACTION.matcher(mantissa).matches()
                            || OCTAL_OR_HEXADECIMAL.matcher(text).matches()
                            || NO_NUMBER_AT_ALL.matcher(text).matches());
        }
    }

    /** The members of a mapping, and where each key stands. */
    record Members(Map<String, YamlNode> byKey, Map<String, Place> keys) {}

    /**
     * The mapping that this is.
     *
     * @param known the keys that it may have
     * @throws YamlException when it is no mapping, or has a key that is not among these
     */
    public YamlMapping mapping(Set<String> known) throws YamlException {
        if (!(content instanceof Members members)) {
            throw refused("a mapping with the keys " + new TreeSet<>(known));
        }
        for (Map.Entry<String, Place> key : members.keys().entrySet()) {
            if (!known.contains(key.getKey())) {
                throw key.getValue().refused("is an unknown key: expected one of " + new TreeSet<>(known));
            }
        }
        return new YamlMapping(this, members.byKey());
    }

    /** The mapping that this is, whatever its keys: for a reader who learns from one key which others there may be. */
    public YamlMapping anyMapping() throws YamlException {
        if (!(content instanceof Members members)) {
            throw refused("a mapping");
        }
        return new YamlMapping(this, members.byKey());
    }

    public boolean isList() {
        return content instanceof List<?>;
    }

    public boolean isMapping() {
        return content instanceof Members;
    }

    /** The text of the scalar that this is, of whatever type; not blank. */
    public String scalar() throws YamlException {
        if (!(content instanceof Scalar scalar)
                || scalar.matches(NULL)
                || scalar.text().isBlank()) {
            throw refused("a value");
        }
        return scalar.text();
    }

    /** The elements of the sequence that this is; at least one. */
    public List<YamlNode> list() throws YamlException {
        List<YamlNode> elements = elements();
        if (elements.isEmpty()) {
            throw refused("at least one element");
        }
        return elements;
    }

    /** The elements of the sequence that this is; maybe none. */
    public List<YamlNode> elements() throws YamlException {
        if (content instanceof List<?> list) {
            return list.stream().map(YamlNode.class::cast).toList();
        }
        throw refused("a list");
    }

    /** The string that this is; not blank. */
    public String string() throws YamlException {
        if (!(content instanceof Scalar scalar)) {
            throw refused("a string");
        }
        if (scalar.matches(NULL) || scalar.text().isBlank()) {
            throw refused("a string");
        }
        if (scalar.matches(BOOLEAN) || scalar.isNumber()) {
            throw refused("a string: put it in quotes if it is one");
        }
        return scalar.text();
    }

    /** The truth value that this is. */
    public boolean bool() throws YamlException {
        if (content instanceof Scalar scalar && scalar.matches(BOOLEAN)) {
            return Boolean.parseBoolean(scalar.text());
        }
        throw refused("true or false, without quotes");
    }

    /** The whole number that this is, both bounds being allowed. */
    public long integer(long least, long most) throws YamlException {
        if (content instanceof Scalar scalar && scalar.matches(INTEGER)) {
            long value = Long.parseLong(scalar.text());
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw refused("a whole number from " + least + " to " + most + ", without quotes");
    }

    /** The exception for this value, {@code expected} being what would be accepted. */
    public YamlException refused(String expected) {
        return place.refused("is " + seen() + ": expected " + expected);
    }

    Place place() {
        return place;
    }

    private String seen() {
        if (content instanceof Scalar scalar) {
            return scalar.matches(NULL) ? "empty" : Refusal.shortened(scalar.text());
        }
        return content instanceof Members ? "a mapping" : "a list";
    }
}
