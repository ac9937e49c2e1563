package io.kafkafips.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkafips.tiered.kafka.EncryptingRemoteStorageManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.server.log.remote.storage.LogSegmentData;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentId;
import org.apache.kafka.server.log.remote.storage.RemoteLogSegmentMetadata;
import org.apache.kafka.server.log.remote.storage.RemoteStorageException;

/** A store as a broker leaves it, with registry and keystore made by the command line. */
final class TieredStore {
    static final Uuid TOPIC = new Uuid(0x1122334455667788L, 0x19aabbccddeeff00L);
    static final Uuid SEGMENT = new Uuid(0x0f0e0d0c0b0a0908L, 0x0706050403020100L);
    static final Uuid OTHER_SEGMENT = new Uuid(0x1f0e0d0c0b0a0908L, 0x0706050403020100L);
    static final int CHUNK = 4096;
    static final int FRAME = CHUNK + 28;
    static final int HEADER = 1024;

    private static final String PASSWORD = "a password of tests";
    private static final int BATCH_HEADER = 61;

    final Path folder;
    final Path store;
    final Path registry;
    final Path keystore;
    final Path passwordFile;

    private TieredStore(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("store");
        this.registry = folder.resolve("registry");
        this.keystore = folder.resolve("roots.bcfks");
        this.passwordFile = folder.resolve("password");
    }

    /** An empty registry, and a password for a keystore that is not there yet. */
    static TieredStore empty(Path folder) throws IOException {
        TieredStore made = new TieredStore(folder);
        Files.createDirectories(made.store);
        Files.createDirectories(made.registry);
        Files.writeString(made.passwordFile, PASSWORD + "\n");
        Files.setPosixFilePermissions(made.passwordFile, PosixFilePermissions.fromString("rw-------"));
        return made;
    }

    /** With the root {@code root-1} and the topic key {@code shared}. */
    static TieredStore withKeys(Path folder) throws IOException {
        TieredStore made = empty(folder);
        made.mustRun("keys", "create-root", "root-1");
        made.mustRun("keys", "rotate", "--root", "root-1");
        made.mustRun("keys", "create", "shared");
        return made;
    }

    /** The same in another folder: to open a keystore takes its time, to copy a few files none. */
    TieredStore copy(Path target) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.skip(1).toList()) {
                Files.copy(file, target.resolve(folder.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new TieredStore(target);
    }

    /** Runs a command with the keys of this store. */
    CliRun run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "--registry",
                registry.toString(),
                "--keystore",
                keystore.toString(),
                "--keystore-password-file",
                passwordFile.toString()));
        return CliRun.of(all);
    }

    CliRun mustRun(String... arguments) {
        CliRun run = run(arguments);
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        return run;
    }

    /** Uploads a segment as a broker does; the log has batches of 10,000 bytes and ten records each. */
    void upload(Uuid segmentId, int partition, long baseOffset, int batches) {
        try (EncryptingRemoteStorageManager manager = new EncryptingRemoteStorageManager()) {
            manager.configure(settings());
            byte[] log = log(baseOffset, batches, 10_000);
            manager.copyLogSegmentData(metadata(segmentId, partition, baseOffset, log.length), files(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RemoteStorageException e) {
            throw new IllegalStateException(e);
        }
    }

    Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("broker.id", 1);
        settings.put("chunk.size.bytes", String.valueOf(CHUNK));
        settings.put("keys.registry.path", registry.toString());
        settings.put("keys.keystore.location", keystore.toString());
        settings.put("keys.keystore.password", new Password(PASSWORD));
        settings.put("keys.topics", "*:shared");
        settings.put("delegate.directory.path", store.toString());
        return settings;
    }

    /** Where an object is; the kind is its file's ending. */
    Path object(Uuid segmentId, int partition, String kind) {
        return store.resolve(hex(TOPIC)).resolve(Integer.toString(partition)).resolve(hex(segmentId) + "." + kind);
    }

    Path log() {
        return object(SEGMENT, 0, "log");
    }

    /** Flips a bit of a byte; counted from the end when the position is negative. */
    static void flip(Path file, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[position < 0 ? bytes.length + position : position] ^= 1;
        Files.write(file, bytes);
    }

    static byte[] log(long baseOffset, int batches, int bytesPerBatch) {
        ByteBuffer log = ByteBuffer.allocate(batches * bytesPerBatch);
        byte[] records = new byte[bytesPerBatch - BATCH_HEADER];
        new Random(baseOffset).nextBytes(records);
        for (int batch = 0; batch < batches; batch++) {
            int start = log.position();
            log.putLong(baseOffset + 10L * batch).putInt(bytesPerBatch - 12).putInt(0);
            log.put((byte) 2).putInt(0).putShort((short) 0).putInt(9);
            log.position(start + BATCH_HEADER);
            log.put(records);
        }
        return log.array();
    }

    private LogSegmentData files(byte[] log) throws IOException {
        Path local = Files.createTempDirectory(folder, "local");
        return new LogSegmentData(
                Files.write(local.resolve("s.log"), log),
                Files.write(local.resolve("s.index"), new byte[0]),
                Files.write(local.resolve("s.timeindex"), new byte[24]),
                Optional.empty(),
                Files.write(local.resolve("s.snapshot"), new byte[10]),
                ByteBuffer.wrap(new byte[] {'0', '\n'}));
    }

    private static RemoteLogSegmentMetadata metadata(Uuid segmentId, int partition, long baseOffset, int bytes) {
        return new RemoteLogSegmentMetadata(
                new RemoteLogSegmentId(new TopicIdPartition(TOPIC, partition, "accounts"), segmentId),
                baseOffset,
                baseOffset + 999,
                1_700_000_000_000L,
                1,
                1_700_000_000_001L,
                bytes,
                Map.of(0, 0L));
    }

    private static String hex(Uuid id) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(id.getMostSignificantBits()) + hex.toHexDigits(id.getLeastSignificantBits());
    }

    /** What differs from run to run, and how wide it made columns, taken out. */
    String normal(String printed) {
        return printed.replace(folder.toString(), "<folder>")
                .replaceAll("\\b[0-9a-f]{16}\\b", "<key id>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>")
                .replaceAll("((?:object id:|\"objectId\" :) *\"?)[A-Za-z0-9_-]{22}", "$1<object id>")
                .replaceAll("(?<=\\S) {2,}", "  ");
    }
}
