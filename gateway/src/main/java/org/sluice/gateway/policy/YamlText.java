package org.sluice.gateway.policy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document of lists, keys and texts. Anchors, aliases, tags, a second document, texts of more than
 * {@value #LONGEST} characters and nesting deeper than {@value #DEEPEST} are refused, so that a text can neither grow
 * while it is read nor name a Java type. No object is ever made from a tag: only the events of the parser are used.
 */
final class YamlText {
    static final int LONGEST = 1 << 20;
    static final int DEEPEST = 16;

    private static final String BEGIN_PROTOCOL =
            "The text is empty; begin one with: sluice policy new --from TEMPLATE --out FILE.yaml";

    private final List<Mistake> mistakes;
    private final Iterator<Event> events;
    private final String empty;

    private YamlText(Iterator<Event> events, String empty, List<Mistake> mistakes) {
        this.events = events;
        this.empty = empty;
        this.mistakes = mistakes;
    }

    /** The document, or nothing where the text is no YAML at all or none that is taken; the mistakes say why. */
    static Optional<YamlNode> read(String text, List<Mistake> mistakes) {
        return read(text, BEGIN_PROTOCOL, mistakes);
    }

    /** @param empty what to say of a text that holds nothing */
    static Optional<YamlNode> read(String text, String empty, List<Mistake> mistakes) {
        if (text.length() > LONGEST) {
            mistakes.add(
                    new Mistake(1, 1, "", "The text is longer than " + LONGEST + " characters; write a shorter one."));
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(LONGEST)
                .setUseMarks(true)
                .build();
        int before = mistakes.size();
        try {
            Optional<YamlNode> node =
                    new YamlText(new Parse(settings).parseString(text).iterator(), empty, mistakes).document();
            return mistakes.size() == before ? node : Optional.empty();
        } catch (MarkedYamlEngineException e) {
            mistakes.add(YamlProblem.of(e, text));
        } catch (YamlEngineException e) {
            mistakes.add(new Mistake(1, 1, "", "This is no YAML: " + e.getMessage() + "."));
        }
        return Optional.empty();
    }

    private Optional<YamlNode> document() {
        Optional<YamlNode> first = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (!(event instanceof NodeEvent)) {
                continue;
            }
            if (first.isPresent()) {
                wrong(event, "A second document starts here; write one document only.");
                return Optional.empty();
            }
            first = node(event, 0);
            if (first.isEmpty()) {
                return first;
            }
        }
        if (first.isEmpty()) {
            mistakes.add(new Mistake(1, 1, "", empty));
        }
        return first;
    }

    /** The node that starts with this event; nothing once something was found that ends the reading. */
    private Optional<YamlNode> node(Event event, int depth) {
        if (depth > DEEPEST) {
            wrong(event, "This is nested deeper than " + DEEPEST + " levels; write it flatter.");
            return Optional.empty();
        }
        if (event instanceof AliasEvent) {
            wrong(event, "Aliases (*name) are not taken; write the value out.");
            return Optional.empty();
        }
        if (event instanceof NodeEvent named && named.getAnchor().isPresent()) {
            wrong(event, "Anchors (&name) are not taken; write the value out.");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                scalar.getTag().ifPresent(tag -> wrong(event, "Tags (!name) are not taken; write the plain value."));
                yield Optional.of(new YamlNode.Scalar(scalar.getValue(), line(event), column(event)));
            }
            case CollectionStartEvent start -> {
                start.getTag().ifPresent(tag -> wrong(event, "Tags (!name) are not taken; write the plain value."));
                yield start instanceof MappingStartEvent ? fields(start, depth) : items(start, depth);
            }
            default ->
                throw new IllegalStateException("The parser gave " + event.getEventId() + " where a value starts.");
        };
    }

    private Optional<YamlNode> items(Event start, int depth) {
        List<YamlNode> nodes = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            Optional<YamlNode> node = node(next, depth + 1);
            if (node.isEmpty()) {
                return node;
            }
            nodes.add(node.get());
        }
        return Optional.of(new YamlNode.Items(nodes, line(start), column(start)));
    }

    private Optional<YamlNode> fields(Event start, int depth) {
        List<YamlNode.Field> fields = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            Optional<YamlNode> key = node(next, depth + 1);
            if (key.isEmpty()) {
                return key;
            }
            Optional<YamlNode> value = node(events.next(), depth + 1);
            if (value.isEmpty()) {
                return value;
            }
            if (key.get() instanceof YamlNode.Scalar word) {
                fields.add(new YamlNode.Field(word, value.get()));
            } else {
                wrong(next, "A key is a word, not a list or a set of keys.");
            }
        }
        return Optional.of(new YamlNode.Fields(fields, line(start), column(start)));
    }

    private void wrong(Event event, String message) {
        mistakes.add(new Mistake(line(event), column(event), "", message));
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static int column(Event event) {
        return event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }
}
