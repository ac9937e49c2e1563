package io.kafkafips.cli.keystore.foreign;

import io.kafkafips.cli.output.CommandFailure;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * A store of a type that the FIPS module does not have, read by a JVM of its own: the same Java, with the providers that it comes with.
 * Store, passwords and keys go through pipes alone, to no file, no argument and no variable of the environment; that JVM writes no
 * dump, lets nobody attach, and ends when the store is read. Immutable.
 *
 * @param type JKS, JCEKS or PKCS12
 * @param content the file, which this JVM has read
 * @param shown where it lies, for messages
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ForeignStore(String type, byte[] content, String shown) {
    private static final int LONGEST_COMPLAINT = 2000;
    private static final List<String> FLAGS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx256m",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:+SuppressFatalErrorMessage",
            // standard output has the entries
            "-XX:+DisplayVMOutputToStderr");

    /**
     * What the store holds.
     *
     * @param entries by alias
     * @param provider the JDK's provider that read it
     */
    public record Content(List<ForeignEntry> entries, String provider) {
        public Content {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Reads it.
     *
     * @param keys whether private keys are asked for; certificates are told in any case
     * @param keyPassword that of the keys, {@code null} for the same one
     * @throws CommandFailure when it does not open, or there is no JVM to open it
     */
    public Content read(boolean keys, Password password, @Nullable Password keyPassword) {
        ProcessBuilder builder = new ProcessBuilder(command());
        // JAVA_TOOL_OPTIONS would change the JVM, and a password in a variable is nobody's business there
        builder.environment().clear();
        try {
            Process process = builder.start();
            try (DataInputStream in = new DataInputStream(process.getInputStream())) {
                ask(process, keys, password, keyPassword);
                return answer(in, process);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw CommandFailure.usage(
                    shown + " cannot be read: the JVM that should read it cannot be started",
                    "check " + command().get(0),
                    e);
        }
    }

    private static List<String> command() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(FLAGS);
        command.add("-cp");
        command.add(ownJar().toString());
        command.add(ForeignStoreMain.class.getName());
        return command;
    }

    private static Path ownJar() {
        try {
            Path jar = Path.of(ForeignStoreMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.exists(jar)) {
                return jar;
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The command line lies at no file", e);
        }
        throw new IllegalStateException("The command line lies at no file");
    }

    private void ask(Process process, boolean keys, Password password, @Nullable Password keyPassword) {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()))) {
            out.writeUTF(type);
            out.writeBoolean(keys);
            out.writeInt(content.length);
            out.write(content);
            writeChars(out, password.value());
            writeChars(out, keyPassword == null ? "" : keyPassword.value());
        } catch (IOException e) {
            // it ended without reading: what it printed tells why
        }
    }

    private static void writeChars(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private Content answer(DataInputStream in, Process process) throws IOException {
        List<ForeignEntry> entries = new ArrayList<>();
        try {
            while (true) {
                char kind = (char) in.readUnsignedByte();
                String first = in.readUTF();
                switch (kind) {
                    case ForeignStoreMain.END -> {
                        return new Content(entries, first);
                    }
                    case ForeignStoreMain.FAILED -> throw unopened(first);
                    case ForeignStoreMain.REFUSED -> entries.add(ForeignEntry.refused(first, in.readUTF()));
                    case ForeignStoreMain.KEY ->
                        entries.add(new ForeignEntry(
                                first, null, in.readUTF(), ForeignStoreMain.readBytes(in), certificates(in)));
                    default -> entries.add(new ForeignEntry(first, null, "", new byte[0], certificates(in)));
                }
            }
        } catch (EOFException e) {
            entries.forEach(ForeignEntry::wipe);
            throw new IOException("it ended early: " + complaint(process.getErrorStream()), e);
        } catch (CommandFailure e) {
            entries.forEach(ForeignEntry::wipe);
            throw e;
        }
    }

    private CommandFailure unopened(String reason) {
        return CommandFailure.usage(
                shown + " does not open as " + type + ": " + reason.replaceAll("\\p{Cntrl}", " "),
                "name the password of this store; keytool -list -keystore " + shown + " tries it");
    }

    private static List<byte[]> certificates(DataInputStream in) throws IOException {
        List<byte[]> certificates = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            certificates.add(ForeignStoreMain.readBytes(in));
        }
        return certificates;
    }

    private static String complaint(InputStream err) throws IOException {
        return new String(err.readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("no word");
    }
}
