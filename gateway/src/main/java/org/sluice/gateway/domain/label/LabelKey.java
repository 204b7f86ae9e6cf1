package org.sluice.gateway.domain.label;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that people may set, in the order in which a label is written. */
public enum LabelKey {
    CHANNEL("channel"),
    TYPE("type"),
    ORGANIZATIONS("organizations"),
    LOCATION("location"),
    POPULATION("population"),
    ACTIVITY("activity"),
    PERSONS("persons"),
    PURPOSE("purpose"),
    PERIOD("period"),
    AREA("area"),
    SHARE_WITH("share-with"),
    ELEMENTS("elements"),
    CONCERNS("concerns"),
    WITHHELD("withheld"),
    CONSENTED_PURPOSES("consented-purposes"),
    SMALL_COUNTS("small-counts"),
    MARKS("marks"),
    CASE("case");

    private static final String PRESENT = "present";
    private static final String NONE = "none";

    private final String word;

    LabelKey(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** The key of exactly this word, if there is one. */
    public static Optional<LabelKey> of(String word) {
        return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
    }

    /** The words of all keys, in their order. */
    public static List<String> words() {
        return Arrays.stream(values()).map(LabelKey::word).toList();
    }

    /** The words that this key takes; empty where it takes names or free text. */
    public List<String> allowed() {
        if (this == CHANNEL) {
            return Channel.words();
        }
        if (this == SMALL_COUNTS) {
            return List.of(NONE, PRESENT);
        }
        return Dimension.of(word).map(Dimension::ladder).orElse(List.of());
    }

    /** What may stand after a key; the parser of label files and their schema are both made from it. */
    public enum Shape {
        /** One of {@link LabelKey#allowed()}. */
        WORD,
        /** One name. */
        NAME,
        /** Several names, or none. */
        NAMES,
        /** One line of free text. */
        LINE,
        /** The code of a case. */
        CODE
    }

    public Shape shape() {
        if (takesNames()) {
            return Shape.NAMES;
        }
        return switch (this) {
            case TYPE -> Shape.NAME;
            case CASE -> Shape.CODE;
            case PURPOSE, PERIOD, AREA -> Shape.LINE;
            default -> Shape.WORD;
        };
    }

    /** Whether this key takes several names. */
    public boolean takesNames() {
        return switch (this) {
            case SHARE_WITH, ELEMENTS, CONCERNS, WITHHELD, CONSENTED_PURPOSES, MARKS -> true;
            case CHANNEL,
                    TYPE,
                    ORGANIZATIONS,
                    LOCATION,
                    POPULATION,
                    ACTIVITY,
                    PERSONS,
                    PURPOSE,
                    PERIOD,
                    AREA,
                    SMALL_COUNTS,
                    CASE -> false;
        };
    }

    LabelChange set(Label label, String value) {
        return switch (this) {
            case CHANNEL ->
                Channel.of(value)
                        .<LabelChange>map(c -> new LabelChange.Accepted(label.inChannel(c)))
                        .orElseGet(() -> notAllowed(value));
            case TYPE -> Words.isName(value) ? accepted(label, value, label.shareWith()) : notAName(value);
            case ORGANIZATIONS -> level(label, Dimension.ORGANIZATIONS, value);
            case LOCATION -> level(label, Dimension.LOCATION, value);
            case POPULATION -> level(label, Dimension.POPULATION, value);
            case ACTIVITY -> level(label, Dimension.ACTIVITY, value);
            case PERSONS -> level(label, Dimension.PERSONS, value);
            case PURPOSE, PERIOD, AREA -> line(label, value);
            case SHARE_WITH, ELEMENTS, CONCERNS, WITHHELD, CONSENTED_PURPOSES, MARKS -> names(label, value);
            case SMALL_COUNTS -> counts(label, value);
            case CASE -> code(label, value);
        };
    }

    private LabelChange level(Label label, Dimension dimension, String value) {
        if (!value.isEmpty()) {
            return dimension
                    .level(value)
                    .<LabelChange>map(level -> new LabelChange.Accepted(label.declaring(level)))
                    .orElseGet(() -> notAllowed(value));
        }
        Map<Dimension, Level> rest = new EnumMap<>(Dimension.class);
        rest.putAll(label.declared());
        rest.remove(dimension);
        return new LabelChange.Accepted(new Label(
                label.channel(),
                label.informationType(),
                rest,
                label.standard(),
                label.purpose(),
                label.period(),
                label.area(),
                label.shareWith(),
                label.particulars()));
    }

    private LabelChange line(Label label, String value) {
        Optional<String> line = Words.line(value);
        if (line.isEmpty() && !value.isEmpty()) {
            return new LabelChange.Mistaken(
                    word,
                    value,
                    List.of(),
                    "The key \"" + word + "\" takes one line of at most " + Words.LONGEST_LINE
                            + " characters, without control characters.");
        }
        return new LabelChange.Accepted(new Label(
                label.channel(),
                label.informationType(),
                label.declared(),
                label.standard(),
                this == PURPOSE ? line : label.purpose(),
                this == PERIOD ? line : label.period(),
                this == AREA ? line : label.area(),
                label.shareWith(),
                label.particulars()));
    }

    private LabelChange names(Label label, String value) {
        List<String> names = Arrays.stream(value.split("[,;]", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        for (String name : names) {
            if (!Words.isName(name)) {
                return notAName(name);
            }
        }
        return this == SHARE_WITH
                ? accepted(label, label.informationType(), Optional.of(names))
                : new LabelChange.Accepted(label.saying(label.particulars().with(this, names)));
    }

    private LabelChange counts(Label label, String value) {
        if (!value.isEmpty() && !allowed().contains(value)) {
            return notAllowed(value);
        }
        Optional<Boolean> small = value.isEmpty() ? Optional.empty() : Optional.of(value.equals(PRESENT));
        return new LabelChange.Accepted(label.saying(label.particulars().counting(small)));
    }

    private LabelChange code(Label label, String value) {
        if (!value.isEmpty() && !Words.isCode(value)) {
            return new LabelChange.Mistaken(
                    word,
                    value,
                    List.of(),
                    "The key \"" + word + "\" takes a case code of Latin letters, digits and single hyphens, at most "
                            + Words.LONGEST_NAME + "; a name has no place there.");
        }
        Optional<String> code = value.isEmpty() ? Optional.empty() : Optional.of(value);
        return new LabelChange.Accepted(label.saying(label.particulars().ofCase(code)));
    }

    private static LabelChange accepted(Label label, String type, Optional<List<String>> shareWith) {
        // The standard levels belong to the type that they were made for.
        Map<Dimension, Level> standard = type.equals(label.informationType()) ? label.standard() : Map.of();
        return new LabelChange.Accepted(new Label(
                label.channel(),
                type,
                label.declared(),
                standard,
                label.purpose(),
                label.period(),
                label.area(),
                shareWith,
                label.particulars()));
    }

    private LabelChange notAllowed(String value) {
        return new LabelChange.Mistaken(
                word,
                value,
                allowed(),
                "The key \"" + word + "\" does not take \"" + value + "\"; write one of " + String.join(", ", allowed())
                        + ".");
    }

    private LabelChange notAName(String value) {
        return new LabelChange.Mistaken(
                word,
                value,
                List.of(),
                "The key \"" + word + "\" does not take \"" + value
                        + "\"; a name has small letters, digits and single hyphens, at most " + Words.LONGEST_NAME
                        + ".");
    }
}
