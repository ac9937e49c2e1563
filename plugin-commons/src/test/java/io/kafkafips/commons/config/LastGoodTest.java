package io.kafkafips.commons.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that names another one, whose content is what is loaded. */
class LastGoodTest {
    @TempDir
    private Path folder;

    private final List<LastGood.State<String>> changes = new ArrayList<>();
    private LastGood<String> content;

    @BeforeEach
    void open() throws Exception {
        write("main", "a");
        write("a", "one");
        content = LastGood.open("The test", this::load, InstantSource.fixed(Instant.EPOCH));
    }

    @Test
    void poll_fileThatIsNamedChanges_isLoadedAnew() throws Exception {
        write("a", "two");

        pollTwice();

        assertThat(content.current()).isEqualTo("two");
        assertThat(changes).hasSize(1);
    }

    @Test
    void poll_missingFileOfARefusedChangeAppears_isTakenOver() throws Exception {
        write("main", "b");
        pollTwice();
        String refused = content.state().error();
        write("b", "three");
        pollTwice();

        assertThat(refused).contains("cannot be read").contains("b");
        assertThat(content.current()).isEqualTo("three");
        assertThat(content.state().error()).isEmpty();
    }

    @Test
    void poll_loaderFailsWithAnError_keepsTheLastGoodAndSaysSo() throws Exception {
        write("a", "error");

        pollTwice();

        assertThat(content.current()).isEqualTo("one");
        assertThat(content.refusals()).isEqualTo(1);
        assertThat(content.state().error()).contains("AssertionError");
    }

    @Test
    void poll_changeThatIsTakenBack_isNothing() throws Exception {
        write("a", "two");
        content.poll(changes::add);
        write("a", "one");
        content.poll(changes::add);
        content.poll(changes::add);

        assertThat(changes).isEmpty();
        assertThat(content.reloads()).isZero();
    }

    private void pollTwice() {
        content.poll(changes::add);
        content.poll(changes::add);
    }

    private String load(WatchedFiles files) throws IOException {
        String name = text(files.read(folder.resolve("main")));
        String loaded = text(files.read(folder.resolve(name)));
        if (loaded.equals("error")) {
            throw new AssertionError("of the loader");
        }
        return loaded;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
