package io.kafkafips.cli.keys;

import io.kafkafips.tiered.key.KeyRef;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A topic key, or one version of it, as people write it: {@code orders} or {@code orders/3}.
 *
 * @param version {@code null} for all of them
 */
record KeyName(String key, @Nullable Integer version) {
    boolean covers(KeyRef ref) {
        return ref.key().equals(key) && (version == null || ref.version() == version);
    }

    @Override
    public String toString() {
        return version == null ? key : key + "/" + version;
    }

    /** Reads one. */
    static final class Converter implements ITypeConverter<KeyName> {
        private static final Pattern NAME = Pattern.compile("([^/]{1,64})(?:/([1-9][0-9]{0,8}))?");

        @Override
        public KeyName convert(String text) {
            Matcher name = NAME.matcher(text);
            if (!name.matches()) {
                throw new TypeConversionException("'" + text + "' is no topic key: expected a name, or name/version");
            }
            return new KeyName(name.group(1), name.group(2) == null ? null : Integer.valueOf(name.group(2)));
        }
    }
}
