package org.sluice.gateway.domain.label;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The canonical text of a label, version 1, from which its hash is made.
 *
 * <p>UTF-8, each line ended by one line feed. The first line is {@code sluice-label 1}. Then one line {@code key: value}
 * for each key that is set, in the order of {@link LabelKey}; {@code channel} and {@code type} are always there. A
 * dimension that a standard label gives has {@code standard} and a space before its word; an undeclared one has no line.
 * Audiences are sorted, with a comma and no space between; {@code share-with:} followed by nothing allows nobody, no
 * such line leaves it to the protocol; {@code elements:} and {@code consented-purposes:} likewise. Free lines are in Unicode form NFC and hold no control characters, so that no
 * value can look like another line. Two labels have the same text exactly when they are equal.
 */
public final class LabelText {
    private static final String FIRST = "sluice-label 1";
    private static final String USUAL = "standard ";

    private LabelText() {}

    static String write(Label label) {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        line(text, LabelKey.CHANNEL, label.channel().word());
        line(text, LabelKey.TYPE, label.informationType());
        for (Dimension dimension : Dimension.values()) {
            LabelKey key = LabelKey.of(dimension.word()).orElseThrow();
            String word = label.effective(dimension).word();
            switch (label.origin(dimension)) {
                case DECLARED -> line(text, key, word);
                case STANDARD -> line(text, key, USUAL + word);
                case UNDECLARED -> {}
            }
        }
        label.purpose().ifPresent(value -> line(text, LabelKey.PURPOSE, value));
        label.period().ifPresent(value -> line(text, LabelKey.PERIOD, value));
        label.area().ifPresent(value -> line(text, LabelKey.AREA, value));
        label.shareWith().ifPresent(names -> line(text, LabelKey.SHARE_WITH, String.join(",", names)));
        particulars(text, label.particulars());
        return text.toString();
    }

    private static void particulars(StringBuilder text, Particulars said) {
        said.elements().ifPresent(names -> line(text, LabelKey.ELEMENTS, String.join(",", names)));
        some(text, LabelKey.CONCERNS, said.concerns());
        some(text, LabelKey.WITHHELD, said.withheld());
        said.consentedPurposes().ifPresent(names -> line(text, LabelKey.CONSENTED_PURPOSES, String.join(",", names)));
        said.smallCounts().ifPresent(small -> line(text, LabelKey.SMALL_COUNTS, small ? "present" : "none"));
        some(text, LabelKey.MARKS, said.marks());
        said.caseCode().ifPresent(code -> line(text, LabelKey.CASE, code));
    }

    private static void some(StringBuilder text, LabelKey key, List<String> names) {
        if (!names.isEmpty()) {
            line(text, key, String.join(",", names));
        }
    }

    /** The label that has this canonical text; nothing if the text is not exactly what {@code canonical()} writes. */
    public static Optional<Label> read(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3 || !lines.get(0).equals(FIRST)) {
            return Optional.empty();
        }
        Optional<Channel> channel = after(lines.get(1), "channel: ").flatMap(Channel::of);
        Optional<String> type = after(lines.get(2), "type: ").filter(Words::isName);
        if (channel.isEmpty() || type.isEmpty()) {
            return Optional.empty();
        }
        Label label = Label.of(channel.get(), type.get());
        for (String line : lines.subList(3, lines.size())) {
            int colon = line.indexOf(": ");
            if (colon < 0) {
                return Optional.empty();
            }
            Optional<Label> next = set(label, line.substring(0, colon), line.substring(colon + 2));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            label = next.get();
        }
        // Whatever was lost, doubled or out of order on the way shows here.
        return label.canonical().equals(text) ? Optional.of(label) : Optional.empty();
    }

    private static Optional<Label> set(Label label, String key, String value) {
        Optional<Dimension> dimension = Dimension.of(key);
        if (dimension.isPresent() && value.startsWith(USUAL)) {
            return dimension.get().level(value.substring(USUAL.length())).map(level -> {
                Map<Dimension, Level> standard = new EnumMap<>(Dimension.class);
                standard.putAll(label.standard());
                standard.put(level.dimension(), level);
                return label.withStandard(standard);
            });
        }
        return switch (label.with(key, value)) {
            case LabelChange.Accepted accepted -> Optional.of(accepted.label());
            case LabelChange.Mistaken mistaken -> Optional.empty();
        };
    }

    private static Optional<String> after(String line, String start) {
        return line.startsWith(start) ? Optional.of(line.substring(start.length())) : Optional.empty();
    }

    private static void line(StringBuilder text, LabelKey key, String value) {
        text.append(key.word()).append(": ").append(value).append('\n');
    }
}
