package io.kafkafips.validator.registry;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP client of a registry, made anew when its truststore or key is replaced. Files that cannot be used leave the last good client
 * in place. Thread-safe.
 */
final class HttpClients {
    private static final Logger LOG = LoggerFactory.getLogger(HttpClients.class);

    private final RegistryConfig config;
    private final Path base;
    private final ExecutorService threads;
    private HttpClient client;
    private List<Stamp> stamps;

    /** How a file shows that it is another one. */
    private record Stamp(FileTime modified, long size) {}

    /**
     * @param base where relative paths begin
     * @param threads for the client's own work, which is short
     * @throws ConfigException when a file cannot be used
     */
    HttpClients(RegistryConfig config, Path base, ExecutorService threads) {
        this.config = config;
        this.base = base;
        this.threads = threads;
        this.stamps = stamps();
        this.client = build();
    }

    /** The client for the files of this moment. */
    synchronized HttpClient current() {
        List<Stamp> fresh = stamps();
        if (!fresh.equals(stamps)) {
            stamps = fresh;
            try {
                client = build();
                LOG.info("TLS files of the schema registry {} were replaced and are in use", config.name());
            } catch (ConfigException e) {
                LOG.warn(
                        "TLS files of the schema registry {} cannot be used; the former ones stay in use",
                        config.name(),
                        e);
            }
        }
        return client;
    }

    private List<Stamp> stamps() {
        RegistryConfig.Tls tls = config.tls();
        List<Stamp> found = new ArrayList<>();
        for (String file : List.of(tls.truststore(), tls.truststorePasswordFile(), tls.key())) {
            if (!file.isEmpty()) {
                found.add(stamp(base.resolve(file)));
            }
        }
        return found;
    }

    private static Stamp stamp(Path file) {
        try {
            return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException e) {
            return new Stamp(FileTime.fromMillis(0), -1);
        }
    }

    private HttpClient build() {
        boolean https = config.urls().stream().anyMatch(url -> "https".equals(url.getScheme()));
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(config.limits().connectTimeout())
                .executor(threads)
                .sslContext(
                        https
                                ? RegistryTls.context("registries." + config.name() + ".", config.tls(), base)
                                : RegistryTls.trustingNobody())
                .sslParameters(RegistryTls.parameters())
                .build();
    }
}
