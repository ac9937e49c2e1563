package io.kafkafips.validator.schema;

/**
 * A schema that a rule cannot work with. It stops the load of a policy whose schema is a file; where the schema is a registry's, the
 * records that name it are refused.
 */
final class SchemaRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String remedy;

    /**
     * @param message why
     * @param remedy what mends it
     */
    SchemaRefused(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    SchemaRefused(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
