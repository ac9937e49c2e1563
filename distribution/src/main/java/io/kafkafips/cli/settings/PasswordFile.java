package io.kafkafips.cli.settings;

import io.kafkafips.cli.output.CommandFailure;
import io.kafkafips.commons.audit.KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.types.Password;

/** Reads a password from a file with one line, for its owner's eyes alone. No message has any of it. */
public final class PasswordFile {
    private static final int LONGEST_BYTES = 1024;

    private PasswordFile() {}

    /**
     * The password of a file.
     *
     * @param option which option named the file, for the message
     * @throws CommandFailure when it cannot be read, is open to others, or has anything but one line
     */
    public static Password read(Path file, String option) {
        try {
            if (!KeyFile.isPrivate(file)) {
                throw CommandFailure.usage(option + " " + file + " can be read by others", "chmod 600 " + file);
            }
            if (Files.size(file) > LONGEST_BYTES) {
                throw oneLine(file, option);
            }
            String text = Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\r?\\n\\z", "");
            if (text.isEmpty() || text.indexOf('\n') >= 0) {
                throw oneLine(file, option);
            }
            return new Password(text);
        } catch (IOException e) {
            throw CommandFailure.usage(
                    option + " " + file + " cannot be read", option + " <file that you can read, in UTF-8>", e);
        }
    }

    private static CommandFailure oneLine(Path file, String option) {
        return CommandFailure.usage(
                option + " " + file + " is refused: expected one line with the password", option + " <such a file>");
    }
}
