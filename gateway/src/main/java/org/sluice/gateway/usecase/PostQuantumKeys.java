package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sluice.crypto.age.AgePublicKey;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.RecipientKey;

/** Keeps age's post-quantum keys and its others apart: a file for both kinds would be as weak as the weaker. */
final class PostQuantumKeys {
    private PostQuantumKeys() {}

    /**
     * Why a key may not count yet.
     *
     * @param counting those of its holder that count
     */
    static Optional<Refusal> beside(RecipientKey key, List<RecipientKey> counting) {
        List<RecipientKey> others =
                counting.stream().filter(there -> apart(key, there)).toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.conflict(
                        "mixed-keys",
                        "Either all keys of " + key.holder().id()
                                + " are post-quantum ones (age1pq1…) or none is: a file"
                                + " for both kinds would be as weak as the weaker. Revoke " + ids(others)
                                + " when " + key.id()
                                + " can be used, and confirm it then: sluice recipient-key revoke "
                                + others.getFirst().id()));
    }

    /** Why one file can't be sealed for all of these. */
    static Optional<Refusal> mixed(String recipientId, List<RecipientKey> keys) {
        List<RecipientKey> others =
                keys.stream().filter(key -> apart(keys.getFirst(), key)).toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(Refusal.conflict(
                        "mixed-keys",
                        "Some keys of " + recipientId + " are post-quantum ones (age1pq1…) and some are not, and a file"
                                + " for both kinds would be as weak as the weaker. Revoke those of the kind that is to"
                                + " go: "
                                + ids(keys.stream()
                                        .filter(key -> !postQuantum(key).orElse(true))
                                        .toList())
                                + "."));
    }

    private static boolean apart(RecipientKey one, RecipientKey other) {
        Optional<Boolean> kind = postQuantum(one);
        Optional<Boolean> otherKind = postQuantum(other);
        return kind.isPresent() && otherKind.isPresent() && !kind.equals(otherKind);
    }

    /** Nothing for keys that are not age's. */
    private static Optional<Boolean> postQuantum(RecipientKey key) {
        return key.kind() == RecipientKey.Kind.AGE
                ? AgePublicKey.parse(key.spelled()).map(AgePublicKey::postQuantum)
                : Optional.empty();
    }

    private static String ids(List<RecipientKey> keys) {
        return keys.stream().map(RecipientKey::id).collect(Collectors.joining(", "));
    }
}
