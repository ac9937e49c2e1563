package io.kafkafips.tiered;

import io.kafkafips.testkit.Checkout;
import io.kafkafips.testkit.Command;
import io.kafkafips.testkit.CommandResult;
import io.kafkafips.testkit.Jdk;
import io.kafkafips.testkit.Ports;
import io.kafkafips.testkit.PropertiesFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * S3Proxy over a folder, on a port of its own on loopback, for clients that sign their requests (version 4). Ended by {@link #close}.
 */
final class S3Store implements AutoCloseable {
    static final String DELEGATE = "io.kafkafips.s3.S3RemoteStorageManager";

    private static final Path MODULE = Checkout.root().resolve("distribution/s3");
    private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final String BUCKET = "segments";
    private static final String ACCESS_KEY = "broker";

    /** The FIPS module refuses a key for HMAC of less than 112 bits. */
    private static final String SECRET_KEY = "a-throw-away-secret-of-the-test";

    private final Path folder;
    private final int port;
    private final Process process;
    private final Path log;

    private S3Store(Path folder, int port, Process process, Path log) {
        this.folder = folder;
        this.port = port;
        this.process = process;
        this.log = log;
    }

    /** @param folder for the buckets, its log and its settings */
    static S3Store start(Path folder) throws Exception {
        resolve();
        int port = Ports.free(1).get(0);
        Path buckets = Files.createDirectories(folder.resolve("buckets"));
        Path settings = PropertiesFile.write(
                folder.resolve("s3proxy.properties"),
                Map.of(
                        "s3proxy.endpoint",
                        "http://127.0.0.1:" + port,
                        "s3proxy.authorization",
                        "aws-v4",
                        "s3proxy.identity",
                        ACCESS_KEY,
                        "s3proxy.credential",
                        SECRET_KEY,
                        "jclouds.provider",
                        "filesystem-nio2",
                        "jclouds.filesystem.basedir",
                        buckets.toString()));
        Path log = folder.resolve("s3proxy.log");
        Process process = new ProcessBuilder(
                        Jdk.current().java().toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        MODULE.resolve("target/server/s3proxy.jar").toString(),
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        S3Store store = new S3Store(buckets, port, process, log);
        store.awaitListening();
        return store;
    }

    /** Builds the delegate and fetches the server, where that has not been done. */
    private static void resolve() {
        List<String> command = List.of(
                Checkout.root().resolve("mvnw").toString(),
                "-q",
                "-ntp",
                "-Dquick",
                "-f",
                MODULE.resolve("pom.xml").toString(),
                "package");
        CommandResult result = Command.run(command, DOWNLOAD_TIMEOUT);
        if (result.exitCode() != 0) {
            throw new IllegalStateException("Cannot build " + MODULE + ": " + result.output());
        }
    }

    private void awaitListening() throws Exception {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!isListening()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("S3Proxy does not listen on " + port + ":\n" + Files.readString(log));
            }
            Thread.sleep(100);
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Class path of the delegate, as {@code delegate.class.path} takes it. */
    static String classPath() {
        return MODULE.resolve("target/delegate").resolve("*").toString();
    }

    /** What the delegate is configured with. */
    Map<String, String> delegateSettings() {
        return Map.of(
                "endpoint", "http://127.0.0.1:" + port,
                "bucket", BUCKET,
                "access.key", ACCESS_KEY,
                "secret.key", SECRET_KEY);
    }

    /** What is in the bucket. */
    RemoteObjects objects() {
        return new RemoteObjects(folder.resolve(BUCKET));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
