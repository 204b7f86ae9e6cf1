package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.FileName;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;

/** What a person does with the own deposits in the folders: list, read back, rename, take back. Thread-safe. */
public final class OwnDeposits {
    private final Ledger ledger;
    private final Bodies bodies;
    private final ReceiveDeposit receive;

    public OwnDeposits(Ledger ledger, Bodies bodies, ReceiveDeposit receive) {
        this.ledger = ledger;
        this.bodies = bodies;
        this.receive = receive;
    }

    /** One file of a folder as its owner sees it. {@code size} counts what has arrived so far. */
    public record Entry(Deposit deposit, long size, Instant changed) {}

    public List<Entry> list(Visit visit, Channel folder, String type, String path) {
        return ledger.read(sql -> Deposits.folder(sql, visit.person().id(), folder, type, path)).stream()
                .map(deposit -> entry(visit, deposit))
                .toList();
    }

    /** The upload under way first: a client that stats what it has just opened, or wants to continue, means that one. */
    public Optional<Entry> find(Visit visit, Spot spot) {
        return ledger.read(sql -> Deposits.receiving(sql, visit.person().id(), spot)
                        .or(() -> Deposits.current(sql, visit.person().id(), spot)))
                .map(deposit -> entry(visit, deposit));
    }

    private Entry entry(Visit visit, Deposit deposit) {
        long size = receive.sizeNow(visit, deposit.id()).orElse(deposit.size());
        return new Entry(deposit, size, deposit.modified().or(deposit::closed).orElse(deposit.begun()));
    }

    /** What the store has left, for everybody alike. */
    public Space room(Visit visit) {
        return bodies.space();
    }

    /** Opens one's own deposit for reading; the caller closes it. */
    public Answer<SeekableByteChannel> read(Visit visit, Deposit deposit) {
        Optional<Refusal> barred = standing(visit, deposit);
        if (barred.isPresent()) {
            return Answer.refused(barred.get());
        }
        try {
            SeekableByteChannel channel = open(deposit);
            ledger.write(tx -> {
                tx.append(DepositNotes.event(EventKind.DEPOSIT_READ, visit, deposit));
                return deposit;
            });
            return Answer.done(new StandingChannel(channel, visit::isCut, () -> standing(visit, deposit)));
        } catch (IOException e) {
            return Answer.refused(Refusal.conflict(
                    "body-damaged", "\"" + deposit.name() + "\" can't be read; tell the gateway's administrator."));
        }
    }

    private SeekableByteChannel open(Deposit deposit) throws IOException {
        try (DataKey key = ledger.read(sql -> bodies.unwrap(sql, deposit))) {
            return deposit.state() == DepositState.RECEIVING
                    ? bodies.openUnfinished(deposit, key)
                    : bodies.open(deposit, key);
        }
    }

    private Optional<Refusal> standing(Visit visit, Deposit deposit) {
        if (visit.isCut()) {
            return Optional.of(Refusal.forbidden("session-ended", "This session was ended; log in again."));
        }
        if (!deposit.personId().equals(visit.person().id())) {
            return Optional.of(Refusal.unknown("file", deposit.name()));
        }
        return receive.barredNow(deposit);
    }

    /** Takes back what is not deposited yet. */
    public Answer<Deposit> remove(Visit visit, Deposit deposit) {
        Optional<Refusal> barred = standing(visit, deposit);
        if (barred.isPresent()) {
            return Answer.refused(barred.get());
        }
        Answer<Deposit> removed = ledger.write(tx -> {
            Participants.holdActive(tx, deposit.participantId(), ledger.now()).orThrow();
            if (!Deposits.remove(tx, deposit.id(), ledger.now())) {
                throw new RefusedException(Refusal.conflict(
                        "already-deposited",
                        "\"" + deposit.name() + "\" is deposited and stays on record. Upload a corrected file of the"
                                + " same name to supersede it."));
            }
            Notices.dropOf(tx, deposit.id(), Notice.Kind.LABEL_NEEDED);
            Notices.dropOf(tx, deposit.id(), Notice.Kind.NAME_IN_FILE_NAME);
            Notices.dropOf(tx, deposit.id(), Notice.Kind.DEPOSIT_INTERRUPTED);
            tx.append(DepositNotes.event(EventKind.DEPOSIT_REMOVED, visit, deposit));
            return deposit;
        });
        removed.then(done -> {
            deleteBody(done);
            return removed;
        });
        return removed;
    }

    /**
     * Renames within the folder what is not deposited yet. A file that had the new name is superseded, as clients upload
     * under a temporary name and rename over the old file.
     */
    public Answer<Deposit> rename(Visit visit, Deposit deposit, String givenName) {
        Optional<Refusal> barred = standing(visit, deposit);
        if (barred.isPresent()) {
            return Answer.refused(barred.get());
        }
        return FileName.of(givenName)
                .then(name -> receive.mayLie(visit, deposit, deposit.spot().named(name))
                        .<Answer<String>>map(Answer::refused)
                        .orElseGet(() -> Answer.done(name)))
                .then(name -> ledger.write(tx -> {
                    Instant now = ledger.now();
                    Participants.holdActive(tx, deposit.participantId(), now).orThrow();
                    Deposit fresh = Deposits.find(tx.sql(), deposit.id()).orElseThrow();
                    if (fresh.state() == DepositState.RECEIVING) {
                        throw new RefusedException(Refusal.conflict(
                                "not-finished", "\"" + fresh.name() + "\" is not finished; continue or remove it."));
                    }
                    receive.replaceAll(tx, visit, fresh, fresh.spot().named(name), now);
                    if (!Deposits.rename(tx, fresh.id(), name)) {
                        throw new RefusedException(Refusal.conflict(
                                "already-deposited",
                                "\"" + fresh.name()
                                        + "\" is deposited and keeps its name. Upload it under the new name."));
                    }
                    Deposit renamed = Deposits.find(tx.sql(), fresh.id()).orElseThrow();
                    bodies.rewrapped(tx, fresh, renamed);
                    receive.renamed(tx, renamed);
                    tx.append(DepositNotes.event(EventKind.DEPOSIT_RENAMED, visit, fresh)
                            .with("new_name", name));
                    Deposits.settleAt(
                            tx,
                            fresh.id(),
                            FileName.isTemporary(name) ? Optional.empty() : Optional.of(receive.graceFrom(now)));
                    return Deposits.find(tx.sql(), fresh.id()).orElseThrow();
                }));
    }

    /** Keeps the client's own modification time. */
    public void modified(Visit visit, Deposit deposit, Instant modified) {
        if (standing(visit, deposit).isEmpty() && deposit.state() != DepositState.REMOVED) {
            ledger.write(tx -> {
                Deposits.modified(tx, deposit.id(), modified);
                return modified;
            });
        }
    }

    private void deleteBody(Deposit deposit) {
        try {
            bodies.delete(deposit.bodyId());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
