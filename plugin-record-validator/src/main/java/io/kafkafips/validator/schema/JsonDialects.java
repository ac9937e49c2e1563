package io.kafkafips.validator.schema;

import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.DialectId;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import com.networknt.schema.keyword.Keyword;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The drafts of JSON Schema, with bounded keywords and formats. Immutable. */
final class JsonDialects {
    /** As the option {@code draft} names them, newest first. */
    static final Map<String, String> IDS = ids();

    private JsonDialects() {}

    private static Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("2020-12", DialectId.DRAFT_2020_12);
        ids.put("2019-09", DialectId.DRAFT_2019_09);
        ids.put("7", DialectId.DRAFT_7);
        ids.put("6", DialectId.DRAFT_6);
        return Map.copyOf(ids);
    }

    static List<Dialect> all() {
        return Stream.of(
                        Dialects.getDraft202012(),
                        Dialects.getDraft201909(),
                        Dialects.getDraft7(),
                        Dialects.getDraft6())
                .map(JsonDialects::bounded)
                .toList();
    }

    private static Dialect bounded(Dialect dialect) {
        return Dialect.builder(dialect)
                .keywords(JsonKeywords.all().stream()
                        .filter(keyword -> dialect.getKeywords().containsKey(keyword.getValue()))
                        .toList())
                // what is in a string is not looked at: the specification calls them annotations
                .keywords(Stream.of("contentEncoding", "contentMediaType")
                        .filter(dialect.getKeywords()::containsKey)
                        .map(name -> (Keyword) new AnnotationKeyword(name))
                        .toList())
                .formats(formats -> formats.replaceAll((name, format) -> new BoundedFormat(format)))
                .unknownKeywordFactory((name, context) -> new AnnotationKeyword(name))
                .build();
    }
}
