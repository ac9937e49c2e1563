package io.kafkafips.validator.schema;

import com.networknt.schema.dialect.DialectId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The drafts of JSON Schema by their names, without their keywords: a rule is declared without its library. */
final class JsonDrafts {
    /** As the option {@code draft} names them, newest first. */
    static final Map<String, String> IDS = ids();

    private JsonDrafts() {}

    private static Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("2020-12", DialectId.DRAFT_2020_12);
        ids.put("2019-09", DialectId.DRAFT_2019_09);
        ids.put("7", DialectId.DRAFT_7);
        ids.put("6", DialectId.DRAFT_6);
        return Collections.unmodifiableMap(ids);
    }
}
