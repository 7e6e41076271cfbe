package dev.trawl.app.jobfile;

import dev.trawl.app.Visible;
import dev.trawl.core.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds the tree of one document from YAML's events. For one document. */
final class YamlComposer {
    /** Lists and objects inside each other. */
    static final int DEPTH_MAX = 32;

    /** Values in all, with those that aliases bring in. */
    static final int VALUES_MAX = 20_000;

    /** Uses of anchors. */
    static final int ALIASES_MAX = 50;

    /** JSON's numbers; anything else that looks like one to a YAML reader of old is text. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,17})(\\.\\d{1,18})?([eE][-+]?\\d{1,2})?");

    private final Iterator<Event> events;
    private final Map<String, Place> values = new HashMap<>();
    private final Map<String, Place> keys = new HashMap<>();
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int count;
    private int aliases;

    YamlComposer(Iterator<Event> events) {
        this.events = events;
    }

    /** What an anchor names, and how many values that is. */
    private record Anchored(JsonNode tree, int values) {}

    /** Reading cannot go on. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Problem problem;

        Stopped(Event at, String message) {
            super(message);
            this.problem = Problem.error(place(at.getStartMark()), message);
        }

        Problem problem() {
            return problem;
        }
    }

    Document document() {
        events.next();
        Event start = events.next();
        if (!(start instanceof DocumentStartEvent)) {
            throw new Stopped(start, "the file is empty; a job file names at least job, source and work");
        }
        JsonNode tree = value(events.next(), "", 0);
        Event end = events.next();
        Event after = end instanceof DocumentEndEvent ? events.next() : end;
        if (after instanceof DocumentStartEvent) {
            throw new Stopped(after, "a second document begins here; a job file holds one; put each job in a file");
        }
        return new Document(tree, values, keys, problems);
    }

    static Place place(Optional<Mark> mark) {
        return mark.map(at -> new Place(at.getLine() + 1, at.getColumn() + 1)).orElse(Place.START);
    }

    private JsonNode value(Event event, String pointer, int depth) {
        values.putIfAbsent(pointer, place(event.getStartMark()));
        count(event, 1);
        if (depth > DEPTH_MAX) {
            throw new Stopped(event, "this is nested deeper than " + DEPTH_MAX + " levels, which no job file needs");
        }
        int before = count;
        return switch (event) {
            case AliasEvent alias -> copy(alias);
            case ScalarEvent scalar -> anchored(scalar.getAnchor(), scalar(scalar), before);
            case SequenceStartEvent list -> anchored(list.getAnchor(), list(list, pointer, depth), before);
            case MappingStartEvent object -> anchored(object.getAnchor(), object(object, pointer, depth), before);
            default -> throw new Stopped(event, "a value is missing here");
        };
    }

    private void count(Event event, int more) {
        count += more;
        if (count > VALUES_MAX) {
            throw new Stopped(event, "the file holds more than " + VALUES_MAX + " values, with those of its aliases");
        }
    }

    private JsonNode anchored(Optional<Anchor> anchor, JsonNode tree, int before) {
        anchor.ifPresent(name -> anchors.put(name, new Anchored(tree, count - before + 1)));
        return tree;
    }

    private JsonNode copy(AliasEvent alias) {
        Anchored anchored = anchors.get(alias.getAlias());
        if (anchored == null) {
            throw new Stopped(alias, "alias *" + alias.getAlias() + " has no anchor before it");
        }
        if (++aliases > ALIASES_MAX) {
            throw new Stopped(alias, "the file has more than " + ALIASES_MAX + " aliases, which no job file needs");
        }
        count(alias, anchored.values());
        return anchored.tree().deepCopy();
    }

    private JsonNode list(SequenceStartEvent start, String pointer, int depth) {
        refuse(start.getTag(), start);
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Event next = events.next(); !(next instanceof SequenceEndEvent); next = events.next()) {
            list.add(value(next, Document.below(pointer, list.size()), depth + 1));
        }
        return list;
    }

    private JsonNode object(MappingStartEvent start, String pointer, int depth) {
        refuse(start.getTag(), start);
        ObjectNode object = Json.object();
        for (Event next = events.next(); !(next instanceof MappingEndEvent); next = events.next()) {
            entry(object, next, pointer, depth);
        }
        return object;
    }

    private void entry(ObjectNode object, Event key, String pointer, int depth) {
        if (!(key instanceof ScalarEvent scalar)) {
            throw new Stopped(key, "a key is a word, not a list, an object or an alias; quote text that holds braces");
        }
        String name = scalar.getValue();
        String below = Document.below(pointer, name);
        Place at = place(key.getStartMark());
        Place first = keys.putIfAbsent(below, at);
        if (first != null) {
            problems.add(Problem.error(
                    at,
                    "key " + Visible.quoted(name) + " is there already, at line " + first.line()
                            + "; a key comes once"));
        }
        // A second value is read past, so that what follows it is checked; the first one stands.
        JsonNode value = value(events.next(), below, depth + 1);
        if (first == null) {
            object.set(name, value);
        }
    }

    private JsonNode scalar(ScalarEvent scalar) {
        refuse(scalar.getTag(), scalar);
        String text = scalar.getValue();
        return scalar.isPlain() ? plain(text) : JsonNodeFactory.instance.stringNode(text);
    }

    private static JsonNode plain(String text) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (text) {
            case "", "null", "~" -> nodes.nullNode();
            case "true" -> nodes.booleanNode(true);
            case "false" -> nodes.booleanNode(false);
            default -> NUMBER.matcher(text).matches() ? number(text) : nodes.stringNode(text);
        };
    }

    private static JsonNode number(String text) {
        boolean whole = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return whole ? nodes.numberNode(Long.parseLong(text)) : nodes.numberNode(new BigDecimal(text));
    }

    private void refuse(Optional<String> tag, Event event) {
        tag.ifPresent(name -> problems.add(Problem.error(
                place(event.getStartMark()),
                "tag " + Visible.quoted(name) + " is not allowed; write the value without it")));
    }
}
