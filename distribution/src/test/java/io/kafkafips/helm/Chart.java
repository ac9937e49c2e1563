package io.kafkafips.helm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FreshFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The Helm chart {@code kafka-fips}, rendered by Helm itself as a library. */
final class Chart {
    static final Path FOLDER = Checkout.root().resolve("distribution/src/main/helm/kafka-fips");
    static final String RELEASE = "r";
    static final String NAMESPACE = "kafka";

    /** The values files of {@code ci/}: together they use every template. */
    static final List<String> VALUE_SETS = List.of("secrets", "cert-manager", "object-store", "everything");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Chart() {}

    /** Skips a test where helm-java has no native library. */
    static void assumeHelm() {
        assumeTrue(
                System.getProperty("os.name").startsWith("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "helm-java's native library is on the class path for Linux on x86-64 only");
    }

    static Path valuesFile(String set) {
        return FOLDER.resolve("ci").resolve(set + "-values.yaml");
    }

    /** The objects of one of {@link #VALUE_SETS}, with single values replaced. */
    static Manifests render(String set, Map<String, ?> overrides) {
        TemplateCommand command = template().withValuesFile(valuesFile(set));
        overrides.forEach(command::set);
        return Manifests.parse(command.call());
    }

    static Manifests render(String set) {
        return render(set, Map.of());
    }

    /** A rendering without any values, to be completed. */
    static TemplateCommand template() {
        return new Helm(FOLDER)
                .template()
                .withName(RELEASE)
                .withNamespace(NAMESPACE)
                .withKubeVersion("1.33.0");
    }

    /** Helm's lint, warnings counting as errors, of the chart with other default values. */
    static LintResult lint(String set) {
        Path copy = FreshFolder.of(Checkout.root().resolve("distribution/target/helm-lint/" + set));
        copy(FOLDER, copy);
        try {
            // JSON is YAML
            JSON.writeValue(copy.resolve("values.yaml").toFile(), merged(defaults(), values(set)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Helm(copy).lint().strict().call();
    }

    static Map<String, Object> defaults() {
        return yaml(FOLDER.resolve("values.yaml"));
    }

    static Map<String, Object> values(String set) {
        return yaml(valuesFile(set));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> yaml(Path file) {
        try {
            return (Map<String, Object>)
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> over) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        over.forEach((key, value) -> merged.put(
                key,
                value instanceof Map<?, ?> map && base.get(key) instanceof Map<?, ?> below
                        ? merged((Map<String, Object>) below, (Map<String, Object>) map)
                        : value));
        return merged;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
