package org.sluice.gateway.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.label.LabelKey;

/**
 * The file beside a deposit that says what its folder cannot: YAML with the keys of {@link LabelKey}. What takes
 * several names may be a list.
 */
public final class LabelFile {
    private LabelFile() {}

    /** What came of reading a label file. */
    public sealed interface Read {
        record Good(Label label) implements Read {}

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

    /** The label that {@code before}, for example the folder's, becomes by what the file says. */
    public static Read read(String yaml, Label before) {
        List<Mistake> mistakes = new ArrayList<>();
        Label label = before;
        Optional<Place> document = YamlText.read(yaml, mistakes).map(node -> new Place(node, "", mistakes));
        if (document.isPresent()) {
            for (Map.Entry<String, Place> entry :
                    document.get().fields(List.of(), LabelKey.words()).entrySet()) {
                label = set(label, entry.getKey(), entry.getValue());
            }
        }
        return mistakes.isEmpty() ? new Read.Good(label) : new Read.Bad(mistakes);
    }

    private static Label set(Label label, String key, Place place) {
        boolean list =
                LabelKey.of(key).filter(LabelKey::takesNames).isPresent() && place.node() instanceof YamlNode.Items;
        Optional<String> value = list
                ? Optional.of(place.items().stream()
                        .flatMap(item -> item.name().stream())
                        .collect(Collectors.joining(",")))
                : place.text();
        if (value.isEmpty()) {
            return label;
        }
        return switch (label.with(key, value.get())) {
            case LabelChange.Accepted accepted -> accepted.label();
            case LabelChange.Mistaken mistaken -> {
                place.wrong(mistaken.sentence());
                yield label;
            }
        };
    }
}
