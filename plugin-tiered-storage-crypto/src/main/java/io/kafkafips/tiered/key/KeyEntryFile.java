package io.kafkafips.tiered.key;

import io.kafkafips.commons.config.YamlException;
import io.kafkafips.commons.config.YamlMapping;
import io.kafkafips.commons.config.YamlNode;
import io.kafkafips.commons.config.YamlReader;
import io.kafkafips.tiered.format.WrapAlgorithm;
import io.kafkafips.tiered.format.WrappedKey;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/**
 * The format of a file of the key registry, YAML 1.2 read strictly:
 *
 * <pre>{@code
 * format: 1
 * key: "orders"
 * version: 3
 * id: "8f1c2a90b4d7e650"
 * created: "2026-11-23T07:00:00Z"
 * topic-id: "5c0e..."      # only of a key for one topic: 32 hexadecimal digits
 * topic: "orders-emea"     # for the operator
 * state: "active"          # or "shredded", then with shredded-at and nothing below it
 * root: "root-2026"
 * wrap: "aes-kwp"          # or "kms-blob"
 * wrapped: "..."           # Base64
 * }</pre>
 *
 * Stateless.
 */
final class KeyEntryFile {
    private static final int FORMAT = 1;
    private static final int LATEST_VERSION = 999_999_999;
    private static final String ACTIVE = "active";
    private static final String SHREDDED = "shredded";
    private static final Set<String> KEYS = Set.of(
            "format",
            "key",
            "version",
            "id",
            "created",
            "topic-id",
            "topic",
            "state",
            "shredded-at",
            "root",
            "wrap",
            "wrapped");
    private static final Set<String> ROOT_KEYS = Set.of("format", "current");

    private KeyEntryFile() {}

    static byte[] encode(KeyEntry entry) {
        StringBuilder yaml = new StringBuilder("# A topic key of tiered storage, for kafka-fips keys\n");
        line(yaml, "format", FORMAT);
        line(yaml, "key", entry.ref().key());
        line(yaml, "version", entry.ref().version());
        line(yaml, "id", entry.ref().id());
        line(yaml, "created", entry.created().toString());
        if (entry.topic().isPresent()) {
            line(yaml, "topic-id", KeyTopic.hex(entry.topic().id()));
        }
        if (!entry.topic().name().isBlank()) {
            line(yaml, "topic", entry.topic().name());
        }
        if (entry.state() instanceof KeyEntry.Active active) {
            WrappedKey wrapped = active.wrapped();
            line(yaml, "state", ACTIVE);
            line(yaml, "root", wrapped.keyRef());
            line(yaml, "wrap", name(wrapped.algorithm()));
            line(yaml, "wrapped", Base64.getEncoder().encodeToString(wrapped.blob()));
        } else if (entry.state() instanceof KeyEntry.Shredded shredded) {
            line(yaml, "state", SHREDDED);
            line(yaml, "shredded-at", shredded.at().toString());
        }
        return yaml.toString().getBytes(StandardCharsets.UTF_8);
    }

    static KeyEntry decode(String source, byte[] bytes) throws YamlException {
        YamlMapping file = YamlReader.read(source, bytes).mapping(KEYS);
        file.required("format").integer(FORMAT, FORMAT);
        YamlNode id = file.required("id");
        int version = (int) file.required("version").integer(1, LATEST_VERSION);
        KeyRef ref;
        try {
            ref = new KeyRef(file.required("key").string(), version, id.string());
        } catch (IllegalArgumentException e) {
            throw refused(id, "16 hexadecimal digits, and a key's name in key", e);
        }
        return new KeyEntry(ref, instant(file.required("created")), topic(file), state(file));
    }

    static byte[] encodeRoot(String alias) {
        StringBuilder yaml = new StringBuilder("# The root that wraps new topic keys, for kafka-fips keys\n");
        line(yaml, "format", FORMAT);
        line(yaml, "current", alias);
        return yaml.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String decodeRoot(String source, byte[] bytes) throws YamlException {
        YamlMapping file = YamlReader.read(source, bytes).mapping(ROOT_KEYS);
        file.required("format").integer(FORMAT, FORMAT);
        return file.required("current").string();
    }

    private static KeyTopic topic(YamlMapping file) throws YamlException {
        Optional<YamlNode> id = file.optional("topic-id");
        Optional<YamlNode> name = file.optional("topic");
        Uuid topicId = Uuid.ZERO_UUID;
        if (id.isPresent()) {
            topicId = KeyTopic.parse(id.get().string())
                    .orElseThrow(() -> id.get().refused("a topic id in 32 hexadecimal digits"));
        }
        return new KeyTopic(topicId, name.isPresent() ? name.get().string() : "");
    }

    private static KeyEntry.State state(YamlMapping file) throws YamlException {
        YamlNode state = file.required("state");
        switch (state.string()) {
            case ACTIVE -> {
                forbid(file, "shredded-at", "only where the state is shredded");
                return new KeyEntry.Active(wrapped(file));
            }
            case SHREDDED -> {
                for (String key : new String[] {"root", "wrap", "wrapped"}) {
                    forbid(file, key, "nothing: the state is shredded");
                }
                return new KeyEntry.Shredded(instant(file.required("shredded-at")));
            }
            default -> throw state.refused("active or shredded");
        }
    }

    private static WrappedKey wrapped(YamlMapping file) throws YamlException {
        YamlNode wrap = file.required("wrap");
        YamlNode wrapped = file.required("wrapped");
        WrapAlgorithm algorithm = null;
        for (WrapAlgorithm known : WrapAlgorithm.values()) {
            if (name(known).equals(wrap.string())) {
                algorithm = known;
            }
        }
        if (algorithm == null) {
            throw wrap.refused("aes-kwp or kms-blob");
        }
        try {
            byte[] blob = Base64.getDecoder().decode(wrapped.string());
            return new WrappedKey(algorithm, file.required("root").string(), blob);
        } catch (IllegalArgumentException e) {
            throw refused(wrapped, "a wrapped key of 1 to 640 bytes in Base64, and a root of 1 to 255 bytes", e);
        }
    }

    private static Instant instant(YamlNode node) throws YamlException {
        try {
            return Instant.parse(node.string());
        } catch (DateTimeException e) {
            throw refused(node, "an instant such as 2026-11-23T07:00:00Z", e);
        }
    }

    private static void forbid(YamlMapping file, String key, String expected) throws YamlException {
        Optional<YamlNode> node = file.optional(key);
        if (node.isPresent()) {
            throw node.get().refused(expected);
        }
    }

    private static YamlException refused(YamlNode node, String expected, Throwable cause) {
        YamlException refused = node.refused(expected);
        refused.initCause(cause);
        return refused;
    }

    private static String name(WrapAlgorithm algorithm) {
        return algorithm.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void line(StringBuilder yaml, String key, int value) {
        yaml.append(key).append(": ").append(value).append('\n');
    }

    private static void line(StringBuilder yaml, String key, String value) {
        yaml.append(key).append(": \"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                yaml.append('\\').append((char) c);
            } else if (c < ' ' || c > '~') {
                yaml.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                yaml.append((char) c);
            }
        });
        yaml.append("\"\n");
    }
}
