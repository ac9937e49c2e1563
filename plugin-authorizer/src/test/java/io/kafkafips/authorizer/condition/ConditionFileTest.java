package io.kafkafips.authorizer.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkafips.authorizer.acl.Decision.DeniedByCondition;
import io.kafkafips.authorizer.condition.ConditionFile.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConditionFileTest {
    private static final String KEY = "authorizer.conditions.file";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T09:00:00Z"));

    @TempDir
    Path folder;

    private final List<State> changes = new ArrayList<>();

    @Test
    void open_badFile_isRefusedWithFileLineAndColumn() throws Exception {
        Path file = write("version: 1\nrules: {}\n");
        assertThatThrownBy(() -> ConditionFile.open(file, KEY, CLOCK))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(KEY + "=" + file)
                .hasMessageContaining(file + ":2:8: rules is a mapping: expected a list")
                .hasMessageContaining("Remedy: ");
    }

    @Test
    void open_missingFile_isRefused() {
        assertThatThrownBy(() -> ConditionFile.open(folder.resolve("none.yaml"), KEY, CLOCK))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void poll_changedFile_isInForceAtTheSecondLookThatSeesIt() throws Exception {
        ConditionFile file = ConditionFile.open(write(rules(1)), KEY, CLOCK);
        write(rules(2));

        file.poll(changes::add);
        int first = file.current().size();
        file.poll(changes::add);

        assertThat(first).isEqualTo(1);
        assertThat(file.current().size()).isEqualTo(2);
        assertThat(file.reloads()).isEqualTo(1);
        assertThat(changes).containsExactly(file.state());
    }

    @Test
    void poll_fileThatIsStillBeingWritten_waitsUntilItIsWhole() throws Exception {
        ConditionFile file = ConditionFile.open(write(rules(3)), KEY, CLOCK);
        for (String half : List.of("", "version: 1\n", "version: 1\nrules: []\n", rules(1))) {
            write(half);
            file.poll(changes::add);
        }
        write(rules(4));
        file.poll(changes::add);
        file.poll(changes::add);

        assertThat(file.current().size()).isEqualTo(4);
        assertThat(file.refusals()).isZero();
        assertThat(changes).hasSize(1);
    }

    @Test
    void poll_badChange_keepsTheLastGoodAndTellsOnce() throws Exception {
        ConditionFile file = ConditionFile.open(write(rules(1)), KEY, CLOCK);
        ConditionSet before = file.current();
        write("version: 1\nrules:\n  - nam: x\n");
        for (int i = 0; i < 5; i++) {
            file.poll(changes::add);
        }

        assertThat(file.current()).isSameAs(before);
        assertThat(file.refusals()).isEqualTo(1);
        assertThat(changes)
                .singleElement()
                .satisfies(state ->
                        assertThat(state.error()).contains("conditions.yaml:3:5: rules[0].nam is an unknown key"));
    }

    @Test
    void poll_goodFileAfterABadOne_clearsTheError() throws Exception {
        ConditionFile file = ConditionFile.open(write(rules(1)), KEY, CLOCK);
        write("no");
        file.poll(changes::add);
        file.poll(changes::add);
        write(rules(1));
        file.poll(changes::add);
        String restored = file.state().error();
        Files.delete(folder.resolve("conditions.yaml"));
        file.poll(changes::add);
        file.poll(changes::add);
        String missing = file.state().error();
        write(rules(2));
        file.poll(changes::add);
        file.poll(changes::add);

        assertThat(restored).isEmpty();
        assertThat(missing).contains("cannot be read");
        assertThat(file.state().error()).isEmpty();
        assertThat(file.current().size()).isEqualTo(2);
        assertThat(file.refusals()).isEqualTo(2);
    }

    /** As kubelet does it: {@code ..data} is a link to a folder, swapped by a rename. */
    @Test
    void poll_symbolicLinkThatIsSwapped_takesTheNewFile() throws Exception {
        Files.createDirectories(folder.resolve("v1"));
        Files.createDirectories(folder.resolve("v2"));
        Files.writeString(folder.resolve("v1/conditions.yaml"), rules(1));
        Files.writeString(folder.resolve("v2/conditions.yaml"), rules(2));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("v1"));
        Path link = Files.createSymbolicLink(folder.resolve("conditions.yaml"), Path.of("..data/conditions.yaml"));
        ConditionFile file = ConditionFile.open(link, KEY, CLOCK);
        Files.createSymbolicLink(folder.resolve("..tmp"), Path.of("v2"));
        Files.move(folder.resolve("..tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        file.poll(changes::add);
        file.poll(changes::add);

        assertThat(file.current().size()).isEqualTo(2);
    }

    /** Two files, of which the first denies by two rules on A and the second by two rules on B: half of each would let A or B pass. */
    @Test
    void current_underConcurrentReloads_isNeverAMixture() throws Exception {
        Path path = write(version("A"));
        ConditionFile file = ConditionFile.open(path, KEY, CLOCK);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        List<Future<Integer>> results = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            results.add(readers.submit(() -> read(file, done)));
        }
        for (int i = 0; i < 30; i++) {
            write(version(i % 2 == 0 ? "B" : "A"));
            file.poll(changes::add);
            file.poll(changes::add);
        }
        done.set(true);
        readers.shutdown();

        assertThat(readers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(file.reloads()).isEqualTo(30);
        for (Future<Integer> result : results) {
            assertThat(result.get()).as("looks that saw both files in force").isPositive();
        }
    }

    /** Counts the changes between the two files that it saw; fails where the two rules of one look are of different files. */
    private static int read(ConditionFile file, AtomicBoolean done) {
        int changes = 0;
        String before = "";
        while (!done.get() || changes == 0) {
            ConditionSet conditions = file.current();
            DeniedByCondition first = check(conditions, "User:first");
            DeniedByCondition second = check(conditions, "User:second");
            assertThat(first.rule().substring(0, 1)).isEqualTo(second.rule().substring(0, 1));
            changes += before.equals(first.rule()) ? 0 : 1;
            before = first.rule();
        }
        return changes;
    }

    private static DeniedByCondition check(ConditionSet conditions, String principal) {
        return conditions.check(Conditions.origin(principal), ResourceType.TOPIC, "t", AclOperation.READ, false, CLOCK);
    }

    private static String version(String name) {
        return "version: 1\nrules:\n"
                + "  - {name: " + name + "1, principals: [\"User:first\"], require: {listeners: [NONE]}}\n"
                + "  - {name: " + name + "2, principals: [\"User:second\"], require: {listeners: [NONE]}}\n";
    }

    private static String rules(int count) {
        StringBuilder text = new StringBuilder("version: 1\nrules:\n");
        for (int i = 0; i < count; i++) {
            text.append("  - {name: rule-").append(i).append(", require: {listeners: [A]}}\n");
        }
        return text.toString();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("conditions.yaml"), text);
    }
}
