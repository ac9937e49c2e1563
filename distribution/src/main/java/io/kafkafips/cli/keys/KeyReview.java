package io.kafkafips.cli.keys;

import io.kafkafips.cli.output.Table;
import io.kafkafips.tiered.key.KeyEntry;
import io.kafkafips.tiered.key.KeyRef;
import io.kafkafips.tiered.key.KeyRegistry;
import io.kafkafips.tiered.key.KeyRegistryException;
import io.kafkafips.tiered.key.KeyService;
import io.kafkafips.tiered.key.KeyServiceException;
import io.kafkafips.tiered.key.KeySettings;
import io.kafkafips.tiered.tool.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The topic keys of a registry with what is wrong with them. Not thread-safe. */
final class KeyReview {
    private static final List<String> COLUMNS = List.of(
            "key",
            "version",
            "keyId",
            "state",
            "newest",
            "created",
            "ageDays",
            "shreddedAt",
            "root",
            "opens",
            "topicId",
            "topic",
            "segments",
            "objects",
            "bytes");

    private final KeySettings settings;
    private final StoreUsage usage;
    private final @Nullable KeyService service;
    private final Instant now;
    private final String root;
    private final List<KeyEntry> versions = new ArrayList<>();
    private final Map<String, KeyRef> newest = new HashMap<>();
    private final Map<KeyRef, Boolean> opens = new HashMap<>();
    private final Map<String, Integer> roots = new TreeMap<>();
    private final Map<String, Boolean> usableRoots = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** Something that an operator has to do something about. */
    record Finding(String kind, String subject, String explanation) {}

    private KeyReview(KeySettings settings, StoreUsage usage, @Nullable KeyService service, Instant now, String root) {
        this.settings = settings;
        this.usage = usage;
        this.service = service;
        this.now = now;
        this.root = root;
    }

    static KeyReview of(
            KeyRegistry registry, KeySettings settings, StoreUsage usage, @Nullable KeyService service, Instant now) {
        KeyReview review = new KeyReview(settings, usage, service, now, RootOption.current(registry, settings));
        review.read(registry);
        review.reviewRoots();
        review.versions.forEach(review::reviewVersion);
        review.reviewStore();
        return review;
    }

    String root() {
        return root;
    }

    List<KeyEntry> versions() {
        return versions;
    }

    int keyCount() {
        return newest.size();
    }

    List<Finding> findings() {
        return findings;
    }

    private void read(KeyRegistry registry) {
        for (String key : RegistryKeys.names(registry)) {
            try {
                List<KeyEntry> entries = registry.entries(key);
                versions.addAll(entries);
                entries.forEach(entry -> newest.put(key, entry.ref()));
            } catch (KeyRegistryException e) {
                findings.add(new Finding("unreadable-file", key, String.valueOf(e.getMessage())));
            }
        }
        versions.forEach(entry -> entry.root().ifPresent(alias -> roots.merge(alias, 1, Integer::sum)));
    }

    private void reviewRoots() {
        if (root.isEmpty()) {
            findings.add(new Finding(
                    "no-current-root", "registry", "new versions have no root: kafka-fips keys rotate --root <alias>"));
        } else {
            roots.putIfAbsent(root, 0);
        }
        for (String alias : roots.keySet()) {
            String problem = problem(alias);
            if (service != null) {
                usableRoots.put(alias, problem == null);
            }
            if (problem != null) {
                findings.add(new Finding("root-unusable", alias, problem));
            }
        }
    }

    private @Nullable String problem(String alias) {
        if (service == null) {
            return null;
        }
        try {
            service.describe(alias);
            return null;
        } catch (KeyServiceException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void reviewVersion(KeyEntry entry) {
        if (entry.isShredded()) {
            return;
        }
        if (service != null && entry.wrapped().isPresent()) {
            try {
                service.unwrap(entry.wrapped().get(), entry.context(settings.clusterId()))
                        .destroy();
                opens.put(entry.ref(), true);
            } catch (KeyServiceException e) {
                opens.put(entry.ref(), false);
                findings.add(new Finding("does-not-open", entry.ref().toString(), String.valueOf(e.getMessage())));
            }
        }
        boolean old = Duration.between(entry.created(), now)
                        .compareTo(settings.limits().age())
                >= 0;
        if (old && isNewest(entry)) {
            findings.add(new Finding(
                    "past-its-age",
                    entry.ref().toString(),
                    "it is used for new segments since " + entry.created() + ": kafka-fips keys rotate "
                            + entry.ref().key()));
        }
    }

    private void reviewStore() {
        Map<String, Usage> stored = usage.byKeyRef();
        if (stored == null) {
            return;
        }
        List<String> known =
                versions.stream().map(entry -> entry.ref().toString()).toList();
        stored.forEach((keyRef, used) -> {
            if (!known.contains(keyRef)) {
                findings.add(new Finding(
                        "not-in-registry",
                        keyRef,
                        used.objects() + " objects of " + used.bytes()
                                + " bytes are under it: restore it from a backup of the registry"));
            }
        });
    }

    private boolean isNewest(KeyEntry entry) {
        return entry.ref().equals(newest.get(entry.ref().key()));
    }

    Table rootTable() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        roots.forEach((alias, count) -> rows.add(Table.row(alias, alias.equals(root), count, usableRoots.get(alias))));
        return new Table("roots", List.of("root", "current", "versions", "usable"), rows);
    }

    Table findingTable() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        findings.forEach(finding -> rows.add(Table.row(finding.kind, finding.subject, finding.explanation)));
        return new Table("findings", List.of("finding", "subject", "explanation"), rows);
    }

    Table versionTable() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        versions.forEach(entry -> rows.add(row(entry)));
        return new Table("topicKeys", COLUMNS, rows);
    }

    private List<@Nullable Object> row(KeyEntry entry) {
        KeyRef ref = entry.ref();
        Usage used = usage.of(ref);
        boolean forOne = entry.topic().isPresent();
        return Table.row(
                ref.key(),
                ref.version(),
                ref.id(),
                entry.isShredded() ? "shredded" : "active",
                isNewest(entry),
                entry.created().toString(),
                Duration.between(entry.created(), now).toDays(),
                entry.shreddedAt().map(Instant::toString).orElse(null),
                entry.root().orElse(null),
                opens.get(ref),
                forOne ? entry.topic().id().toString() : null,
                entry.topic().name().isEmpty() ? null : entry.topic().name(),
                used == null ? count(0) : count(used.segments()),
                used == null ? count(0) : count(used.objects()),
                used == null ? count(0) : count(used.bytes()));
    }

    /** Nothing where no store was looked at. */
    private @Nullable Long count(long number) {
        return usage.byKeyRef() == null ? null : number;
    }
}
