package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sluice.crypto.age.AgePublicKey;
import org.sluice.crypto.age.AgeRecipient;
import org.sluice.crypto.envelope.Envelope;
import org.sluice.crypto.pgp.PgpPublicKey;
import org.sluice.crypto.pgp.PgpRefused;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.participant.RecipientKey;

/** Recipients' keys as they are spelled: read when they are registered, and again each time one is used. */
final class SpelledKeys {
    private SpelledKeys() {}

    /**
     * A key that was read.
     *
     * @param spelled as it is kept and given out
     */
    record Read(RecipientKey.Kind kind, String spelled, String fingerprint) {}

    /** @throws RefusedException if it is no key, or does not count at this instant */
    static Read read(String spelled, Instant now) {
        if (PgpPublicKey.looksLike(spelled)) {
            try {
                PgpPublicKey key = PgpPublicKey.read(spelled);
                key.check(now);
                return new Read(RecipientKey.Kind.OPENPGP, key.armoured(), key.fingerprint());
            } catch (PgpRefused e) {
                throw new RefusedException(Refusal.wrong(
                        e.why() == PgpRefused.Why.SECRET ? "secret-key" : "bad-key",
                        "The key was not taken: " + e.why().words() + "."));
            }
        }
        AgePublicKey key = AgePublicKey.parse(spelled)
                .orElseThrow(() -> new RefusedException(Refusal.wrong(
                        "bad-key",
                        "This is no public key that can be used. Send the line \"age1…\" that `sluice keygen` or"
                                + " `age-keygen` printed, and never the one that begins with AGE-SECRET-KEY; or what"
                                + " `gpg --armor --export FINGERPRINT` printed.")));
        return new Read(RecipientKey.Kind.AGE, key.spelled(), key.fingerprint());
    }

    /** Why a key counts no more, as far as it says that itself: one of OpenPGP may expire. */
    static Optional<String> against(RecipientKey key, Instant now) {
        return switch (key.kind()) {
            case AGE ->
                AgePublicKey.parse(key.spelled()).isPresent()
                        ? Optional.empty()
                        : Optional.of("this is no age key any more");
            case OPENPGP -> {
                try {
                    PgpPublicKey.read(key.spelled()).check(now);
                    yield Optional.empty();
                } catch (PgpRefused e) {
                    yield Optional.of(e.why().words());
                }
            }
        };
    }

    static boolean ofOneKind(List<RecipientKey> keys) {
        return keys.stream().map(RecipientKey::kind).distinct().count() <= 1;
    }

    /**
     * For whom a file is sealed.
     *
     * @param keys at least one, of one kind, all of which count
     * @throws RefusedException if one does not: a file is never sealed for fewer than it was to be
     */
    static Envelope envelope(List<RecipientKey> keys, Instant now) {
        if (keys.isEmpty() || !ofOneKind(keys)) {
            throw new IllegalArgumentException("keys of one kind seal a file");
        }
        return switch (keys.getFirst().kind()) {
            case AGE -> {
                List<AgeRecipient> recipients = new ArrayList<>();
                keys.forEach(
                        key -> recipients.add(AgePublicKey.parse(key.spelled()).orElseThrow(() -> broken(key))));
                yield new Envelope.Age(recipients);
            }
            case OPENPGP -> {
                List<PgpPublicKey> recipients = new ArrayList<>();
                for (RecipientKey key : keys) {
                    try {
                        PgpPublicKey read = PgpPublicKey.read(key.spelled());
                        read.check(now);
                        recipients.add(read);
                    } catch (PgpRefused e) {
                        throw broken(key);
                    }
                }
                yield new Envelope.OpenPgp(recipients, now);
            }
        };
    }

    private static RefusedException broken(RecipientKey key) {
        return new RefusedException(
                Refusal.conflict("key-broken", "The key " + key.id() + " can't be used any more; revoke it."));
    }

    static String fingerprints(List<RecipientKey> keys) {
        return keys.stream().map(RecipientKey::fingerprint).collect(Collectors.joining(", "));
    }
}
