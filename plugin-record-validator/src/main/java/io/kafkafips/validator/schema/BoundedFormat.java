package io.kafkafips.validator.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.format.Format;

/**
 * A format that no text beyond a length has. Those of the library use regular expressions that backtrack: the length bounds what that
 * can cost.
 */
record BoundedFormat(Format format) implements Format {
    private static final int LONGEST = 1_024;

    /** Names of RFC 1035, addresses of RFC 5321. */
    private static final int LONGEST_NAME = 320;

    private static final int LONGEST_URI = 8_192;

    @Override
    public String getName() {
        return format.getName();
    }

    @Override
    public String getMessageKey() {
        return format.getMessageKey();
    }

    @Override
    public boolean matches(ExecutionContext execution, SchemaContext schema, String value) {
        return value.length() <= longest() && format.matches(execution, schema, value);
    }

    private int longest() {
        return switch (format.getName()) {
            case "email", "idn-email", "hostname", "idn-hostname" -> LONGEST_NAME;
            case "uri", "uri-reference", "iri", "iri-reference" -> LONGEST_URI;
            default -> LONGEST;
        };
    }
}
