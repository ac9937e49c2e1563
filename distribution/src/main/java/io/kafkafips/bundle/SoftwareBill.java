package io.kafkafips.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The software bill of materials of a bundle. It starts from the jars that lie there, by their digests: a jar that no module knows stops
 * the build. Libraries inside a plug-in's jar stand as parts of it, as the build of that module has them. Not thread-safe.
 */
final class SoftwareBill {
    /** Annotations, or left out of the jars by the shade plug-in: they are in no jar of the bundle. */
    private static final Set<String> NOT_SHADED = Set.of(
            "com.google.errorprone",
            "com.google.j2objc",
            "com.google.auto.value",
            "org.checkerframework",
            "org.jspecify",
            "org.slf4j",
            "org.yaml");

    private static final String EMPTY_JAR = "listenablefuture";

    private final Path bundle;
    private final Path root;
    private final String version;
    private final Map<String, Map<String, Object>> libraries = new TreeMap<>();
    private final Map<String, ModuleBill> modules = new TreeMap<>();
    private final List<String> complete = new ArrayList<>();
    private final List<String> incomplete = new ArrayList<>();

    SoftwareBill(Path bundle, Path root, String version) {
        this.bundle = bundle;
        this.root = root;
        this.version = version;
    }

    Map<String, Object> document(String timestamp) throws IOException {
        readModules();
        Map<String, Object> document =
                CycloneDx.document("Kafka FIPS Plugins, as an archive to be unpacked", version, timestamp);
        List<Map<String, Object>> components = new ArrayList<>();
        for (String folder : List.of("libs", "cli")) {
            for (Path jar : jars(bundle.resolve(folder))) {
                components.add(component(folder, jar));
            }
        }
        document.put("components", components);
        List<String> references = components.stream()
                .map(one -> String.valueOf(one.get("bom-ref")))
                .toList();
        document.put(
                "dependencies",
                List.of(Map.of("ref", CycloneDx.purl("kafka-fips-plugins", version), "dependsOn", references)));
        document.put("compositions", compositions());
        return document;
    }

    private void readModules() throws IOException {
        for (Path folder : children(root)) {
            String name = String.valueOf(folder.getFileName());
            if (name.startsWith("plugin-") || name.equals("distribution")) {
                for (ModuleBill bill : ModuleBill.read(folder.resolve("target/bom.json"))) {
                    modules.put(name, bill);
                    libraries.putAll(bill.libraries());
                }
            }
        }
    }

    private Map<String, Object> component(String folder, Path jar) throws IOException {
        String name = String.valueOf(jar.getFileName());
        boolean commandLine = name.equals("distribution-" + version + "-cli.jar");
        Map<String, Object> component = new LinkedHashMap<>();
        if (commandLine) {
            component.putAll(ours("distribution", name));
            complete.add(CycloneDx.purl("distribution", version));
        } else if (name.startsWith("plugin-") && name.endsWith("-" + version + ".jar")) {
            String module = name.substring(0, name.length() - version.length() - "-.jar".length());
            component.putAll(ours(module, name));
            addParts(module, component);
        } else {
            component.putAll(foreign(jar));
        }
        component.put("hashes", hashes(jar));
        component.put("properties", List.of(Map.of("name", "kafkafips:file", "value", folder + "/" + name)));
        return component;
    }

    private Map<String, Object> ours(String module, String file) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", "library");
        component.put("bom-ref", CycloneDx.purl(module, version));
        component.put("group", "io.kafkafips");
        component.put("name", module);
        component.put("version", version);
        component.put("description", file);
        component.put("licenses", List.of(Map.of("license", Map.of("id", "Apache-2.0"))));
        component.put("purl", CycloneDx.purl(module, version));
        return component;
    }

    /** The libraries that are inside this jar: those of the module that lie nowhere in the bundle as a jar of their own. */
    private void addParts(String module, Map<String, Object> component) throws IOException {
        ModuleBill bill = modules.get(module);
        if (bill == null) {
            incomplete.add(CycloneDx.purl(module, version));
            return;
        }
        complete.add(CycloneDx.purl(module, version));
        Set<String> beside = digestsInBundle();
        List<Map<String, Object>> parts = new ArrayList<>();
        new TreeMap<>(bill.libraries()).values().forEach(library -> {
            boolean own = "io.kafkafips".equals(library.get("group"));
            boolean left =
                    NOT_SHADED.contains(String.valueOf(library.get("group"))) || EMPTY_JAR.equals(library.get("name"));
            if (!own && !left && !beside.contains(sha256(library))) {
                Map<String, Object> part = new LinkedHashMap<>(library);
                part.put("bom-ref", module + "/" + library.get("bom-ref"));
                parts.add(part);
            }
        });
        if (!parts.isEmpty()) {
            component.put("components", parts);
        }
    }

    private Map<String, Object> foreign(Path jar) throws IOException {
        String digest = Digests.of(Digests.SHA_256, jar);
        for (Map<String, Object> library : libraries.values()) {
            if (digest.equals(sha256(library))) {
                return library;
            }
        }
        if (!modules.containsKey("plugin-commons") || !modules.containsKey("distribution")) {
            // without the other modules' builds their libraries are known by their file alone
            Map<String, Object> component = new LinkedHashMap<>();
            String name = String.valueOf(jar.getFileName());
            component.put("type", "library");
            component.put("bom-ref", "file:" + name);
            component.put("name", name);
            incomplete.add("file:" + name);
            return component;
        }
        throw new IOException(jar + " is no library of any module. Remedy: a build that begins with clean");
    }

    private List<Map<String, Object>> compositions() {
        List<Map<String, Object>> compositions = new ArrayList<>();
        if (!complete.isEmpty()) {
            compositions.add(Map.of("aggregate", "complete", "assemblies", complete));
        }
        if (!incomplete.isEmpty()) {
            compositions.add(Map.of("aggregate", "incomplete", "assemblies", incomplete));
        }
        return compositions;
    }

    private Set<String> digestsInBundle() throws IOException {
        Set<String> digests = new TreeSet<>();
        for (Path jar : jars(bundle.resolve("libs"))) {
            digests.add(Digests.of(Digests.SHA_256, jar));
        }
        return digests;
    }

    private static List<Object> hashes(Path jar) throws IOException {
        return List.of(
                Map.of("alg", Digests.SHA_256, "content", Digests.of(Digests.SHA_256, jar)),
                Map.of("alg", Digests.SHA_512, "content", Digests.of(Digests.SHA_512, jar)));
    }

    private static String sha256(Map<String, Object> library) {
        return library.get("hashes") instanceof List<?> hashes
                ? hashes.stream()
                        .filter(Map.class::isInstance)
                        .map(hash -> (Map<?, ?>) hash)
                        .filter(hash -> Digests.SHA_256.equals(hash.get("alg")))
                        .map(hash -> String.valueOf(hash.get("content")))
                        .findFirst()
                        .orElse("")
                : "";
    }

    private static List<Path> jars(Path folder) throws IOException {
        return children(folder).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .toList();
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
