package io.kafkafips.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.docs.MarkdownPage.Place;
import io.kafkafips.testkit.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every link of every page leads somewhere: files are there, and so are the headings behind {@code #}. Nothing is asked of the network. */
class LinksTest {
    private final Map<Path, Set<String>> anchors = new HashMap<>();

    @Test
    void links_ofEveryPage_leadSomewhere() {
        List<String> dead = MarkdownPage.all().stream()
                .flatMap(page -> page.links().stream())
                .flatMap(link -> fault(link, Checkout.root()).stream())
                .toList();

        assertThat(dead).as("dead links").isEmpty();
    }

    /** What the index does not lead to, nobody finds. */
    @Test
    void index_ofTheDocumentation_namesEveryPage() throws Exception {
        Path docs = Checkout.root().resolve("docs");
        List<Path> linked = MarkdownPage.read(docs.resolve("README.md")).links().stream()
                .filter(link -> !isForeign(link.text()))
                .map(link -> docs.resolve(link.text().split("#", 2)[0]).normalize())
                .toList();

        assertThat(MarkdownPage.all().stream().map(MarkdownPage::file).filter(file -> file.startsWith(docs)))
                .filteredOn(file -> !file.endsWith("README.md"))
                .filteredOn(file -> !file.startsWith(docs.resolve("decisions")))
                .as("pages that docs/README.md does not link to")
                .allMatch(linked::contains, "is linked from docs/README.md");
    }

    @Test
    void fault_ofDeadLinks_isFoundAndOfLivingOnesNot(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("other.md"), "# One `thing`: a/b\n\n## Twice\n\n## Twice\n");
        Path page = folder.resolve("page.md");
        Files.writeString(page, """
                # Page
                [a](other.md#one-thing-ab) [b](other.md#twice-1) [c](#page) [d](https://example.org/x) `[x](nothing.md)`
                ```
                [e](nothing.md)
                ```
                [f](nothing.md) [g](other.md#three) [h](#nowhere) [i](/other.md)
                """);

        assertThat(MarkdownPage.read(page).links())
                .filteredOn(link -> fault(link, folder).isPresent())
                .extracting(Place::text)
                .containsExactly("nothing.md", "other.md#three", "#nowhere", "/other.md");
    }

    private Optional<String> fault(Place link, Path root) {
        if (isForeign(link.text())) {
            return Optional.empty();
        }
        String[] parts = link.text().split("#", 2);
        Path file = parts[0].isEmpty()
                ? link.page().file()
                : link.page().file().resolveSibling(parts[0]).normalize();
        if (link.text().startsWith("/") || !file.startsWith(root)) {
            return Optional.of(link + ": leads out of the repository");
        }
        if (!Files.exists(file)) {
            return Optional.of(link + ": no such file");
        }
        if (parts.length == 2
                && file.toString().endsWith(".md")
                && !anchorsOf(file).contains(parts[1])) {
            return Optional.of(link + ": no such heading");
        }
        return Optional.empty();
    }

    private Set<String> anchorsOf(Path file) {
        return anchors.computeIfAbsent(file, one -> MarkdownPage.read(one).anchors());
    }

    private static boolean isForeign(String target) {
        return target.matches("[a-z][a-z+.-]*:.*");
    }
}
