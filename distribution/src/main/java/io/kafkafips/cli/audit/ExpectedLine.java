package io.kafkafips.cli.audit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A line of an audit trail that is known from elsewhere.
 *
 * @param source of the trail, such as {@code broker-1}
 * @param sequence number of the line
 * @param sha256 its hash, lower-case hexadecimal
 */
record ExpectedLine(String source, long sequence, String sha256) {
    /** Reads source, sequence number and hash with colons between them. */
    static final class Converter implements ITypeConverter<ExpectedLine> {
        private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]*):([0-9]{1,18}):([0-9a-f]{64})");

        @Override
        public ExpectedLine convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is no line such as broker-1:4711:<64 hexadecimal digits>");
            }
            return new ExpectedLine(matcher.group(1), Long.parseLong(matcher.group(2)), matcher.group(3));
        }
    }
}
