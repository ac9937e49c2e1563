package io.kafkafips.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.FreshFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the archives hold. */
class BundleIT {
    private static Archive archive;
    private static Path unpacked;

    @BeforeAll
    static void unpack() {
        archive = Archive.built();
        assumeTrue(Files.isRegularFile(archive.tarball()), "no archive: -Dquick without -Pbundle");
        unpacked = archive.unpack(FreshFolder.of(Checkout.root().resolve("distribution/target/e2e/bundle")));
    }

    @Test
    void tarball_hasWhatAnOperatorNeeds() {
        assertThat(files(unpacked))
                .contains(
                        "README.md",
                        "CHANGELOG.md",
                        "LICENSE",
                        "NOTICE",
                        "SHA256SUMS",
                        "docs/install.md",
                        "bin/kafka-fips")
                .contains("config/java.security.17", "config/java.security.21", "config/java.security.25")
                .contains("config/broker.properties", "config/controller.properties", "config/client.properties")
                .contains("config/log4j2-additions.yaml");
        assertThat(unpacked.resolve("bin/kafka-fips")).isExecutable();
        assertThat(unpacked.resolve("LICENSE").toFile().canExecute()).isFalse();
    }

    @Test
    void libs_holdOursAndTheModuleAlone() {
        assertThat(files(unpacked.resolve("libs")).stream().map(name -> name.replaceFirst("-\\d.*", "")))
                .containsExactlyInAnyOrder(
                        "bc-fips",
                        "bcpkix-fips",
                        "bctls-fips",
                        "bcutil-fips",
                        "plugin-authorizer",
                        "plugin-commons",
                        "plugin-record-validator",
                        "plugin-ssl-engine",
                        "plugin-tiered-storage-crypto");
    }

    @Test
    void zip_hasTheFilesOfTheTarball() throws IOException {
        try (ZipFile zip =
                new ZipFile(archive.folder().resolve(archive.name() + ".zip").toFile())) {
            Set<String> names = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .map(name -> name.substring(archive.name().length() + 1))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(names).isEqualTo(files(unpacked));
        }
    }

    @Test
    void checksums_ofAllFiles_hold() {
        assertThat(Shell.run(unpacked, "sha256sum --quiet -c SHA256SUMS").exitCode())
                .isZero();
        assertThat(Shell.run(archive.folder(), "sha256sum --quiet -c SHA256SUMS && sha512sum --quiet -c SHA512SUMS")
                        .exitCode())
                .isZero();
        assertThat(Shell.run(unpacked, "wc -l < SHA256SUMS").output().strip())
                .isEqualTo(Integer.toString(files(unpacked).size() - 1));
    }

    @Test
    void softwareBill_namesEveryJarThatIsThere() throws Exception {
        Path file = unpacked.resolve("sbom.cdx.json");
        JsonNode bill = new ObjectMapper().readTree(file.toFile());

        assertThat(new JsonParser().validate(file.toFile(), Version.VERSION_16)).isEmpty();
        List<String> named = new ArrayList<>();
        bill.get("components")
                .forEach(component -> component
                        .get("properties")
                        .forEach(property -> named.add(property.get("value").textValue())));
        Collections.sort(named);
        assertThat(named)
                .containsExactlyElementsOf(files(unpacked).stream()
                        .filter(name -> name.endsWith(".jar"))
                        .toList());
    }

    @Test
    void softwareBill_ofAWholeBuild_isComplete() throws IOException {
        for (String module : List.of("plugin-commons", "plugin-record-validator", "distribution")) {
            assumeTrue(
                    Files.isRegularFile(Checkout.root().resolve(module).resolve("target/bom.json")),
                    module + " has no bill of its own: -pl, or -o");
        }
        JsonNode bill =
                new ObjectMapper().readTree(unpacked.resolve("sbom.cdx.json").toFile());

        assertThat(bill.get("compositions")).hasSize(1);
        assertThat(bill.at("/compositions/0/aggregate").textValue()).isEqualTo("complete");
        assertThat(bill.findValuesAsText("name")).contains("snakeyaml-engine", "caffeine", "asm", "avro", "picocli");
    }

    @Test
    void cryptoBill_isValidAndNamesTheModule() throws Exception {
        Path file = unpacked.resolve("cbom.cdx.json");

        assertThat(new JsonParser().validate(file.toFile(), Version.VERSION_16)).isEmpty();
        assertThat(new ObjectMapper().readTree(file.toFile()).findValuesAsText("bom-ref"))
                .anySatisfy(reference -> assertThat(reference).startsWith("pkg:maven/org.bouncycastle/bc-fips@"));
    }

    private static Set<String> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
