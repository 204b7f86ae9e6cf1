package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.sluice.crypto.ChannelKeyId;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.KeptDocument;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.retention.Destruction;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Destructions;
import org.sluice.gateway.store.KeptDocuments;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.Tx;

/**
 * A new version of a channel's key, the survivors re-wrapped under it, the older versions deleted. May break off anywhere
 * and be begun again. Thread-safe; two at once on one channel are harmless, as each ends in what the other wanted.
 */
public final class RotateKeys {
    /** After a destruction the key version is retired within this time, by itself. */
    static final Duration WITHIN = Duration.ofDays(30);
    /** Re-wraps in one unit: others must get their turn at the one writer. */
    private static final int AT_ONCE = 200;

    private final Ledger ledger;
    private final KeyRing keys;
    private final Bodies bodies;
    private final Chores chores;

    public RotateKeys(Ledger ledger, KeyRing keys, Bodies bodies, Chores chores) {
        this.ledger = ledger;
        this.keys = keys;
        this.bodies = bodies;
        this.chores = chores;
    }

    /**
     * What was done.
     *
     * @param version the new one
     * @param rewrapped how many survivors were moved to it
     * @param retired how many older versions were deleted
     */
    public record Rotated(Channel channel, int version, int rewrapped, int retired) {}

    /** One that broke off, or that a damaged wrap kept from its end, is gone on with under the version it made. */
    public Answer<Rotated> rotate(Actor actor, Channel channel) {
        Answer<Boolean> may = ledger.write(tx -> {
            Entitled.administrator(tx, actor, "rotates keys", ledger.now());
            return true;
        });
        return may.then(entitled -> rotate(actor, channel, unretired()));
    }

    /** @param waiting destructions that wait for a newer version than the one they were made under */
    private Answer<Rotated> rotate(Actor actor, Channel channel, List<Destruction> waiting) {
        ChannelKeyId fresh = ledger.write(tx -> version(tx, channel, waiting)).orThrow();
        int rewrapped = documents(fresh);
        List<String> old = below(fresh);
        while (!old.isEmpty()) {
            List<String> batch = old;
            int moved = ledger.write(tx -> rewrap(tx, batch)).orThrow();
            rewrapped += moved;
            old = below(fresh);
            if (moved == 0 && old.equals(batch)) {
                break;
            }
        }
        List<String> damaged = Stream.concat(old.stream(), ledger.read(sql -> documentsBelow(sql, fresh)).stream())
                .toList();
        if (!damaged.isEmpty()) {
            return Answer.refused(new Refusal(
                    Refusal.Kind.CONFLICT,
                    "wraps-damaged",
                    "The wraps of " + String.join(", ", damaged) + " do not open, so the older keys of "
                            + channel.word() + " are kept; everything else stands under version " + fresh.version()
                            + ". Put those wraps back from a backup, or destroy the deposits that are lost, and rotate"
                            + " again.",
                    damaged));
        }
        int moved = rewrapped;
        Rotated rotated =
                ledger.write(tx -> retire(tx, actor, channel, fresh, moved)).orThrow();
        ledger.<Boolean, RuntimeException>read(sql -> {
            keys.forgetRetired(sql);
            return true;
        });
        ledger.database().purgeLog();
        return Answer.done(rotated);
    }

    /** A new version, unless a rotation is unfinished whose version serves all that waits for one. */
    private ChannelKeyId version(Tx tx, Channel channel, List<Destruction> waiting) {
        ChannelKeyId newest = keys.current(tx.sql(), channel);
        boolean serves = waiting.stream()
                .noneMatch(one -> one.channel().equals(channel.word()) && one.keyVersion() >= newest.version());
        return serves && Keys.versions(tx.sql(), channel.word()) > 1
                ? newest
                : keys.next(tx, channel, ledger.random(), ledger.now());
    }

    private List<Destruction> unretired() {
        return ledger.read(Destructions::all).stream()
                .filter(one -> one.retired().isEmpty())
                .toList();
    }

    /** Kept documents have wraps of their own; without this, retiring a key would be refused for ever. */
    private int documents(ChannelKeyId fresh) {
        return ledger.write(tx -> (int) KeptDocuments.below(tx.sql(), fresh.channel(), fresh.version()).stream()
                        .filter(document -> bodies.rotated(tx, document))
                        .count())
                .orThrow();
    }

    private static List<String> documentsBelow(Handle sql, ChannelKeyId fresh) {
        return KeptDocuments.below(sql, fresh.channel(), fresh.version()).stream()
                .map(KeptDocument::id)
                .toList();
    }

    private List<String> below(ChannelKeyId fresh) {
        return ledger.read(sql -> Keys.wrappedBelow(sql, fresh.channel(), fresh.version(), AT_ONCE));
    }

    /** How many could be moved; one that does not open is passed over, as it must not keep the others back. */
    private int rewrap(Tx tx, List<String> deposits) {
        int moved = 0;
        for (String id : deposits) {
            // Held first and read afterwards: another node may be giving it a new label this moment.
            Optional<Deposit> deposit = Deposits.hold(tx, id);
            if (deposit.isPresent() && Keys.wrap(tx.sql(), id).isPresent() && bodies.rotated(tx, deposit.get())) {
                moved++;
            }
        }
        return moved;
    }

    private Rotated retire(Tx tx, Actor actor, Channel channel, ChannelKeyId fresh, int rewrapped) {
        int retired = Keys.retireBelow(tx, channel.word(), fresh.version());
        Destructions.retired(tx, channel.word(), fresh.version(), ledger.now());
        tx.append(new AuditEvent(
                EventKind.KEYS_ROTATED,
                actor,
                Map.of(
                        "channel", channel.word(),
                        "version", Integer.toString(fresh.version()),
                        "rewrapped", Integer.toString(rewrapped),
                        "retired", Integer.toString(retired))));
        return new Rotated(channel, fresh.version(), rewrapped, retired);
    }

    /** Rotates the channels in which something was destroyed so long ago; one that fails stops no other. Returns how many. */
    public int due() {
        Instant now = ledger.now();
        List<Destruction> waiting = unretired().stream()
                .filter(one -> !now.isBefore(one.at().plus(WITHIN)))
                .toList();
        int rotated = 0;
        for (Channel channel : Channel.values()) {
            boolean asked = waiting.stream().anyMatch(one -> one.channel().equals(channel.word()));
            if (asked
                    && chores.run(
                            "retire keys of " + channel.word(),
                            () -> rotate(new Actor.SystemActor("keys"), channel, waiting)
                                    .orThrow())) {
                rotated++;
            }
        }
        ledger.<Boolean, RuntimeException>read(sql -> {
            keys.forgetRetired(sql);
            return true;
        });
        return rotated;
    }
}
