package io.kafkafips.validator.policy;

import io.kafkafips.validator.registry.SchemaRegistry;

/** What a rule is given of its surroundings, once, before it is configured. */
public interface RuleContext {
    /** What the rule is about; one of its {@link RecordValidationPolicy#parts}. */
    RecordPart part();

    /** Name of the policy that the rule stands in. */
    String policy();

    /** Name of the rule in errors, metrics and audit; where none is given, that of its kind. */
    String rule();

    /**
     * The content of a file. It is watched from now on: when it changes, the policies are loaded anew.
     *
     * @param path absolute, or relative to the folder of the policy file
     * @throws org.apache.kafka.common.config.ConfigException when it cannot be read
     */
    byte[] file(String path);

    /**
     * A schema registry of the policy file.
     *
     * @throws org.apache.kafka.common.config.ConfigException when the file has none of that name
     */
    SchemaRegistry registry(String name);
}
