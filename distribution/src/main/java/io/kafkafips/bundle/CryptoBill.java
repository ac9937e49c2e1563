package io.kafkafips.bundle;

import io.kafkafips.commons.audit.format.TrailKey;
import io.kafkafips.tiered.format.ContainerFormat;
import io.kafkafips.tiered.format.WrapAlgorithm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cryptographic bill of materials of a bundle: protocols, algorithms and kinds of keys, all of them of the one module. TLS is read
 * from {@code TlsProfile}, tiered storage and audit from the constants of their formats. Stateless.
 */
final class CryptoBill {
    private static final String SEARCH =
            "https://csrc.nist.gov/projects/cryptographic-module-validation-program/validated-modules/search";
    private static final int AES_256_BITS = 256;

    private CryptoBill() {}

    /**
     * The document.
     *
     * @param version of this product
     * @param moduleVersion of bc-fips
     * @param tlsVersion of bctls-fips
     */
    static Map<String, Object> document(String version, String moduleVersion, String tlsVersion, String timestamp) {
        CryptoAssets assets = new CryptoAssets();
        List<String> tls = new ArrayList<>(new TlsAssets(assets).add());
        tls.add(assets.key(
                "TLS private key",
                "private-key",
                0,
                tls.get(0),
                "RSA from 2048 bits, or P-256, P-384, P-521; in a BCFKS store, a PEM file, or a PKCS#11 token"));
        List<String> tiered = tieredStorage(assets);
        List<String> audit = audit(assets);
        List<String> store = keyStore(assets);

        String module = "pkg:maven/org.bouncycastle/bc-fips@" + moduleVersion + "?type=jar";
        String jsse = "pkg:maven/org.bouncycastle/bctls-fips@" + tlsVersion + "?type=jar";
        List<Map<String, Object>> components = new ArrayList<>();
        components.add(module(module, moduleVersion));
        components.add(
                library(jsse, "bctls-fips", tlsVersion, "TLS protocol (BCJSSE) on the algorithms of the module"));
        List<Map<String, Object>> dependencies = new ArrayList<>();
        List<String> algorithms = assets.references().stream()
                .filter(reference -> reference.startsWith("crypto/algorithm/"))
                .toList();
        dependencies.add(Map.of("ref", module, "provides", algorithms));
        dependencies.add(Map.of("ref", jsse, "dependsOn", List.of(module), "provides", protocols(tls)));
        uses(components, dependencies, "plugin-ssl-engine", version, tls, List.of(jsse, module));
        uses(components, dependencies, "plugin-tiered-storage-crypto", version, tiered, List.of(module));
        uses(components, dependencies, "plugin-commons", version, join(audit, store), List.of(module));
        components.addAll(assets.all());

        Map<String, Object> document = CycloneDx.document("Cryptography of Kafka FIPS Plugins", version, timestamp);
        document.put("components", components);
        document.put("dependencies", dependencies);
        return document;
    }

    private static List<String> tieredStorage(CryptoAssets assets) {
        List<String> used = new ArrayList<>();
        String gcm = TlsAssets.aesGcm(assets, AES_256_BITS);
        used.add(gcm);
        used.add(TlsAssets.hash(assets, "SHA-256"));
        String chunks = "container version " + ContainerFormat.VERSION + ": IV of "
                + ContainerFormat.IV_BYTES * Byte.SIZE + " bits from the module, tag of "
                + ContainerFormat.TAG_BYTES * Byte.SIZE + " bits, a chunk of "
                + (1 << ContainerFormat.DEFAULT_CHUNK_LOG2) + " bytes by default";
        used.add(assets.key(
                "data encryption key (DEK) of an upload",
                "secret-key",
                AES_256_BITS,
                gcm,
                chunks + "; kept wrapped in the object"));
        for (WrapAlgorithm wrap : WrapAlgorithm.values()) {
            switch (wrap) {
                case AES_KWP -> {
                    String kwp = assets.algorithm(
                            "AES-256-KWP",
                            "other",
                            Map.of(
                                    "parameterSetIdentifier",
                                    Integer.toString(AES_256_BITS),
                                    "cryptoFunctions",
                                    List.of("encapsulate", "decapsulate")),
                            "key wrap with padding, NIST SP 800-38F");
                    used.add(kwp);
                    used.add(assets.key(
                            "topic key", "secret-key", AES_256_BITS, kwp, "kept wrapped in the registry of keys"));
                    used.add(assets.key("root key (KEK)", "secret-key", AES_256_BITS, kwp, "kept in a BCFKS store"));
                }
                // wrapped outside: what a key service does is its own affair
                case KMS_BLOB -> {}
            }
        }
        return used;
    }

    private static List<String> audit(CryptoAssets assets) {
        String mac = assets.algorithm("HMAC-SHA-256", "mac", Map.of("cryptoFunctions", List.of("tag")), "FIPS 198-1");
        String key = assets.key(
                "audit key",
                "secret-key",
                TrailKey.BYTES * Byte.SIZE,
                mac,
                "one for each file of a trail, derived from the initial key of audit.hmac.key.file");
        return List.of(mac, key, TlsAssets.hash(assets, "SHA-256"));
    }

    private static List<String> keyStore(CryptoAssets assets) {
        return List.of(
                assets.algorithm(
                        "AES-256-CCM",
                        "ae",
                        Map.of(
                                "parameterSetIdentifier",
                                Integer.toString(AES_256_BITS),
                                "mode",
                                "ccm",
                                "cryptoFunctions",
                                List.of("encrypt", "decrypt")),
                        "of BCFKS stores, NIST SP 800-38C"),
                assets.algorithm(
                        "PBKDF2-HMAC-SHA-512",
                        "kdf",
                        Map.of("cryptoFunctions", List.of("keyderive")),
                        "of BCFKS stores, NIST SP 800-132; passwords have at least 14 characters"),
                assets.algorithm(
                        "DRBG",
                        "drbg",
                        Map.of("cryptoFunctions", List.of("generate")),
                        "the source of every key and nonce, NIST SP 800-90A"));
    }

    /** The module by its name: which certificate covers which of its versions is NIST's to say. */
    private static Map<String, Object> module(String reference, String version) {
        Map<String, Object> module = library(
                reference,
                "bc-fips",
                version,
                "BC-FJA (Bouncy Castle FIPS Java API), provider BCFIPS in approved-only mode: the cryptographic module");
        module.put(
                "externalReferences",
                List.of(
                        Map.of(
                                "type",
                                "certification-report",
                                "url",
                                SEARCH,
                                "comment",
                                "certificate and security policy: search for the module name BC-FJA, and see that the version is listed")));
        module.put(
                "properties",
                List.of(
                        Map.of("name", "kafkafips:standard", "value", "FIPS 140-3"),
                        Map.of("name", "kafkafips:cmvp.module", "value", "BC-FJA (Bouncy Castle FIPS Java API)"),
                        Map.of(
                                "name",
                                "kafkafips:attestation",
                                "value",
                                "version and HMAC of the module that runs are one line of every broker's log")));
        return module;
    }

    private static Map<String, Object> library(String reference, String name, String version, String description) {
        Map<String, Object> library = new LinkedHashMap<>();
        library.put("type", "library");
        library.put("bom-ref", reference);
        library.put("name", name);
        library.put("version", version);
        library.put("description", description);
        library.put("purl", reference);
        return library;
    }

    private static void uses(
            List<Map<String, Object>> components,
            List<Map<String, Object>> dependencies,
            String plugin,
            String version,
            List<String> used,
            List<String> libraries) {
        String reference = CycloneDx.purl(plugin, version);
        components.add(library(reference, plugin, version, "uses the module; is itself not validated"));
        dependencies.add(Map.of("ref", reference, "dependsOn", join(libraries, used)));
    }

    private static List<String> protocols(List<String> references) {
        return references.stream()
                .filter(reference -> reference.startsWith("crypto/protocol/"))
                .toList();
    }

    private static List<String> join(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        others.stream().filter(other -> !all.contains(other)).forEach(all::add);
        return all;
    }
}
