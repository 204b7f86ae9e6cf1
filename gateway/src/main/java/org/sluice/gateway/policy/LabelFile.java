package org.sluice.gateway.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.label.LabelKey;
import org.sluice.gateway.domain.label.Words;

/**
 * The file beside a deposit that says what its folder cannot: YAML with the keys of {@link LabelKey}. What takes
 * several names may be a list. It holds {@value #LONGEST} characters at most, and each key once.
 */
public final class LabelFile {
    public static final int LONGEST = 64 << 10;

    /** What a YAML reader takes for no value at all. */
    private static final Set<String> NOTHING = Set.of("null", "Null", "NULL", "~");

    private static final String EMPTY =
            "The label file says nothing: each of its lines must say one thing, such as \"persons: none\". Lines that begin"
                    + " with # count for nothing; take the # away.";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final KnownWords known;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Said> said = new ArrayList<>();

    private LabelFile(KnownWords known) {
        this.known = known;
    }

    /** What came of reading a label file. */
    public sealed interface Read {
        /**
         * The file can be used.
         *
         * @param label what {@code before} became
         * @param said what the file names, in its order
         */
        record Good(Label label, List<Said> said) implements Read {
            public Good {
                said = List.copyOf(said);
            }

            /** The keys with their values, as a change of a label takes them. */
            public Map<String, String> changes() {
                Map<String, String> changes = new LinkedHashMap<>();
                said.forEach(one -> changes.put(one.key(), one.value()));
                return changes;
            }
        }

        /**
         * The file says nothing that counts until these are mended.
         *
         * @param mistakes all of them, in the order of the text; never empty
         */
        record Bad(List<Mistake> mistakes) implements Read {
            public Bad {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /** One thing that a label file says, and where; names are joined by commas. */
    public record Said(String key, String value, int line, int column) {}

    /** The label that {@code before} becomes by what the file says, whatever names its protocol knows. */
    public static Read read(String yaml, Label before) {
        return read(yaml, before, KnownWords.ANY);
    }

    /** The label that {@code before}, for example the folder's, becomes by what the file says. */
    public static Read read(String yaml, Label before, KnownWords known) {
        LabelFile file = new LabelFile(known);
        return file.answer(file.label(yaml, before, Optional.empty()));
    }

    /**
     * As {@link #read(String, Label, KnownWords)}, but for a file that lies in the folder of {@code before}, which
     * fixes channel and type: a file that names others is refused.
     */
    public static Read beside(String yaml, Label before, KnownWords known) {
        Map<LabelKey, List<String>> names = new EnumMap<>(LabelKey.class);
        names.putAll(known.byKey());
        // The folder's type is the right one, and the only one.
        names.remove(LabelKey.TYPE);
        LabelFile file = new LabelFile(new KnownWords(names));
        return file.answer(file.label(yaml, before, Optional.of(before)));
    }

    private Read answer(Label label) {
        mistakes.sort(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column));
        return mistakes.isEmpty() ? new Read.Good(label, said) : new Read.Bad(mistakes);
    }

    private Label label(String given, Label before, Optional<Label> folder) {
        String yaml = !given.isEmpty() && given.charAt(0) == BYTE_ORDER_MARK ? given.substring(1) : given;
        if (yaml.length() > LONGEST) {
            mistakes.add(new Mistake(1, 1, "", "A label file has at most " + LONGEST + " characters; this is none."));
            return before;
        }
        Label label = before;
        Optional<Place> document = YamlText.read(yaml, EMPTY, mistakes).map(node -> new Place(node, "", mistakes));
        if (document.isPresent()) {
            for (Map.Entry<String, Place> entry :
                    document.get().fields(List.of(), LabelKey.words()).entrySet()) {
                LabelKey key = LabelKey.of(entry.getKey()).orElseThrow();
                label = set(label, key, entry.getValue());
                folder.ifPresent(fixed -> stays(key, entry.getValue(), fixed));
            }
            if (said.isEmpty() && mistakes.isEmpty()) {
                document.get().wrong(EMPTY);
            }
        }
        return label;
    }

    private Label set(Label label, LabelKey key, Place place) {
        boolean list = key.takesNames() && place.node() instanceof YamlNode.Items;
        Optional<String> value = list ? Optional.of(names(key, place.items())) : text(key, place);
        if (value.isEmpty()) {
            return label;
        }
        return switch (label.with(key.word(), value.get())) {
            case LabelChange.Accepted accepted -> {
                said.add(new Said(
                        key.word(),
                        value.get(),
                        place.node().line(),
                        place.node().column()));
                yield accepted.label();
            }
            case LabelChange.Mistaken mistaken -> {
                place.wrong(mistaken.sentence() + meant(mistaken.value(), mistaken.allowed()));
                yield label;
            }
        };
    }

    private Optional<String> text(LabelKey key, Place place) {
        Optional<String> text = place.text();
        if (text.isPresent() && NOTHING.contains(text.get())) {
            place.wrong("The value is missing; write one, or leave the line out.");
            return Optional.empty();
        }
        boolean takes = text.isPresent() && (key.shape() == LabelKey.Shape.NAMES || key.shape() == LabelKey.Shape.NAME);
        if (takes) {
            for (String name : text.get().split("[,;]", -1)) {
                if (!name.isBlank()) {
                    isKnown(key, name.strip(), place);
                }
            }
        }
        return text;
    }

    private String names(LabelKey key, List<Place> items) {
        List<String> names = new ArrayList<>();
        for (Place item : items) {
            Optional<String> name = item.name();
            name.ifPresent(one -> isKnown(key, one, item));
            name.ifPresent(names::add);
        }
        return names.stream().collect(Collectors.joining(","));
    }

    private void isKnown(LabelKey key, String name, Place place) {
        if (!Words.isName(name)) {
            // Told by its shape already.
            return;
        }
        known.of(key)
                .filter(all -> !all.contains(name))
                .ifPresent(all -> place.wrong("The key \"" + key.word()
                        + "\" does not take \"" + name + "\"; "
                        + (all.isEmpty()
                                ? "no protocol here lists any."
                                : "write one of " + String.join(", ", all) + ".")
                        + meant(name, all)));
    }

    private static String meant(String word, List<String> allowed) {
        return Nearest.of(word, allowed)
                .map(one -> " Do you mean \"" + one + "\"?")
                .orElse("");
    }

    /** A file's folder is part of its label. */
    private void stays(LabelKey key, Place place, Label folder) {
        String is = key == LabelKey.CHANNEL ? folder.channel().word() : folder.informationType();
        boolean fixed = key == LabelKey.CHANNEL || key == LabelKey.TYPE;
        if (fixed
                && place.node() instanceof YamlNode.Scalar scalar
                && !scalar.text().strip().equals(is)) {
            place.wrong("This file lies in /" + folder.channel().word() + "/" + folder.informationType()
                    + "/, and its folder is part of its label. Write \"" + key.word() + ": " + is
                    + "\" or leave the line out; or put the file and its label file into the folder that you mean.");
        }
    }
}
