package io.kafkafips.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.commons.audit.format.TrailKey;
import io.kafkafips.ssl.policy.TlsProfile;
import io.kafkafips.tiered.crypto.TieredJca;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillsTest {
    private static final String TIME = "2026-11-22T00:00:00Z";

    @TempDir
    private Path folder;

    @Test
    void cryptoBill_isValidCycloneDx() throws Exception {
        Path file = cryptoBill();

        assertThat(new JsonParser().validate(file.toFile(), Version.VERSION_16)).isEmpty();
    }

    @Test
    void validation_unknownTerm_isSeen() throws Exception {
        Path file = cryptoBill();
        Files.writeString(file, Files.readString(file).replace("\"key-agree\"", "\"key-agreement\""));

        assertThat(new JsonParser().validate(file.toFile(), Version.VERSION_16)).isNotEmpty();
    }

    @Test
    void cryptoBill_tls_isWhatTheProfileAllows() throws IOException {
        JsonNode bill = read(cryptoBill());

        List<String> suites = assets(bill)
                .flatMap(asset -> stream(asset.at("/cryptoProperties/protocolProperties/cipherSuites")))
                .map(suite -> suite.get("name").textValue())
                .toList();
        assertThat(suites).containsExactlyInAnyOrderElementsOf(TlsProfile.SP800_52R2.cipherSuites());
        assertThat(assets(bill).map(asset -> asset.get("name").textValue()))
                .containsAll(TlsProfile.SP800_52R2.signatureSchemes())
                .contains("TLS 1.2", "TLS 1.3");
    }

    @Test
    void cryptoBill_keySizes_areThoseOfTheCode() throws Exception {
        JsonNode bill = read(cryptoBill());

        int dekBits = TieredJca.dekGenerator().generateKey().getEncoded().length * Byte.SIZE;
        assertThat(size(bill, "crypto/key/data-encryption-key-dek-of-an-upload"))
                .isEqualTo(dekBits);
        assertThat(size(bill, "crypto/key/audit-key")).isEqualTo(TrailKey.BYTES * Byte.SIZE);
    }

    /** The schema does not look. */
    @Test
    void cryptoBill_everyReference_isDefined() throws IOException {
        JsonNode bill = read(cryptoBill());
        List<String> defined = stream(bill.get("components"))
                .map(component -> component.get("bom-ref").textValue())
                .toList();

        List<String> used = new ArrayList<>();
        for (JsonNode dependency : bill.get("dependencies")) {
            used.add(dependency.get("ref").textValue());
            stream(dependency.path("dependsOn")).forEach(reference -> used.add(reference.textValue()));
            stream(dependency.path("provides")).forEach(reference -> used.add(reference.textValue()));
        }
        assets(bill)
                .flatMap(asset -> asset.findValuesAsText("algorithmRef").stream())
                .forEach(used::add);

        assertThat(defined).doesNotHaveDuplicates().containsAll(used);
    }

    @Test
    void write_sameContent_sameBytes() throws IOException {
        byte[] first = Files.readAllBytes(cryptoBill());

        assertThat(Files.readAllBytes(cryptoBill())).isEqualTo(first);
    }

    @Test
    void softwareBill_jarThatNoModuleKnows_stopsTheBuild() throws IOException {
        Path bundle = bundle();
        Files.writeString(bundle.resolve("libs/stray-1.jar"), "stray");

        assertThatThrownBy(() -> new SoftwareBill(bundle, folder, "1").document(TIME))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stray-1.jar");
    }

    @Test
    void softwareBill_libraryInsideAPlugin_isPartOfIt() throws Exception {
        Path bundle = bundle();
        Path file = folder.resolve("sbom.json");

        CycloneDx.write(file, new SoftwareBill(bundle, folder, "1").document(TIME));

        JsonNode bill = read(file);
        assertThat(new JsonParser().validate(file.toFile(), Version.VERSION_16)).isEmpty();
        assertThat(bill.at("/components/0/name").textValue()).isEqualTo("known");
        assertThat(bill.at("/components/1/name").textValue()).isEqualTo("plugin-commons");
        assertThat(bill.at("/components/1/components/0/name").textValue()).isEqualTo("shaded");
        assertThat(bill.at("/components/1/components")).hasSize(1);
        assertThat(bill.at("/compositions/0/aggregate").textValue()).isEqualTo("complete");
    }

    @Test
    void softwareBill_moduleNotBuiltAlong_isSaidToBeIncomplete() throws IOException {
        Path bundle = bundle();
        Files.delete(folder.resolve("plugin-commons/target/bom.json"));

        JsonNode bill = new ObjectMapper().valueToTree(new SoftwareBill(bundle, folder, "1").document(TIME));

        assertThat(bill.at("/compositions/0/aggregate").textValue()).isEqualTo("incomplete");
    }

    /** A plug-in and a library beside it; the module knows of one more library. */
    private Path bundle() throws IOException {
        Path bundle = folder.resolve("bundle");
        Files.createDirectories(bundle.resolve("libs"));
        Files.createDirectories(bundle.resolve("cli"));
        Path known = Files.writeString(bundle.resolve("libs/known-1.jar"), "known");
        Files.writeString(bundle.resolve("libs/plugin-commons-1.jar"), "plugin");
        Path target = Files.createDirectories(folder.resolve("plugin-commons/target"));
        Files.writeString(
                target.resolve("bom.json"),
                "{\"components\": [" + library("known", Digests.of(Digests.SHA_256, known)) + ","
                        + library("shaded", "0".repeat(64)) + "]}");
        // the other module that brings jars of its own
        Path commandLine = Files.createDirectories(folder.resolve("distribution/target"));
        Files.writeString(commandLine.resolve("bom.json"), "{\"components\": []}");
        return bundle;
    }

    private static String library(String name, String digest) {
        return """
                {"type": "library", "bom-ref": "pkg:maven/x/%1$s@1", "group": "x", "name": "%1$s", "version": "1",
                 "purl": "pkg:maven/x/%1$s@1", "hashes": [{"alg": "SHA-256", "content": "%2$s"}, {"alg": "MD5", "content": "00"}]}
                """.formatted(name, digest);
    }

    private Path cryptoBill() throws IOException {
        Path file = folder.resolve("cbom.json");
        CycloneDx.write(file, CryptoBill.document("1.0", "2.1.3", "2.1.24", TIME));
        return file;
    }

    private static JsonNode read(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static int size(JsonNode bill, String reference) {
        return assets(bill)
                .filter(asset -> asset.get("bom-ref").textValue().equals(reference))
                .mapToInt(asset -> asset.at("/cryptoProperties/relatedCryptoMaterialProperties/size")
                        .intValue())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> assets(JsonNode bill) {
        return stream(bill.get("components")).filter(component -> component.has("cryptoProperties"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
