package io.kafkafips.validator.registry;

import io.kafkafips.commons.config.Refusal;
import java.util.Arrays;
import java.util.List;

/** Where a record says which schema it is written in; in a policy file, the option {@code framing}. */
public enum Framing {
    /** Before the content: a zero byte and the id in four bytes. What Confluent's, Karapace's and Apicurio's (from 3.0) serializers do. */
    CONFLUENT("confluent"),

    /**
     * In the header {@code __value_schema_id} or {@code __key_schema_id}: a byte 1 and the GUID, or a byte 0 and the id in four bytes.
     * Confluent's {@code HeaderSchemaIdSerializer}.
     */
    HEADER("header"),

    /** In that header where the record has it, and else before the content: how Confluent's deserializers look for it. */
    HEADER_OR_CONFLUENT("header-or-confluent"),

    /** Before the content: a zero byte and the id in eight bytes. Apicurio's serializers up to 2.x. */
    APICURIO("apicurio"),

    /** In the header {@code apicurio.value.contentId} or {@code apicurio.key.contentId}, in eight bytes. */
    APICURIO_CONTENT_ID("apicurio-content-id"),

    /**
     * In the header {@code apicurio.value.globalId} or {@code apicurio.key.globalId}, in eight bytes. The registry must take global ids
     * at its Confluent-compatible paths, which Apicurio does in its legacy id mode alone.
     */
    APICURIO_GLOBAL_ID("apicurio-global-id");

    private final String option;

    Framing(String option) {
        this.option = option;
    }

    /** As a policy file names it. */
    public String option() {
        return option;
    }

    /** All of them, as a policy file names them. */
    public static List<String> options() {
        return Arrays.stream(values()).map(Framing::option).toList();
    }

    /**
     * The framing that a policy file names.
     *
     * @throws org.apache.kafka.common.config.ConfigException when there is none of that name
     */
    public static Framing of(String option) {
        return Arrays.stream(values())
                .filter(framing -> framing.option.equals(option))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.setting("framing", option, "one of " + options(), "framing: " + CONFLUENT.option));
    }
}
