package io.kafkafips.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the CycloneDX plug-in of Maven found out about the libraries of one module: {@code target/bom.json}. Immutable.
 *
 * @param libraries by their purl, as they stand in that file
 */
record ModuleBill(Map<String, Map<String, Object>> libraries) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    ModuleBill {
        libraries = Map.copyOf(libraries);
    }

    /** Reads the file of a module; empty where the module was not built along. */
    static List<ModuleBill> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        Map<String, Map<String, Object>> libraries = new TreeMap<>();
        for (JsonNode component : MAPPER.readTree(file.toFile()).get("components")) {
            libraries.put(component.get("purl").textValue(), slim(component));
        }
        return List.of(new ModuleBill(libraries));
    }

    /** Digests that nobody checks go. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> slim(JsonNode component) {
        Map<String, Object> slim = new TreeMap<>(MAPPER.convertValue(component, Map.class));
        List<Object> hashes = new ArrayList<>();
        for (JsonNode hash : component.path("hashes")) {
            String algorithm = hash.get("alg").textValue();
            if (algorithm.equals(Digests.SHA_256) || algorithm.equals(Digests.SHA_512)) {
                hashes.add(
                        Map.of("alg", algorithm, "content", hash.get("content").textValue()));
            }
        }
        slim.put("hashes", hashes);
        return slim;
    }
}
