package io.kafkafips.docs;

import io.kafkafips.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Markdown, as far as the tests of this package read it.
 *
 * @param file where it lies
 * @param lines its lines, of which the first is number 1 for people
 */
public record MarkdownPage(Path file, List<String> lines) {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern REFERENCE = Pattern.compile("^\\[[^\\]]+\\]:\\s*(\\S+)");
    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern ANCHOR = Pattern.compile("<a\\s+(?:name|id)=\"([^\"]+)\"");
    private static final Pattern CODE_SPAN = Pattern.compile("(`+)(.+?)\\1");

    /**
     * A piece of text with its place.
     *
     * @param page that has it
     * @param line its number, from 1
     * @param text itself
     */
    public record Place(MarkdownPage page, int line, String text) {
        @Override
        public String toString() {
            return Checkout.root().relativize(page.file()) + ":" + line + ": " + text;
        }
    }

    public static MarkdownPage read(Path file) {
        try {
            return new MarkdownPage(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every page of the checkout, what builds make left out. */
    public static List<MarkdownPage> all() {
        List<MarkdownPage> pages = new ArrayList<>();
        try {
            Files.walkFileTree(Checkout.root(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".md")) {
                        pages.add(read(file));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    // other tests of this build come and go
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    /** Targets of links outside of code. */
    public List<Place> links() {
        List<Place> links = new ArrayList<>();
        for (Place prose : prose()) {
            String text = CODE_SPAN.matcher(prose.text()).replaceAll("code");
            for (Pattern pattern : List.of(LINK, REFERENCE)) {
                Matcher link = pattern.matcher(text);
                while (link.find()) {
                    links.add(new Place(this, prose.line(), link.group(1)));
                }
            }
        }
        return links;
    }

    /** What may stand behind {@code #} in a link to this page, by GitHub's rules. */
    public Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Place prose : prose()) {
            Matcher heading = HEADING.matcher(prose.text());
            if (heading.matches()) {
                String slug = slug(heading.group(1));
                int before = seen.merge(slug, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? slug : slug + "-" + before);
            }
            Matcher anchor = ANCHOR.matcher(prose.text());
            while (anchor.find()) {
                anchors.add(anchor.group(1));
            }
        }
        return anchors;
    }

    private static String slug(String heading) {
        return heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .replace(' ', '-');
    }

    /** Text between backticks, outside of blocks of code. */
    public List<Place> codeSpans() {
        List<Place> spans = new ArrayList<>();
        for (Place prose : prose()) {
            Matcher span = CODE_SPAN.matcher(prose.text());
            while (span.find()) {
                spans.add(new Place(this, prose.line(), span.group(2).strip()));
            }
        }
        return spans;
    }

    /** Lines of blocks of code, indented or fenced; a line that ends in a backslash goes on with the next one. */
    public List<Place> codeLines() {
        List<Place> joined = new ArrayList<>();
        Place open = null;
        for (Place line : split(true)) {
            Place whole = open == null
                    ? line
                    : new Place(
                            this, open.line(), open.text() + " " + line.text().strip());
            if (whole.text().endsWith("\\")) {
                open = new Place(
                        this,
                        whole.line(),
                        whole.text().substring(0, whole.text().length() - 1));
            } else {
                joined.add(whole);
                open = null;
            }
        }
        if (open != null) {
            joined.add(open);
        }
        return joined;
    }

    private List<Place> prose() {
        return split(false);
    }

    private List<Place> split(boolean code) {
        List<Place> part = new ArrayList<>();
        boolean fenced = false;
        boolean indented = false;
        boolean blankBefore = true;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean fence = line.strip().startsWith("```");
            indented = !fenced && line.startsWith("    ") && (indented || blankBefore);
            if (!fence && (fenced || indented) == code) {
                part.add(new Place(this, i + 1, line));
            }
            fenced ^= fence;
            blankBefore = line.isBlank();
        }
        return part;
    }
}
