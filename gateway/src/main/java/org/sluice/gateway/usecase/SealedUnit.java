package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.Tx;

/** The sealing of one release inside its unit; does nothing for one that is not sealed. For one thread. */
final class SealedUnit implements AutoCloseable {
    private final SealDeposits sealing;
    private final Tx tx;
    private final boolean sealed;
    private final LinkWishes wishes;
    private final Map<String, DataKey> keys;

    SealedUnit(SealDeposits sealing, Tx tx, Actor actor, List<Deposit> deposits, LinkWishes wishes, boolean sealed) {
        this.sealing = sealing;
        this.tx = tx;
        this.sealed = sealed;
        this.wishes = wishes;
        this.keys = sealed ? sealing.keys(tx, deposits, wishes) : Map.of();
        for (Deposit deposit : deposits) {
            DataKey key = keys.get(deposit.id());
            if (key != null) {
                sealing.seal(tx, actor, deposit, key);
            } else if (SealedDeposits.sealed(tx.sql(), deposit.id())) {
                throw new RefusedException(SealedContent.refusal(deposit.id()));
            }
        }
    }

    /** Wraps for a link that was just made; absent where its secret was made before anybody knew of the seal. */
    void forLink(Optional<SealDeposits.Lock> lock) {
        if (sealed != lock.isPresent()) {
            throw new RefusedException(
                    Refusal.conflict("just-sealed", "Whether this is sealed changed a moment ago; try again."));
        }
        lock.ifPresent(known -> sealing.forLink(tx, known, keys));
    }

    @Override
    public void close() {
        keys.values().stream().filter(key -> !wishes.keys().containsValue(key)).forEach(DataKey::close);
    }
}
