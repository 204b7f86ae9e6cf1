package org.sluice.gateway.usecase;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.BodyFinished;
import org.sluice.crypto.BodyReader;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.store.Deposits;

/** What is really there of uploads that stopped without an orderly end. Thread-safe. */
final class StoredUploads {
    private static final Logger LOG = LoggerFactory.getLogger(StoredUploads.class);

    private final Ledger ledger;
    private final Bodies bodies;
    private final Consumer<Deposit> drop;

    /** @param drop ends one that can't be continued */
    StoredUploads(Ledger ledger, Bodies bodies, Consumer<Deposit> drop) {
        this.ledger = ledger;
        this.bodies = bodies;
        this.drop = drop;
    }

    /** Brings the rows of all unfinished uploads to what is there; returns how many can be continued. */
    int recover() {
        int recovered = 0;
        for (Deposit deposit : ledger.read(Deposits::allReceiving)) {
            Optional<Long> size = size(deposit);
            if (size.isPresent()) {
                ledger.write(tx -> {
                    Deposits.interrupted(tx, deposit.id(), size.get());
                    return size.get();
                });
                recovered++;
            }
        }
        return recovered;
    }

    /** Plain bytes of one, looked at frame by frame; nothing where it can't be continued from here. */
    Optional<Long> size(Deposit deposit) {
        try (DataKey key = ledger.read(sql -> bodies.unwrap(sql, deposit));
                BodyReader reader = bodies.openUnfinished(deposit, key)) {
            return Optional.of(reader.size());
        } catch (BodyFinished e) {
            // A finished body is never reopened, and its depositor never heard that it arrived.
            drop.accept(deposit);
        } catch (IOException e) {
            // Not here, not yet, or damaged: nothing is destroyed, and whoever continues it may have to begin again.
            LOG.warn("The unfinished upload {} can't be read from here", deposit.id());
        }
        return Optional.empty();
    }
}
