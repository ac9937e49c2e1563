package io.kafkafips.cli.doctor;

import io.kafkafips.cli.doctor.node.Jvm;
import io.kafkafips.cli.doctor.node.ProcFolder;
import io.kafkafips.cli.doctor.node.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words of a command line with the content of argument files in their places ({@code @<file>}: the {@code java} command of JDK 17,
 * "java Command-Line Argument Files"; files do not name files). Secrets of such a file are on no command line, and are left out.
 */
final class ArgumentFiles {
    private static final String MARK = "@";
    private static final String END = "--disable-@files";
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*#.*$");

    private ArgumentFiles() {}

    /**
     * What the JVM takes the words for.
     *
     * @throws IOException when a file cannot be read; without it nobody can say what the node runs with
     */
    static List<String> expanded(List<String> words, ProcFolder folder) throws IOException {
        List<String> expanded = new ArrayList<>();
        boolean on = true;
        for (String word : words) {
            on = on && !word.equals(END);
            if (!on || !word.startsWith(MARK)) {
                expanded.add(word);
            } else if (word.startsWith(MARK + MARK)) {
                expanded.add(word.substring(1));
            } else {
                String text = Files.readString(folder.resolve(word.substring(1)));
                Jvm.parse(word, COMMENT.matcher(text).replaceAll("")).flags().stream()
                        .filter(flag -> !isSecret(flag))
                        .forEach(expanded::add);
            }
        }
        return expanded;
    }

    private static boolean isSecret(String flag) {
        int sign = flag.indexOf('=');
        return flag.startsWith("-D") && sign > 0 && Secrets.isSecret(flag.substring(2, sign));
    }
}
