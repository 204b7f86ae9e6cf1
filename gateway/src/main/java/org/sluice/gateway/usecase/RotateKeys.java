package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    public RotateKeys(Ledger ledger, KeyRing keys, Bodies bodies) {
        this.ledger = ledger;
        this.keys = keys;
        this.bodies = bodies;
    }

    /**
     * What was done.
     *
     * @param version the new one
     * @param rewrapped how many survivors were moved to it
     * @param retired how many older versions were deleted
     */
    public record Rotated(Channel channel, int version, int rewrapped, int retired) {}

    public Answer<Rotated> rotate(Actor actor, Channel channel) {
        ChannelKeyId fresh = ledger.write(tx -> keys.next(tx, channel, ledger.random(), ledger.now()))
                .orThrow();
        int rewrapped = 0;
        List<String> old = below(fresh);
        while (!old.isEmpty()) {
            List<String> batch = old;
            int moved = ledger.write(tx -> rewrap(tx, batch)).orThrow();
            if (moved == 0) {
                return Answer.refused(Refusal.conflict(
                        "wraps-damaged",
                        "The wraps of " + String.join(", ", old) + " do not open, so the older keys of "
                                + channel.word() + " are kept. Everything else stands under version " + fresh.version()
                                + "."));
            }
            rewrapped += moved;
            old = below(fresh);
        }
        int moved = rewrapped + documents(fresh);
        Rotated rotated =
                ledger.write(tx -> retire(tx, actor, channel, fresh, moved)).orThrow();
        ledger.<Boolean, RuntimeException>read(sql -> {
            keys.forgetRetired(sql);
            return true;
        });
        ledger.database().purgeLog();
        return Answer.done(rotated);
    }

    /** Kept documents have wraps of their own; without this, retiring a key would be refused for ever. */
    private int documents(ChannelKeyId fresh) {
        return ledger.write(tx -> {
                    List<KeptDocument> older = KeptDocuments.below(tx.sql(), fresh.channel(), fresh.version());
                    older.forEach(document -> bodies.rotated(tx, document));
                    return older.size();
                })
                .orThrow();
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

    /** Rotates the channels in which something was destroyed so long ago. Returns how many. */
    public int due() {
        Instant now = ledger.now();
        List<Destruction> waiting = ledger.read(Destructions::all).stream()
                .filter(one -> one.retired().isEmpty() && !now.isBefore(one.at().plus(WITHIN)))
                .toList();
        int rotated = 0;
        for (Channel channel : Channel.values()) {
            if (waiting.stream().anyMatch(one -> one.channel().equals(channel.word()))) {
                rotate(new Actor.SystemActor("keys"), channel).orThrow();
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
