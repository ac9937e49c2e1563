package io.kafkafips.validator.registry;

import io.kafkafips.validator.registry.RegistryAnswers.ContextId;
import io.kafkafips.validator.registry.RegistryAnswers.NoSuchPath;
import io.kafkafips.validator.registry.RegistryAnswers.Pointer;
import io.kafkafips.validator.registry.RegistryAnswers.Text;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A client of Confluent's REST API, which Karapace and Apicurio (under {@code /apis/ccompat/v7}) have too. Thread-safe.
 *
 * <p>Of what differs: Confluent leaves {@code schemaType} out for Avro; registries before Confluent 5.5 have {@code /versions} of an id not,
 * and some have {@code /subjects} in its place; GUIDs are Confluent's alone (from 8.0); Apicurio's ids are content ids, or global ids in
 * its legacy id mode.
 */
final class RegistryClient implements SchemaSource {
    private static final int MOST_VERSIONS = 50;
    private static final int MOST_CONTEXTS = 16;
    private static final String DEFAULT_CONTEXT = ".";

    private final RegistryHttp http;
    private final RegistryAnswers answers;
    private final String context;

    /**
     * @param context of the ids; empty for the default one
     * @param mostBytes of an answer
     */
    RegistryClient(RegistryHttp http, String context, int mostBytes) {
        this.http = http;
        this.answers = new RegistryAnswers(mostBytes);
        this.context = context;
    }

    @Override
    public RegisteredSchema schema(SchemaId id) throws UnusableSchema, IOException, InterruptedException {
        if (id instanceof SchemaId.Registered registered) {
            return byNumber(registered.value());
        }
        if (id instanceof SchemaId.Guid guid) {
            return byGuid(guid.value());
        }
        throw new IllegalArgumentException(id.getClass().getName());
    }

    private RegisteredSchema byNumber(int id) throws UnusableSchema, IOException, InterruptedException {
        Text text = http.get("/schemas/ids/" + id + inContext(context), answers::schema);
        return registered(id, text, subjects(id, context));
    }

    private RegisteredSchema byGuid(String guid) throws UnusableSchema, IOException, InterruptedException {
        String path = "/schemas/guids/" + encoded(guid);
        Text text = http.get(path, this::schemaIfSupported).orElse(null);
        if (text == null) {
            probe();
            throw UnusableSchema.because("is named by a GUID, which the registry cannot look up");
        }
        List<ContextId> ids = http.get(path + "/ids", answers::contextIds);
        Set<String> subjects = new LinkedHashSet<>();
        for (ContextId found : ids.subList(0, Math.min(MOST_CONTEXTS, ids.size()))) {
            subjects.addAll(subjects(found.id(), found.context()));
        }
        return registered(ids.isEmpty() ? 0 : ids.get(0).id(), text, subjects);
    }

    private RegisteredSchema registered(int id, Text text, Set<String> subjects)
            throws UnusableSchema, IOException, InterruptedException {
        return new RegisteredSchema(
                id, text.type(), text.schema(), new References(this::version).of(text.references()), subjects);
    }

    private Text version(Pointer pointer) throws UnusableSchema, IOException, InterruptedException {
        return http.get(
                "/subjects/" + encoded(pointer.subject()) + "/versions/" + encoded(pointer.version()), answers::schema);
    }

    private Set<String> subjects(int id, String of) throws UnusableSchema, IOException, InterruptedException {
        Set<String> subjects = new LinkedHashSet<>();
        String path = "/schemas/ids/" + id;
        try {
            Optional<List<String>> found = http.get(path + "/versions" + inContext(of), this::subjectsIfSupported);
            subjects.addAll(
                    found.isPresent() ? found.get() : http.get(path + "/subjects" + inContext(of), answers::subjects));
        } catch (UnusableSchema e) {
            // all of its versions are deleted
            return Set.of();
        }
        Set<String> plain = new LinkedHashSet<>();
        String prefix = ":" + context + ":";
        subjects.forEach(subject -> plain.add(
                !context.isEmpty() && subject.startsWith(prefix) ? subject.substring(prefix.length()) : subject));
        return plain;
    }

    private Optional<Text> schemaIfSupported(RegistryHttp.Answer answer) throws UnusableSchema, IOException {
        try {
            return Optional.of(answers.schema(answer));
        } catch (NoSuchPath e) {
            return Optional.empty();
        }
    }

    private Optional<List<String>> subjectsIfSupported(RegistryHttp.Answer answer) throws UnusableSchema, IOException {
        try {
            return Optional.of(answers.subjects(answer));
        } catch (NoSuchPath e) {
            return Optional.empty();
        }
    }

    @Override
    public List<SchemaId> ids(String subject) throws UnusableSchema, IOException, InterruptedException {
        String qualified = context.isEmpty() ? subject : ":" + context + ":" + subject;
        String path = "/subjects/" + encoded(qualified) + "/versions";
        List<Integer> versions = http.get(path, answers::versions);
        List<SchemaId> ids = new ArrayList<>();
        for (int version : versions.subList(Math.max(0, versions.size() - MOST_VERSIONS), versions.size())) {
            ids.add(new SchemaId.Registered(http.get(path + "/" + version, answers::id)));
        }
        return ids;
    }

    @Override
    public void probe() throws IOException, InterruptedException {
        try {
            http.get("/schemas/types", answers::array);
        } catch (UnusableSchema e) {
            throw new IOException("the registry does not know which types of schemas it has", e);
        }
    }

    private static String inContext(String context) {
        return context.isEmpty() || context.equals(DEFAULT_CONTEXT) ? "" : "?subject=" + encoded(":" + context + ":");
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
