package io.kafkafips.validator.registry;

import io.kafkafips.validator.registry.RegistryAnswers.Pointer;
import io.kafkafips.validator.registry.RegistryAnswers.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a schema refers to, gathered with bounds on depth, number and size. For one schema. */
final class References {
    private static final int DEEPEST = 16;
    private static final int MOST = 256;
    private static final long MOST_CHARACTERS = 16L * 1024 * 1024;

    private final Versions versions;
    private final List<RegisteredSchema.Reference> found = new ArrayList<>();
    private final Set<Pointer> seen = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private long characters;

    /** Versions of subjects. */
    interface Versions {
        Text get(Pointer pointer) throws UnusableSchema, IOException, InterruptedException;
    }

    References(Versions versions) {
        this.versions = versions;
    }

    /**
     * The texts, every one behind those that it refers to itself.
     *
     * @throws UnusableSchema when they go in a circle, a text is missing, or there is too much
     */
    List<RegisteredSchema.Reference> of(List<Pointer> pointers)
            throws UnusableSchema, IOException, InterruptedException {
        gather(pointers, List.of());
        return List.copyOf(found);
    }

    private void gather(List<Pointer> pointers, List<Pointer> path)
            throws UnusableSchema, IOException, InterruptedException {
        for (Pointer pointer : pointers) {
            if (path.contains(pointer)) {
                throw UnusableSchema.because("has references that go in a circle");
            }
            if (seen.add(pointer)) {
                check(path);
                Text text = text(pointer);
                List<Pointer> longer = new ArrayList<>(path);
                longer.add(pointer);
                gather(text.references(), longer);
                if (names.add(pointer.name())) {
                    found.add(new RegisteredSchema.Reference(pointer.name(), text.schema()));
                }
            }
        }
    }

    private Text text(Pointer pointer) throws UnusableSchema, IOException, InterruptedException {
        Text text;
        try {
            text = versions.get(pointer);
        } catch (UnusableSchema e) {
            throw e.isUnknown() ? UnusableSchema.unknown("refers to one that is not known to the registry") : e;
        }
        characters += text.schema().length();
        if (characters > MOST_CHARACTERS) {
            throw UnusableSchema.because("refers to more than " + MOST_CHARACTERS + " characters of other ones");
        }
        return text;
    }

    private void check(List<Pointer> path) throws UnusableSchema {
        if (seen.size() > MOST || path.size() >= DEEPEST) {
            throw UnusableSchema.because(
                    "refers to more than " + MOST + " other ones, or more than " + DEEPEST + " levels of them");
        }
    }
}
