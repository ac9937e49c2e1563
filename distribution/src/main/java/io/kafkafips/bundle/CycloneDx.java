package io.kafkafips.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The frame of a CycloneDX 1.6 document, the same bytes for the same content. Stateless. */
final class CycloneDx {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter WRITER = MAPPER.writer(SerializationFeature.INDENT_OUTPUT);

    private CycloneDx() {}

    /** A document about this product. */
    static Map<String, Object> document(String name, String version, String timestamp) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "application");
        component.put("bom-ref", purl("kafka-fips-plugins", version));
        component.put("group", "io.kafkafips");
        component.put("name", "kafka-fips-plugins");
        component.put("version", version);
        component.put("description", name);
        component.put("licenses", List.of(Map.of("license", Map.of("id", "Apache-2.0"))));
        component.put("purl", purl("kafka-fips-plugins", version));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("bomFormat", "CycloneDX");
        document.put("specVersion", "1.6");
        document.put("version", 1);
        document.put("metadata", Map.of("component", component, "timestamp", timestamp));
        return document;
    }

    /** The name of a module of ours in a document. */
    static String purl(String module, String version) {
        return "pkg:maven/io.kafkafips/" + module + "@" + version + "?type=jar";
    }

    /** Writes a document under a serial number that follows from its content (RFC 9562, version 8). */
    static void write(Path file, Map<String, Object> document) throws IOException {
        Path unnumbered = Files.writeString(file, text(document), StandardCharsets.UTF_8);
        String digest = Digests.of(Digests.SHA_256, unnumbered);
        String uuid = digest.substring(0, 12) + "8" + digest.substring(13, 16) + "8" + digest.substring(17, 32);
        Map<String, Object> numbered = new LinkedHashMap<>();
        numbered.put("bomFormat", document.get("bomFormat"));
        numbered.put("specVersion", document.get("specVersion"));
        numbered.put("serialNumber", "urn:uuid:" + dashed(uuid));
        document.forEach(numbered::putIfAbsent);
        Files.writeString(file, text(numbered), StandardCharsets.UTF_8);
    }

    private static UUID dashed(String digits) {
        return UUID.fromString(digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }

    /** Sorted by name in every object but the outermost: maps of the JDK have an order of their own in every run. */
    private static String text(Map<String, Object> document) throws IOException {
        Map<String, Object> sorted = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : document.entrySet()) {
            sorted.put(entry.getKey(), sorted(entry.getValue()));
        }
        return WRITER.writeValueAsString(sorted).replace("\r\n", "\n") + "\n";
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, member) -> sorted.put(String.valueOf(key), sorted(member)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CycloneDx::sorted).toList();
        }
        return value;
    }
}
