package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keys create-root}, {@code create}, {@code rotate}, {@code rewrap}, {@code shred} and {@code status}. */
class KeysTest {
    @TempDir
    private static Path templateFolder;

    private static TieredStore template;

    @TempDir
    private Path folder;

    private TieredStore tiered;

    @BeforeAll
    static void writeTemplate() throws Exception {
        template = TieredStore.withKeys(templateFolder);
    }

    @BeforeEach
    void copyTemplate() throws Exception {
        tiered = template.copy(folder);
    }

    @Test
    void createRoot_newKeystore_isPrivateAndSaysWhatComesNext() throws Exception {
        Files.delete(tiered.keystore);

        CliRun run = tiered.mustRun("keys", "create-root", "root-7");

        assertThat(Files.getPosixFilePermissions(tiered.keystore))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(run.out()).contains("root-7", "with the keystore", "kafka-fips keys rotate --root root-7");
    }

    @Test
    void createRoot_aliasThatIsThere_isRefusedAndKeepsTheKey() throws Exception {
        byte[] before = Files.readAllBytes(tiered.keystore);

        CliRun run = tiered.run("keys", "create-root", "root-1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("has a key root-1 already");
        assertThat(tiered.keystore).hasBinaryContent(before);
    }

    @Test
    void createRoot_keystoreThatTheGroupReads_staysReadableForIt() throws Exception {
        Files.setPosixFilePermissions(tiered.keystore, PosixFilePermissions.fromString("rw-r-----"));

        tiered.mustRun("keys", "create-root", "root-2");

        assertThat(Files.getPosixFilePermissions(tiered.keystore))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void create_twice_leavesTheFirst() throws Exception {
        JsonNode first = json(tiered.mustRun("keys", "create", "orders", "--json"));
        JsonNode second = json(tiered.mustRun("keys", "create", "orders", "--json"));

        assertThat(change(first, 0, "outcome")).isEqualTo("created");
        assertThat(change(second, 0, "outcome")).isEqualTo("was there");
        assertThat(change(second, 0, "keyId")).isEqualTo(change(first, 0, "keyId"));
    }

    @Test
    void create_keyForOneTopic_hasItsIdInItsName() throws Exception {
        Uuid topic = TieredStore.TOPIC;

        CliRun without = tiered.run("keys", "create", "customer.{topic-id}");
        tiered.mustRun("keys", "create", "customer.{topic-id}", "--topic-id", topic.toString(), "--topic", "accounts");
        JsonNode status = json(tiered.mustRun("keys", "status", "--json"));

        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(status.get("topicKeys").get(0).get("key").textValue())
                .isEqualTo("customer.112233445566778819aabbccddeeff00");
        assertThat(status.get("topicKeys").get(0).get("topicId").textValue()).isEqualTo(topic.toString());
        assertThat(status.get("topicKeys").get(0).get("topic").textValue()).isEqualTo("accounts");
    }

    @Test
    void create_malformedName_isRefused() {
        CliRun run = tiered.run("keys", "create", "../orders");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("is no name of a topic key");
    }

    @Test
    void create_unknownRoot_isRefusedWithWhatThereIs() {
        CliRun run = tiered.run("keys", "create", "orders", "--root", "root-9");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("root-9", "[root-1]");
        assertThat(tiered.registry.resolve("orders")).doesNotExist();
    }

    @Test
    void rotate_key_isUsedForNewSegmentsAndOldOnesStayReadable() throws Exception {
        tiered.upload(TieredStore.SEGMENT, 0, 0, 1);

        CliRun rotated = tiered.mustRun("keys", "rotate", "shared");
        tiered.upload(TieredStore.OTHER_SEGMENT, 0, 0, 1);
        JsonNode status = json(tiered.mustRun("keys", "status", "--store", tiered.store.toString(), "--json"));

        assertThat(rotated.out()).contains("created", "after version 1");
        assertThat(status.get("topicKeys"))
                .extracting(each -> each.get("segments").intValue())
                .containsExactly(1, 1);
        tiered.mustRun("segment", "verify", tiered.store.toString());
    }

    @Test
    void rotate_all_leavesShreddedKeysAndYoungOnesAlone() throws Exception {
        tiered.mustRun("keys", "create", "gone");
        tiered.mustRun("keys", "shred", "gone", "--yes");

        JsonNode young = json(tiered.mustRun("keys", "rotate", "--all", "--older-than", "1d", "--json"));
        JsonNode all = json(tiered.mustRun("keys", "rotate", "--all", "--json"));

        assertThat(young.get("changes")).isEmpty();
        assertThat(all.get("changes")).hasSize(1);
        assertThat(change(all, 0, "key")).isEqualTo("shared");
    }

    @Test
    void rotate_unclearRequests_areUsageErrors() {
        assertThat(tiered.run("keys", "rotate").exitCode()).isEqualTo(2);
        assertThat(tiered.run("keys", "rotate", "shared", "--all").exitCode()).isEqualTo(2);
        assertThat(tiered.run("keys", "rotate", "nobody").err()).contains("kafka-fips keys create nobody");
        assertThat(tiered.run("keys", "rotate", "--all", "--older-than", "soon").err())
                .contains("is no age");
    }

    @Test
    void rotateRoot_aliasThatIsNotThere_changesNothing() throws Exception {
        byte[] before = Files.readAllBytes(tiered.registry.resolve("root.yaml"));

        CliRun run = tiered.run("keys", "rotate", "--root", "root-9");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(tiered.registry.resolve("root.yaml")).hasBinaryContent(before);
    }

    @Test
    void rewrap_brokenOffHalfway_doesWhatIsLeft() throws Exception {
        tiered.upload(TieredStore.SEGMENT, 0, 0, 1);
        tiered.mustRun("keys", "create", "orders");
        tiered.mustRun("keys", "create-root", "root-2");
        tiered.mustRun("keys", "rotate", "--root", "root-2");
        Path orders = tiered.registry.resolve("orders").resolve("1.yaml");
        byte[] before = Files.readAllBytes(orders);
        tiered.mustRun("keys", "rewrap");
        Files.write(orders, before);

        JsonNode again = json(tiered.mustRun("keys", "rewrap", "--json"));
        JsonNode third = json(tiered.mustRun("keys", "rewrap", "--json"));

        assertThat(again.get("changes")).hasSize(1);
        assertThat(change(again, 0, "key")).isEqualTo("orders");
        assertThat(again.get("underItBefore").intValue()).isEqualTo(1);
        assertThat(third.get("changes")).isEmpty();
        assertThat(json(tiered.mustRun("keys", "status", "--json")).get("roots"))
                .hasSize(1);
        tiered.mustRun("segment", "verify", tiered.store.toString());
    }

    @Test
    void rewrap_oneThatDoesNotOpen_isToldAndTheOthersAreDone() throws Exception {
        tiered.mustRun("keys", "create", "orders");
        tiered.mustRun("keys", "create-root", "root-2");
        swapWrapped("orders", "shared");

        JsonNode run = findings(tiered.run("keys", "rewrap", "--to", "root-2", "--json"));

        assertThat(run.get("changes"))
                .extracting(each -> each.get("outcome").textValue())
                .containsExactly("failed", "rewrapped");
        assertThat(change(run, 0, "root")).isEqualTo("root-1");
    }

    @Test
    void dryRuns_changeNoFile() throws Exception {
        tiered.mustRun("keys", "create-root", "root-2");
        List<String> before = content();

        String out = tiered.mustRun("keys", "create-root", "root-3", "--dry-run")
                        .out()
                + tiered.mustRun("keys", "create", "orders", "--dry-run").out()
                + tiered.mustRun("keys", "rotate", "--all", "--root", "root-2", "--dry-run")
                        .out()
                + tiered.mustRun("keys", "rewrap", "--to", "root-2", "--dry-run")
                        .out()
                + tiered.mustRun("keys", "shred", "shared", "--dry-run").out();

        assertThat(content()).isEqualTo(before);
        assertThat(out).contains("would create", "would rewrap", "would shred");
    }

    @Test
    void shred_withNobodyToAsk_doesNothing() throws Exception {
        List<String> before = content();

        CliRun run = tiered.run("keys", "shred", "shared");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("nobody is there to be asked", "--yes");
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void shred_oneVersion_leavesTheOther() throws Exception {
        tiered.upload(TieredStore.SEGMENT, 0, 0, 1);
        tiered.mustRun("keys", "rotate", "shared");
        tiered.upload(TieredStore.OTHER_SEGMENT, 0, 0, 1);

        JsonNode shredded = json(
                tiered.mustRun("keys", "shred", "shared/1", "--yes", "--store", tiered.store.toString(), "--json"));
        JsonNode verified = findings(tiered.run("segment", "verify", tiered.store.toString(), "--json"));

        assertThat(change(shredded, 0, "outcome")).isEqualTo("shredded");
        assertThat(change(shredded, 0, "note")).startsWith("5 objects of ");
        assertThat(shredded.has("unreadableAtTheLatest")).isTrue();
        assertThat(verified.get("good").intValue()).isEqualTo(5);
        assertThat(verified.get("findings"))
                .allMatch(each -> each.get("finding").textValue().equals("shredded-key"));
    }

    /** Broken off between the tombstone and the erasure, as a kill leaves it. */
    @Test
    void shred_brokenOff_isFinishedByTheNext() throws Exception {
        Path key = tiered.registry.resolve("shared").resolve("1.yaml");
        byte[] alive = Files.readAllBytes(key);
        tiered.mustRun("keys", "shred", "shared", "--yes");
        Files.write(key, alive);

        JsonNode again = json(tiered.mustRun("keys", "shred", "shared", "--json"));

        assertThat(change(again, 0, "outcome")).isEqualTo("was shredded");
        assertThat(key).content(StandardCharsets.UTF_8).doesNotContain("wrapped:");
    }

    @Test
    void shred_unknownVersion_isAUsageError() {
        CliRun run = tiered.run("keys", "shred", "shared/2", "--yes");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("there is no topic key shared/2");
    }

    @Test
    void status_healthyRegistry_isShown() throws Exception {
        tiered.upload(TieredStore.SEGMENT, 0, 0, 1);
        tiered.mustRun("keys", "rotate", "shared");
        tiered.mustRun("keys", "create", "gone");
        tiered.mustRun("keys", "shred", "gone", "--yes");

        CliRun text = tiered.mustRun("keys", "status", "--store", tiered.store.toString());
        CliRun json = tiered.mustRun("keys", "status", "--store", tiered.store.toString(), "--json");

        Golden.assertSame("keys-status.text", tiered.normal(text.out()));
        Golden.assertSame("keys-status.json", tiered.normal(json.out()));
    }

    @Test
    void status_withoutKeyService_saysWhatItDidNotCheck() {
        CliRun run = CliRun.of("keys", "status", "--registry", tiered.registry.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("whether keys open: no key service is named");
    }

    @Test
    void status_whatIsWrong_isFound() throws Exception {
        tiered.upload(TieredStore.SEGMENT, 0, 0, 1);
        tiered.mustRun("keys", "create", "orders");
        tiered.mustRun("keys", "create", "payments");
        tiered.mustRun("keys", "create", "spoilt");
        swapWrapped("orders", "payments");
        Files.writeString(tiered.registry.resolve("spoilt").resolve("1.yaml"), "format: 2\n");
        Files.move(tiered.registry.resolve("shared"), folder.resolve("lost"));
        Files.delete(tiered.registry.resolve("root.yaml"));

        JsonNode status = findings(tiered.run("keys", "status", "--store", tiered.store.toString(), "--json"));

        assertThat(status.get("findings"))
                .extracting(each -> each.get("finding").textValue())
                .containsExactly("unreadable-file", "no-current-root", "does-not-open", "not-in-registry");
        assertThat(status.get("findings").get(0).get("explanation").textValue()).contains("spoilt", "1.yaml");
    }

    @Test
    void status_rootThatIsGone_isFoundAtRootAndKeys() throws Exception {
        Files.delete(tiered.keystore);
        tiered.mustRun("keys", "create-root", "root-2");

        JsonNode status = findings(tiered.run("keys", "status", "--json"));

        assertThat(status.get("findings"))
                .extracting(each -> each.get("finding").textValue())
                .containsExactly("root-unusable", "does-not-open");
    }

    @Test
    void status_serverProperties_haveLimitsAndSecretsOfTheBroker() throws Exception {
        Path secrets = Files.writeString(folder.resolve("secrets.properties"), "tiered=a password of tests\n");
        Path server = Files.writeString(
                folder.resolve("server.properties"),
                String.join(
                        "\n",
                        "config.providers=file",
                        "config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider",
                        "remote.log.storage.manager.impl.prefix=rsm.own.",
                        "rsm.own.keys.registry.path=" + tiered.registry,
                        "rsm.own.keys.keystore.location=" + tiered.keystore,
                        "rsm.own.keys.keystore.password=${file:" + secrets + ":tiered}",
                        "rsm.own.keys.limits.age.ms=1"));

        CliRun run = CliRun.of("keys", "status", "--server-properties", server.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.out())
                .contains("past-its-age", "kafka-fips keys rotate shared")
                .doesNotContain("assumed");
    }

    @Test
    void status_openPasswordFile_isRefused() throws Exception {
        Files.setPosixFilePermissions(tiered.passwordFile, PosixFilePermissions.fromString("rw-r--r--"));

        CliRun run = tiered.run("keys", "status");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("can be read by others. Remedy: chmod 600 ");
    }

    @Test
    void status_registryThatIsNotThere_isAUsageError() {
        CliRun run = CliRun.of(
                "keys", "status", "--registry", folder.resolve("nowhere").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("nowhere does not exist");
    }

    /** Gives one key the wrapped bytes of another, which were made for another context. */
    private void swapWrapped(String to, String from) throws IOException {
        Path target = tiered.registry.resolve(to).resolve("1.yaml");
        String wrapped = Files.readString(tiered.registry.resolve(from).resolve("1.yaml"))
                .lines()
                .filter(line -> line.startsWith("wrapped: "))
                .findFirst()
                .orElseThrow();
        Files.writeString(target, Files.readString(target).replaceAll("(?m)^wrapped: .*$", wrapped));
    }

    /** Names and bytes of all files of registry and keystore. */
    private List<String> content() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> file + " " + hash(file))
                    .toList();
        }
    }

    private static int hash(Path file) {
        try {
            return Arrays.hashCode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String change(JsonNode run, int index, String column) {
        return run.get("changes").get(index).get(column).textValue();
    }

    private static JsonNode json(CliRun run) throws IOException {
        return new ObjectMapper().readTree(run.out().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode findings(CliRun run) throws IOException {
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(1);
        return json(run);
    }
}
