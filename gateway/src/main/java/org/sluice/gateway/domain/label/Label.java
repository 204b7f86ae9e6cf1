package org.sluice.gateway.domain.label;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was said about a deposit. A dimension that nobody declared counts as its most identifying value, so a label is
 * never less careful for being short. Immutable.
 *
 * @param informationType a name such as {@code assessments-reports}; whether a protocol knows it, the protocol says
 * @param declared the levels that people gave
 * @param standard the levels that a protocol's standard label gives for dimensions that nobody declared; those of
 *     declared ones are dropped
 * @param purpose what the content is for, one line
 * @param period the time that the content covers, one line
 * @param area the place that the content covers, one line
 * @param shareWith the audiences with which the owner allows it to be shared: it only narrows; present and empty means
 *     nobody, absent means that the owner leaves it to the protocol
 * @param particulars what is said of case data
 */
public record Label(
        Channel channel,
        String informationType,
        Map<Dimension, Level> declared,
        Map<Dimension, Level> standard,
        Optional<String> purpose,
        Optional<String> period,
        Optional<String> area,
        Optional<List<String>> shareWith,
        Particulars particulars) {

    /** @throws IllegalArgumentException if a name or a line is not well-formed, or a level stands under another dimension */
    public Label {
        requireName(informationType);
        declared = Dimension.ordered(declared);
        declared.forEach(Label::requireOwn);
        standard.forEach(Label::requireOwn);
        standard = without(standard, declared.keySet());
        purpose = purpose.map(Label::requireLine);
        period = period.map(Label::requireLine);
        area = area.map(Label::requireLine);
        shareWith = shareWith.map(names -> {
            names.forEach(Label::requireName);
            return List.copyOf(new TreeSet<>(names));
        });
    }

    /** A label without particulars. */
    public Label(
            Channel channel,
            String informationType,
            Map<Dimension, Level> declared,
            Map<Dimension, Level> standard,
            Optional<String> purpose,
            Optional<String> period,
            Optional<String> area,
            Optional<List<String>> shareWith) {
        this(channel, informationType, declared, standard, purpose, period, area, shareWith, Particulars.NONE);
    }

    /** A label that says nothing but its channel and its type: every dimension counts as the most identifying. */
    public static Label of(Channel channel, String informationType) {
        return new Label(
                channel,
                informationType,
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The level that counts. */
    public Level effective(Dimension dimension) {
        Level said = declared.get(dimension);
        if (said != null) {
            return said;
        }
        Level usual = standard.get(dimension);
        return usual != null ? usual : dimension.mostIdentifying();
    }

    /** Where the level that counts comes from. */
    public Origin origin(Dimension dimension) {
        if (declared.containsKey(dimension)) {
            return Origin.DECLARED;
        }
        return standard.containsKey(dimension) ? Origin.STANDARD : Origin.UNDECLARED;
    }

    /** The dimensions of which neither a person nor a standard label says anything. */
    public List<Dimension> undeclared() {
        return Arrays.stream(Dimension.values())
                .filter(d -> origin(d) == Origin.UNDECLARED)
                .toList();
    }

    /**
     * This label with one key set, as people write it in a label file, a form or a command. An empty value takes back
     * what was said: a dimension is undeclared again, a line is gone, {@code share-with} allows nobody.
     */
    public LabelChange with(String key, String value) {
        return LabelKey.of(key)
                .map(known -> known.set(this, value.strip()))
                .orElseGet(() -> new LabelChange.Mistaken(
                        key,
                        value,
                        LabelKey.words(),
                        "A label has no key \"" + key + "\"; its keys are " + String.join(", ", LabelKey.words())
                                + "."));
    }

    /** This label kept in another channel. */
    public Label inChannel(Channel other) {
        return new Label(other, informationType, declared, standard, purpose, period, area, shareWith, particulars);
    }

    /** This label with one level declared. */
    public Label declaring(Level level) {
        Map<Dimension, Level> more = new EnumMap<>(Dimension.class);
        more.putAll(declared);
        more.put(level.dimension(), level);
        return new Label(channel, informationType, more, standard, purpose, period, area, shareWith, particulars);
    }

    /** This label with these levels of a standard label in place of any earlier ones. */
    public Label withStandard(Map<Dimension, Level> levels) {
        return new Label(channel, informationType, declared, levels, purpose, period, area, shareWith, particulars);
    }

    /** This label without its free lines and its case code: what may be shown of it to others. */
    public Label withoutWords() {
        return new Label(
                channel,
                informationType,
                declared,
                standard,
                Optional.empty(),
                period,
                Optional.empty(),
                shareWith,
                particulars.ofCase(Optional.empty()));
    }

    /** This label with other particulars. */
    Label saying(Particulars others) {
        return new Label(channel, informationType, declared, standard, purpose, period, area, shareWith, others);
    }

    /** The one text that stands for this label, from which its hash is made; see {@link LabelText} for its form. */
    public String canonical() {
        return LabelText.write(this);
    }

    private static Map<Dimension, Level> without(Map<Dimension, Level> levels, Set<Dimension> dropped) {
        Map<Dimension, Level> rest = new EnumMap<>(Dimension.class);
        rest.putAll(levels);
        rest.keySet().removeAll(dropped);
        return Dimension.ordered(rest);
    }

    private static void requireName(String name) {
        if (!Words.isName(name)) {
            throw new IllegalArgumentException(
                    "A name in a label has small letters, digits and single hyphens, at most " + Words.LONGEST_NAME
                            + ".");
        }
    }

    private static String requireLine(String text) {
        return Words.line(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "A text in a label is one line of 1 to " + Words.LONGEST_LINE + " characters."));
    }

    private static void requireOwn(Dimension dimension, Level level) {
        if (level.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "A level of " + level.dimension().word() + " stands under " + dimension.word() + ".");
        }
    }
}
