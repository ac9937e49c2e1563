package io.kafkafips.validator.schema;

import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import com.networknt.schema.keyword.Keyword;
import java.util.List;
import java.util.stream.Stream;

/** The drafts of JSON Schema, with bounded keywords and formats. Immutable. */
final class JsonDialects {
    private JsonDialects() {}

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
