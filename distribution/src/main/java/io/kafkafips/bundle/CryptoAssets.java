package io.kafkafips.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Cryptographic assets of a CycloneDX document, each once, under a reference of its own. Not thread-safe. */
final class CryptoAssets {
    /** The level of the module's validation. */
    private static final String LEVEL = "fips140-3-l1";

    private final Map<String, Map<String, Object>> assets = new TreeMap<>();

    /**
     * Adds an algorithm that the module carries out, and says its reference.
     *
     * @param name as it is known
     * @param primitive a term of CycloneDX, such as {@code ae}
     * @param details further members of {@code algorithmProperties}
     */
    String algorithm(String name, String primitive, Map<String, Object> details, String standard) {
        Map<String, Object> algorithm = new LinkedHashMap<>(details);
        algorithm.put("primitive", primitive);
        algorithm.put("executionEnvironment", "software-plain-ram");
        algorithm.put("certificationLevel", List.of(LEVEL));
        return add("algorithm", name, Map.of("assetType", "algorithm", "algorithmProperties", algorithm), standard);
    }

    /** Adds a protocol. */
    String protocol(String name, String version, List<Map<String, Object>> suites, List<String> algorithms) {
        Map<String, Object> protocol = new LinkedHashMap<>();
        protocol.put("type", "tls");
        protocol.put("version", version);
        protocol.put("cipherSuites", suites);
        protocol.put("cryptoRefArray", algorithms);
        return add(
                "protocol", name, Map.of("assetType", "protocol", "protocolProperties", protocol), "NIST SP 800-52r2");
    }

    /**
     * Adds a kind of key.
     *
     * @param type a term of CycloneDX, such as {@code secret-key}
     * @param bits its size; 0 where there are several
     * @param algorithm reference of the algorithm that it is for
     * @param where where it is kept
     */
    String key(String name, String type, int bits, String algorithm, String where) {
        Map<String, Object> key = new LinkedHashMap<>();
        key.put("type", type);
        if (bits > 0) {
            key.put("size", bits);
        }
        key.put("algorithmRef", algorithm);
        return add(
                "key",
                name,
                Map.of("assetType", "related-crypto-material", "relatedCryptoMaterialProperties", key),
                where);
    }

    private String add(String kind, String name, Map<String, Object> properties, String description) {
        String reference =
                "crypto/" + kind + "/" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        Map<String, Object> asset = new LinkedHashMap<>();
        asset.put("type", "cryptographic-asset");
        asset.put("bom-ref", reference);
        asset.put("name", name);
        asset.put("description", description);
        asset.put("cryptoProperties", properties);
        assets.put(reference, asset);
        return reference;
    }

    List<Map<String, Object>> all() {
        return new ArrayList<>(assets.values());
    }

    List<String> references() {
        return List.copyOf(assets.keySet());
    }
}
