package io.kafkafips.install;

import io.kafkafips.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The commands of {@code docs/install.md} that are marked to be run, by name, in the order of the page.
 *
 * @param blocks name to text
 */
record InstallPage(Map<String, String> blocks) {
    private static final Pattern BLOCK = Pattern.compile("<!-- run: (\\w+) -->\n```sh\n(.*?)```\n", Pattern.DOTALL);

    static InstallPage read() {
        Path page = Checkout.root().resolve("docs/install.md");
        try {
            Map<String, String> blocks = new LinkedHashMap<>();
            Matcher matcher = BLOCK.matcher(Files.readString(page));
            while (matcher.find()) {
                blocks.put(matcher.group(1), matcher.group(2));
            }
            return new InstallPage(blocks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The block of a name, with the places and names of a test in it. */
    String block(String name, Map<String, String> places) {
        String block = blocks.get(name);
        if (block == null) {
            throw new IllegalArgumentException("docs/install.md has no block " + name + ", only " + blocks.keySet());
        }
        return replaced(block, places);
    }

    /** A text with other places and names in it, each put in once: what was put in is not looked at again. */
    static String replaced(String text, Map<String, String> places) {
        Pattern any =
                Pattern.compile(places.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|")));
        return any.matcher(text).replaceAll(found -> Matcher.quoteReplacement(places.get(found.group())));
    }
}
