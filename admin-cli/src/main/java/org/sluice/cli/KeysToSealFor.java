package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sluice.crypto.age.AgePublicKey;
import org.sluice.crypto.age.AgeRecipient;

/** Finds the keys for which a sender seals, and shows whose they are. */
final class KeysToSealFor {
    private final Sluice sluice;
    private final HttpsDoor door;
    private final ArrayNode shown;
    private final boolean trustNew;

    KeysToSealFor(Sluice sluice, HttpsDoor door, ArrayNode shown, boolean trustNew) {
        this.sluice = sluice;
        this.door = door;
        this.shown = shown;
        this.trustNew = trustNew;
    }

    List<AgeRecipient> of(List<String> recipients, List<String> byHand) {
        List<AgeRecipient> all = new ArrayList<>();
        for (String spelled : byHand) {
            AgePublicKey key = key(spelled);
            shown.addObject().put("key", key.spelled()).put("fingerprint", key.fingerprint());
            all.add(key);
        }
        if (!recipients.isEmpty()) {
            KnownKeys known = KnownKeys.read(knownKeys());
            recipients.forEach(recipient -> all.addAll(of(recipient, known)));
            refuseMixed(all);
            known.write();
        }
        refuseMixed(all);
        return all;
    }

    /** Only who sends knows all for whom a file is; the gateway sees to each one's own keys. */
    private void refuseMixed(List<AgeRecipient> all) {
        if (AgeRecipient.fitTogether(all)) {
            return;
        }
        List<String> which = new ArrayList<>();
        shown.forEach(one -> which.add(Json.some(one, "recipient").orElse("the key given by hand") + ": "
                + (key(one.path("key").asText()).postQuantum() ? "post-quantum (age1pq1…)" : "not post-quantum (age1…)")
                + ", " + Json.text(one, "fingerprint")));
        throw new Failure(new Problem(
                "wrong",
                "mixed-keys",
                "One file can't be for post-quantum keys and for others: it would be as weak as the weaker. Send to each"
                        + " kind by a command of its own, or ask those without a post-quantum key for one. Nothing was"
                        + " sent.",
                which));
    }

    private List<AgePublicKey> of(String recipient, KnownKeys known) {
        List<AgePublicKey> keys = new ArrayList<>();
        for (JsonNode one : door.get("/keys" + Api.path(recipient)).path("keys")) {
            if (one.path("kind").asText().equals("age")) {
                keys.add(key(one.path("key").asText()));
            }
        }
        if (keys.isEmpty()) {
            throw new Failure(Problem.failed("no-key", "The gateway gave no key for " + recipient + "."));
        }
        // Made from the key itself: what else the gateway says of it proves nothing.
        List<String> fingerprints = keys.stream().map(AgePublicKey::fingerprint).toList();
        List<String> unexpected = known.unexpected(recipient, fingerprints);
        if (!unexpected.isEmpty() && !trustNew) {
            throw new Failure(new Problem(
                    "failed",
                    "new-key",
                    "The gateway gives another key for " + recipient + " than the one that you sealed for before, so"
                            + " nothing was sent. Call " + recipient
                            + " on a number that you know and compare; if it is"
                            + " theirs, say --trust-new-keys.",
                    unexpected));
        }
        boolean isNew = known.isNew(recipient) || !unexpected.isEmpty();
        keys.forEach(key -> shown.addObject()
                .put("recipient", recipient)
                .put("key", key.spelled())
                .put("fingerprint", key.fingerprint())
                .put("new", isNew));
        known.remember(recipient, fingerprints);
        return keys;
    }

    private static AgePublicKey key(String spelled) {
        return AgePublicKey.parse(spelled)
                .orElseThrow(() -> new Failure(Problem.wrong(
                        "bad-key", "\"" + spelled + "\" is no public key; one begins with age1 and is copied whole.")));
    }

    private Path knownKeys() {
        return sluice.environment("SLUICE_KNOWN_KEYS")
                .map(Path::of)
                .or(() -> sluice.environment("HOME").map(home -> Path.of(home, ".config", "sluice", "known-keys")))
                .orElseThrow(() -> new Failure(Problem.wrong(
                        "no-known-keys",
                        "Say where the keys that you know stand: SLUICE_KNOWN_KEYS in the environment.")));
    }
}
