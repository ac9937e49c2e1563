package io.kafkafips.commons.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkafips.commons.audit.verify.AuditVerifier;
import io.kafkafips.commons.audit.verify.Verification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A trail of {@code broker-1} in a folder, with a key unless told otherwise, and a reader that shares no code with its writer. */
public final class TestTrail {
    public static final String KEY = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final Path folder;
    private final Path keyFile;
    private final Map<String, String> settings = new HashMap<>();

    public TestTrail(Path parent) {
        this.folder = parent.resolve("audit");
        this.keyFile = parent.resolve("k0");
        try {
            Files.writeString(keyFile, KEY + "\n");
            Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        settings.put("audit.directory", folder.toString());
        settings.put("audit.hmac.key.file", keyFile.toString());
        settings.put("audit.aggregation.window.ms", "0");
    }

    public TestTrail with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public TestTrail without(String key) {
        settings.remove(key);
        return this;
    }

    public Path folder() {
        return folder;
    }

    Path keyFile() {
        return keyFile;
    }

    AuditConfig config() {
        return AuditConfig.of(settings).orElseThrow();
    }

    AuditTrail open() {
        return open("broker-1");
    }

    AuditTrail open(String source) {
        return AuditTrail.open(config(), new AuditOrigin(source, Map.of("role", "broker")), InstantSource.fixed(NOW));
    }

    /** Runs a trail with so many events, named by run and number, and closes it. */
    public TestTrail run(String run, int events) {
        return runAs("broker-1", run, events);
    }

    public TestTrail runAs(String source, String run, int events) {
        try (AuditTrail trail = open(source)) {
            for (int i = 0; i < events; i++) {
                trail.append(NOW.toEpochMilli() + i, TestFacts.allowed(run + "-" + i));
            }
        }
        return this;
    }

    public Path file(int number) {
        return folder.resolve("audit-broker-1-%08d.jsonl".formatted(number));
    }

    public Path state() {
        return folder.resolve("audit-broker-1.state");
    }

    /** Makes the state file longer than an array can be, on disks that know holes without taking room. */
    public void swellState() throws IOException {
        try (FileChannel file = FileChannel.open(state(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(1), 3L << 30);
        }
    }

    /** Lines of a file, without LF; a half line at the end is the last of them. */
    public List<String> lines(int number) throws IOException {
        String text = Files.readString(file(number), StandardCharsets.ISO_8859_1);
        return new ArrayList<>(List.of(text.split("\n")));
    }

    public void write(int number, List<String> lines) throws IOException {
        Files.writeString(file(number), String.join("\n", lines) + "\n");
    }

    /** All lines of all files. */
    List<JsonNode> json() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                all.add(new ObjectMapper().readTree(line));
            }
        }
        return all;
    }

    /** The lines that are events of ours, not of the trail itself. */
    List<JsonNode> events() throws IOException {
        return json().stream()
                .filter(line -> line.get("type").asText().equals("t"))
                .toList();
    }

    List<String> types() throws IOException {
        return json().stream().map(line -> line.get("type").asText()).toList();
    }

    public AuditVerifier verifier() {
        return AuditVerifier.of(folder).withKey(HexFormat.of().parseHex(KEY));
    }

    public Verification verify() {
        try {
            return verifier().verify();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
