package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.sluice.crypto.age.AgePublicKey;
import org.sluice.crypto.age.AgeRecipient;
import org.sluice.crypto.envelope.Envelope;
import org.sluice.crypto.pgp.PgpPublicKey;
import org.sluice.crypto.pgp.PgpRefused;

/** Finds the keys for which a sender seals, and shows whose they are. */
final class KeysToSealFor {
    private final Sluice sluice;
    private final HttpsDoor door;
    private final ArrayNode shown;
    private final boolean trustNew;
    private final List<AgeRecipient> age = new ArrayList<>();
    private final List<PgpPublicKey> openPgp = new ArrayList<>();

    KeysToSealFor(Sluice sluice, HttpsDoor door, ArrayNode shown, boolean trustNew) {
        this.sluice = sluice;
        this.door = door;
        this.shown = shown;
        this.trustNew = trustNew;
    }

    Envelope of(List<String> recipients, List<String> byHand) {
        for (String spelled : byHand) {
            Key key = age(spelled);
            shown.addObject().put("key", key.spelled()).put("fingerprint", key.fingerprint());
            key.add().run();
        }
        if (!recipients.isEmpty()) {
            KnownKeys known = KnownKeys.read(knownKeys());
            recipients.forEach(recipient -> of(recipient, known));
            oneKind(recipients);
            refuseMixed();
            known.write();
        }
        refuseMixed();
        return openPgp.isEmpty()
                ? new Envelope.Age(age)
                : new Envelope.OpenPgp(openPgp, InstantSource.system().instant());
    }

    private void oneKind(List<String> recipients) {
        if (!age.isEmpty() && !openPgp.isEmpty()) {
            throw new Failure(Problem.wrong(
                    "two-kinds",
                    "One file is sealed for keys of one kind, and these have age keys and OpenPGP keys: "
                            + String.join(", ", recipients) + ". Send to each by itself. Nothing was sent."));
        }
    }

    /** Only who sends knows all for whom a file is; the gateway sees to each one's own keys. */
    private void refuseMixed() {
        if (AgeRecipient.fitTogether(age)) {
            return;
        }
        List<String> which = new ArrayList<>();
        shown.forEach(one -> which.add(Json.some(one, "recipient").orElse("the key given by hand") + ": "
                + (postQuantum(one) ? "post-quantum (age1pq1…)" : "not post-quantum (age1…)")
                + ", " + Json.text(one, "fingerprint")));
        throw new Failure(new Problem(
                "wrong",
                "mixed-keys",
                "One file can't be for post-quantum keys and for others: it would be as weak as the weaker. Send to each"
                        + " kind by a command of its own, or ask those without a post-quantum key for one. Nothing was"
                        + " sent.",
                which));
    }

    private static boolean postQuantum(JsonNode shown) {
        return AgePublicKey.parse(shown.path("key").asText())
                .filter(AgePublicKey::postQuantum)
                .isPresent();
    }

    /**
     * A key of either kind.
     *
     * @param add puts it among those for which is sealed
     */
    private record Key(String spelled, String fingerprint, Runnable add) {}

    private void of(String recipient, KnownKeys known) {
        List<Key> keys = new ArrayList<>();
        for (JsonNode one : door.get("/keys" + Api.path(recipient)).path("keys")) {
            switch (one.path("kind").asText()) {
                case "age" -> keys.add(age(one.path("key").asText()));
                case "openpgp" -> keys.add(openPgp(recipient, one.path("key").asText()));
                default -> {
                    // Of a newer gateway; whoever has no other key is told below that there is none.
                }
            }
        }
        if (keys.isEmpty()) {
            throw new Failure(Problem.failed("no-key", "The gateway gave no key for " + recipient + "."));
        }
        // Made from the key itself: what else the gateway says of it proves nothing.
        List<String> fingerprints = keys.stream().map(Key::fingerprint).toList();
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
        for (Key key : keys) {
            shown.addObject()
                    .put("recipient", recipient)
                    .put("key", key.spelled())
                    .put("fingerprint", key.fingerprint())
                    .put("new", isNew);
            key.add().run();
        }
        known.remember(recipient, fingerprints);
    }

    private Key age(String spelled) {
        AgePublicKey key = AgePublicKey.parse(spelled)
                .orElseThrow(() -> new Failure(Problem.wrong(
                        "bad-key", "\"" + spelled + "\" is no public key; one begins with age1 and is copied whole.")));
        return new Key(key.spelled(), key.fingerprint(), () -> age.add(key));
    }

    /** Its own signatures are verified here too, by this machine's clock: the gateway is not believed. */
    private Key openPgp(String recipient, String armoured) {
        try {
            PgpPublicKey key = PgpPublicKey.read(armoured);
            key.check(InstantSource.system().instant());
            return new Key(key.armoured(), key.fingerprint(), () -> openPgp.add(key));
        } catch (PgpRefused e) {
            throw new Failure(Problem.failed(
                    "bad-key",
                    "The key that the gateway gives for " + recipient + " was not used, and nothing was sent: "
                            + e.why().words() + "."));
        }
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
