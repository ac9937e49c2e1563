package io.kafkafips.commons.config;

import io.kafkafips.commons.config.YamlNode.Members;
import io.kafkafips.commons.config.YamlNode.Place;
import io.kafkafips.commons.config.YamlNode.Scalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document strictly, for files that decide who may do what: duplicate keys, anchors and aliases, tags, a second
 * document and keys that are no plain words are refused, each with its line and column. Builds its own tree from the parser's events,
 * without recursion: neither depth nor aliases can exhaust anything. For one document.
 */
public final class YamlReader {
    private static final int DEEPEST = 32;

    /** It is part of the path of everything below it. */
    private static final int LONGEST_KEY = 256;

    private final String source;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable YamlNode root;
    private boolean started;

    private YamlReader(String source) {
        this.source = source;
    }

    /** A collection whose end has not come yet. */
    private static final class Open {
        final Place place;
        final @Nullable Map<String, YamlNode> members;
        final Map<String, Place> keys = new HashMap<>();
        final List<YamlNode> elements = new ArrayList<>();

        @Nullable
        String key;

        Open(Place place, boolean mapping) {
            this.place = place;
            this.members = mapping ? new LinkedHashMap<>() : null;
        }
    }

    /**
     * The root of the document.
     *
     * @param source name of the file, for messages
     * @param utf8 its content
     * @throws YamlException when it is not exactly one document that this reader accepts
     */
    public static YamlNode read(String source, byte[] utf8) throws YamlException {
        YamlReader reader = new YamlReader(source);
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(source)
                    .setCodePointLimit(utf8.length + 1)
                    .build();
            for (Event event : new Parse(settings).parseString(reader.decoded(utf8))) {
                reader.take(event);
            }
        } catch (MarkedYamlEngineException e) {
            throw reader.at(e.getProblemMark().or(e::getContextMark), String.valueOf(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new YamlException(source, 0, 0, "is no YAML: " + Refusal.shortened(String.valueOf(e.getMessage())));
        }
        if (reader.root == null) {
            throw new YamlException(source, 1, 1, "is empty");
        }
        return reader.root;
    }

    private String decoded(byte[] utf8) throws YamlException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            YamlException refused = new YamlException(source, 0, 0, "is not UTF-8");
            refused.initCause(e);
            throw refused;
        }
    }

    private void take(Event event) throws YamlException {
        if (event instanceof DocumentStartEvent) {
            if (started) {
                throw at(event.getStartMark(), "a second document begins: expected one");
            }
            started = true;
        } else if (event instanceof AliasEvent) {
            throw at(
                    event.getStartMark(),
                    "an alias: expected the value itself (a * that is no alias stands in quotes)");
        } else if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw at(event.getStartMark(), "an anchor: expected the value without it");
        } else if (event instanceof ScalarEvent scalar) {
            take(scalar);
        } else if (event instanceof CollectionStartEvent start) {
            begin(start);
        } else if (event instanceof CollectionEndEvent) {
            end();
        }
    }

    private void take(ScalarEvent scalar) throws YamlException {
        if (scalar.getTag().isPresent()) {
            throw at(scalar.getStartMark(), "a tag: expected the value without it");
        }
        Open parent = open.peek();
        if (parent != null && parent.members != null && parent.key == null) {
            if (scalar.getValue().length() > LONGEST_KEY) {
                throw at(scalar.getStartMark(), "a key of more than " + LONGEST_KEY + " characters");
            }
            if (parent.members.containsKey(scalar.getValue())) {
                throw at(
                        scalar.getStartMark(),
                        "the key " + Refusal.shortened(scalar.getValue()) + " stands here twice");
            }
            parent.key = scalar.getValue();
            parent.keys.put(scalar.getValue(), place(scalar));
        } else {
            add(new YamlNode(place(scalar), new Scalar(scalar.getValue(), scalar.isPlain())));
        }
    }

    private void begin(CollectionStartEvent start) throws YamlException {
        if (start.getTag().isPresent()) {
            throw at(start.getStartMark(), "a tag: expected the value without it");
        }
        Open parent = open.peek();
        if (parent != null && parent.members != null && parent.key == null) {
            throw at(start.getStartMark(), "a key that is no word");
        }
        if (open.size() >= DEEPEST) {
            throw at(start.getStartMark(), "nesting of more than " + DEEPEST + " levels");
        }
        open.push(new Open(place(start), start instanceof MappingStartEvent));
    }

    private void end() {
        Open ended = open.pop();
        add(new YamlNode(
                ended.place,
                ended.members == null ? List.copyOf(ended.elements) : new Members(ended.members, ended.keys)));
    }

    private void add(YamlNode node) {
        Open parent = open.peek();
        if (parent == null) {
            root = node;
        } else if (parent.members == null) {
            parent.elements.add(node);
        } else if (parent.key != null) {
            parent.members.put(parent.key, node);
            parent.key = null;
        }
    }

    private Place place(Event event) {
        Open parent = open.peek();
        String path = "";
        if (parent != null) {
            path = parent.members == null
                    ? parent.place.path() + "[" + parent.elements.size() + "]"
                    : (parent.place.path().isEmpty() ? "" : parent.place.path() + ".") + parent.key;
        }
        Mark mark = event.getStartMark().orElse(null);
        return new Place(source, mark == null ? 0 : mark.getLine() + 1, mark == null ? 0 : mark.getColumn() + 1, path);
    }

    private YamlException at(Optional<Mark> mark, String problem) {
        return new YamlException(
                source,
                mark.map(Mark::getLine).map(line -> line + 1).orElse(0),
                mark.map(Mark::getColumn).map(column -> column + 1).orElse(0),
                Refusal.shortened(problem));
    }
}
