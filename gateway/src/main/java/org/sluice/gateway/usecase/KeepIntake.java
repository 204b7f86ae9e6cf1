package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.crypto.ChannelKeyId;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Destructions;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.SealedLinks;
import org.sluice.gateway.store.Tx;

/** Makes a new intake key each day, moves what still waits to it and destroys the old ones; ends what opened over ended links. */
public final class KeepIntake {
    private static final int AT_ONCE = 200;

    private final Ledger ledger;
    private final Bodies bodies;
    private final Intake intake;

    KeepIntake(Ledger ledger, Bodies bodies, Intake intake) {
        this.ledger = ledger;
        this.bodies = bodies;
        this.intake = intake;
    }

    /** Returns how many keys were retired and wraps dropped. */
    public int due() {
        return rotate() + drop();
    }

    private int drop() {
        Instant now = ledger.now();
        return ledger.read(sql -> SealedLinks.ended(sql, now))
                ? ledger.write(tx -> SealedLinks.dropEnded(tx, now)).orThrow()
                : 0;
    }

    private int rotate() {
        Instant now = ledger.now();
        int newest = ledger.read(sql -> Keys.newestVersion(sql, Intake.NAME));
        boolean young = newest == 0
                || ledger.read(sql -> Keys.created(sql, Intake.NAME, newest))
                        .filter(made -> now.isBefore(made.plus(Intake.LIFE)))
                        .isPresent();
        if (young && ledger.read(sql -> Keys.versions(sql, Intake.NAME)) <= 1) {
            return 0;
        }
        ChannelKeyId fresh = ledger.write(tx -> intake.current(tx, now)).orThrow();
        List<String> before = List.of();
        List<String> old = below(fresh);
        while (!old.isEmpty() && !old.equals(before)) {
            List<String> batch = old;
            ledger.write(tx -> moved(tx, batch)).orThrow();
            before = batch;
            old = below(fresh);
        }
        int retired = ledger.write(tx -> retire(tx, fresh, now)).orThrow();
        ledger.<Boolean, RuntimeException>read(sql -> {
            intake.shred(sql, fresh.version());
            return true;
        });
        ledger.database().purgeLog();
        return retired;
    }

    private List<String> below(ChannelKeyId fresh) {
        return ledger.read(sql -> Keys.wrappedBelow(sql, fresh.channel(), fresh.version(), AT_ONCE));
    }

    private int moved(Tx tx, List<String> deposits) {
        int moved = 0;
        for (String id : deposits) {
            Optional<Deposit> deposit = Deposits.hold(tx, id);
            moved += deposit.isPresent() && bodies.rotated(tx, deposit.get()) ? 1 : 0;
        }
        return moved;
    }

    private static int retire(Tx tx, ChannelKeyId fresh, Instant now) {
        int retired = Keys.retireUnused(tx, fresh.channel(), fresh.version());
        if (retired > 0) {
            Destructions.retired(tx, fresh.channel(), fresh.version(), now);
            tx.append(new AuditEvent(
                    EventKind.INTAKE_ROTATED,
                    new Actor.SystemActor("intake"),
                    Map.of(
                            "version", Integer.toString(fresh.version()),
                            "retired", Integer.toString(retired))));
        }
        return retired;
    }
}
