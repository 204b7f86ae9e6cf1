package org.sluice.gateway.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelKey;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Audience;
import org.sluice.gateway.domain.protocol.Cell;
import org.sluice.gateway.domain.protocol.InformationType;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Shared;

/**
 * A label file to begin with: every key with its words, each line behind a {@code #} so that it says nothing until
 * somebody takes the sign away. The words beside the keys are in the reader's language.
 */
public final class LabelTemplate {
    /** Sentences by their key, with values put in. */
    public interface Say {
        String text(String key, Map<String, String> values);
    }

    private final Say say;
    private final KnownWords known;
    private final StringBuilder text = new StringBuilder();

    private LabelTemplate(Say say, KnownWords known) {
        this.say = say;
        this.known = known;
    }

    /** For a file of any type. */
    public static String general(Say say, KnownWords known) {
        LabelTemplate template = new LabelTemplate(say, known);
        template.comment(say.text("template.head", Map.of()));
        for (LabelKey key : LabelKey.values()) {
            template.key(key, Optional.empty(), Optional.empty());
        }
        return template.text.toString();
    }

    /** For a file of one type: with its standard label, and how far each audience may see. */
    public static String of(Say say, InformationType type, String title, Protocol protocol) {
        LabelTemplate template = new LabelTemplate(say, KnownWords.of(List.of(protocol)));
        template.comment(say.text("template.head", Map.of()));
        template.comment(say.text("template.type", Map.of("type", type.id(), "title", title)));
        template.comment(
                type.standardLabel().isEmpty()
                        ? say.text("template.no-standard", Map.of())
                        : say.text(
                                "template.standard",
                                Map.of(
                                        "label",
                                        type.standardLabel().values().stream()
                                                .map(level -> level.dimension().word() + ": " + level.word())
                                                .collect(Collectors.joining(", ")))));
        for (LabelKey key : LabelKey.values()) {
            if (key == LabelKey.TYPE) {
                template.line(key.word() + ": " + type.id());
            } else if (key != LabelKey.CHANNEL) {
                template.key(key, Optional.of(type), Optional.of(protocol));
            }
        }
        return template.text.toString();
    }

    /** The lines of a label file that says no more than counts already, for a person to change. */
    public static List<String> lines(Label counted, List<Dimension> dimensions) {
        return dimensions.stream()
                .map(dimension -> dimension.word() + ": "
                        + counted.effective(dimension).word() + "   # "
                        + String.join(", ", dimension.ladder()))
                .toList();
    }

    private void key(LabelKey key, Optional<InformationType> type, Optional<Protocol> protocol) {
        text.append('\n');
        comment(say.text("label." + key.word(), Map.of()));
        Optional<Dimension> dimension = Dimension.of(key.word());
        if (dimension.isPresent() && type.isPresent() && protocol.isPresent()) {
            String ceilings = ceilings(dimension.get(), type.get(), protocol.get());
            if (!ceilings.isEmpty()) {
                comment(say.text("template.ceilings", Map.of("ceilings", ceilings)));
            }
        }
        Optional<List<String>> names = known.of(key).filter(all -> !all.isEmpty());
        names.ifPresent(all -> comment(String.join(", ", all)));
        Optional<Level> usual =
                dimension.flatMap(known -> type.map(one -> one.standardLabel().get(known)));
        line(key.word() + ": " + example(key, names, usual)
                + (key.allowed().isEmpty() ? "" : "   # " + String.join(", ", key.allowed())));
    }

    /** The most identifying word where there is a choice: a line that is only uncovered must not claim less. */
    private static String example(LabelKey key, Optional<List<String>> names, Optional<Level> usual) {
        return switch (key.shape()) {
            case WORD -> usual.map(Level::word).orElse(key.allowed().getLast());
            case NAME -> names.map(List::getFirst).orElse("assessments-reports");
            case NAMES -> "[" + names.map(List::getFirst).orElse("") + "]";
            case LINE ->
                switch (key) {
                    case PERIOD -> "2026-09";
                    case AREA -> "Hatay";
                    default -> "planning of the next round";
                };
            case CODE -> "CP-0042";
        };
    }

    /** {@code coded – public; named – members, ocha-imos}; audiences that get nothing are left out. */
    private static String ceilings(Dimension dimension, InformationType type, Protocol protocol) {
        Map<String, List<String>> byLevel = new LinkedHashMap<>();
        dimension.ladder().forEach(word -> byLevel.put(word, new ArrayList<>()));
        for (Audience audience : protocol.audiences()) {
            Optional<Cell> cell = protocol.cell(type.id(), audience.id()).filter(one -> one.shared() != Shared.NO);
            cell.ifPresent(one -> {
                Level most = one.ceilings().getOrDefault(dimension, dimension.mostIdentifying());
                byLevel.getOrDefault(most.word(), new ArrayList<>()).add(audience.id());
            });
        }
        return byLevel.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + " – " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    private void line(String line) {
        text.append('#').append(line).append('\n');
    }

    private void comment(String words) {
        words.lines().forEach(line -> text.append("# ").append(line).append('\n'));
    }
}
