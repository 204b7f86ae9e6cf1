package org.sluice.gateway.usecase;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.label.LabelKey;
import org.sluice.gateway.domain.label.Level;

/**
 * What a folder's words do to a file that is moved there: they fill in what is unsaid and make stricter what is said. What the
 * file's own label file, or a person's correction, said of it stays, as those go before any folder's words.
 */
final class FolderWords {
    private FolderWords() {}

    /**
     * The changes that are left of a folder's words.
     *
     * @throws RefusedException if folder and file name audiences of which neither are all among the other's
     */
    static Map<String, String> of(Label label, Map<String, String> folder) {
        Map<String, String> taken = new LinkedHashMap<>();
        folder.forEach((key, value) -> {
            if (isUnsaid(label, key) || isStricter(label, key, value)) {
                taken.put(key, value);
            }
        });
        return taken;
    }

    private static boolean isUnsaid(Label label, String key) {
        // For the audiences an empty value says that nobody gets it, and takes nothing back.
        return key.equals(LabelKey.SHARE_WITH.word())
                ? label.shareWith().isEmpty()
                : with(label, key, "").filter(label::equals).isPresent();
    }

    private static boolean isStricter(Label label, String key, String value) {
        Optional<Label> changed = with(label, key, value);
        if (changed.isEmpty()) {
            return false;
        }
        if (key.equals(LabelKey.SHARE_WITH.word())) {
            return isNarrower(
                    label.shareWith().orElseThrow(), changed.get().shareWith().orElseThrow());
        }
        return label.declared().values().stream()
                .anyMatch(level -> raises(level, changed.get().effective(level.dimension())));
    }

    private static boolean raises(Level from, Level to) {
        return from.atMost(to) && !to.atMost(from);
    }

    private static boolean isNarrower(List<String> file, List<String> folder) {
        if (file.containsAll(folder)) {
            return true;
        }
        if (folder.containsAll(file)) {
            return false;
        }
        throw new RefusedException(Refusal.conflict(
                "share-with-differs",
                "The file may be shared with " + String.join(", ", file) + ", and the folder says "
                        + String.join(", ", folder)
                        + ". Correct the file's label first, so that it is clear which of them may have it: put a"
                        + " .label.yaml file beside it, or ask the administrator for: sluice deposit label."));
    }

    private static Optional<Label> with(Label label, String key, String value) {
        return label.with(key, value) instanceof LabelChange.Accepted accepted
                ? Optional.of(accepted.label())
                : Optional.empty();
    }
}
