package org.sluice.gateway.usecase;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.deposit.FileName;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Folders;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;

/** What a person does with the own deposits in the folders: list, read back, rename, take back. Thread-safe. */
public final class OwnDeposits {
    private final Ledger ledger;
    private final Bodies bodies;
    private final ReceiveDeposit receive;
    private final SideLabels labels;
    private final TakeBackDeposit takeBack;

    /** @param holds what keeps a deposit from being taken back */
    public OwnDeposits(Ledger ledger, Bodies bodies, ReceiveDeposit receive, SideLabels labels, HoldCheck holds) {
        this.ledger = ledger;
        this.bodies = bodies;
        this.receive = receive;
        this.labels = labels;
        this.takeBack = new TakeBackDeposit(holds);
    }

    /** One file of a folder as its owner sees it. {@code size} counts what has arrived so far. */
    public record Entry(Deposit deposit, long size, Instant changed) {}

    public List<Entry> list(Visit visit, Channel folder, String type, String path) {
        requireOpen(visit, folder);
        return ledger.read(sql -> Deposits.folder(sql, visit.person().id(), folder, type, path)).stream()
                .map(deposit -> entry(visit, deposit))
                .toList();
    }

    /** The upload under way first: a client that stats what it has just opened, or wants to continue, means that one. */
    public Optional<Entry> find(Visit visit, Spot spot) {
        requireOpen(visit, spot.channel());
        return ledger.read(sql -> Deposits.receiving(sql, visit.person().id(), spot)
                        .or(() -> Deposits.current(sql, visit.person().id(), spot)))
                .map(deposit -> entry(visit, deposit));
    }

    private static void requireOpen(Visit visit, Channel channel) {
        visit.closed(channel).ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
    }

    private Entry entry(Visit visit, Deposit deposit) {
        long size = receive.sizeNow(visit, deposit.id()).orElse(deposit.size());
        return new Entry(deposit, size, deposit.modified().or(deposit::closed).orElse(deposit.begun()));
    }

    /** Opens one's own deposit for reading; the caller closes it. */
    public Answer<SeekableByteChannel> read(Visit visit, Deposit deposit) {
        // Its content is guarded by its channel, which a floor may have made another one than its folder's.
        Optional<Refusal> barred = standing(visit, deposit).or(() -> visit.closed(deposit.channel()));
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
        } catch (SealedContent e) {
            return Answer.refused(SealedContent.refusal(deposit.id()));
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
        return visit.closed(deposit.folder()).or(() -> receive.barredNow(deposit));
    }

    /** Takes back what is not deposited yet, or what is and concerns nobody else so far. */
    public Answer<Deposit> remove(Visit visit, Deposit deposit) {
        Optional<Refusal> barred = standing(visit, deposit);
        if (barred.isPresent()) {
            return Answer.refused(barred.get());
        }
        Answer<Deposit> removed = ledger.write(tx -> {
            Instant now = ledger.now();
            Participants.holdActive(tx, deposit.participantId(), now).orThrow();
            Deposit fresh = Deposits.hold(tx, deposit.id()).orElseThrow();
            boolean deposited = fresh.state() == DepositState.DEPOSITED;
            if (deposited) {
                takeBack.within(tx, fresh, now);
            } else if (!Deposits.remove(tx, fresh.id(), now)) {
                throw new RefusedException(Refusal.unknown("file", fresh.name()));
            }
            Notices.dropOf(tx, fresh.id());
            AuditEvent event = DepositNotes.event(EventKind.DEPOSIT_REMOVED, visit, fresh);
            tx.append(deposited ? event.with("reason", TakeBackDeposit.REASON) : event);
            return fresh;
        });
        removed.then(done -> {
            if (done.state() == DepositState.DEPOSITED) {
                // Its wrap rested long enough to stand in the write-ahead log.
                ledger.database().purgeLog();
            }
            bodies.drop(done);
            return removed;
        });
        return removed;
    }

    /** Renames within the folder, as {@link #move} does. */
    public Answer<Deposit> rename(Visit visit, Deposit deposit, String givenName) {
        return FileName.of(givenName)
                .then(name -> move(visit, deposit, deposit.spot().named(name)));
    }

    /**
     * Renames what is not deposited yet, or moves it to another folder of its information type. A file that lay there is
     * superseded, as clients upload under a temporary name and rename over the old file. What the new folder's label files
     * say counts for it from now on.
     */
    public Answer<Deposit> move(Visit visit, Deposit deposit, Spot to) {
        Optional<Refusal> barred =
                standing(visit, deposit).or(() -> mayGo(deposit, to)).or(() -> receive.mayLie(visit, deposit, to));
        if (barred.isPresent()) {
            return Answer.refused(barred.get());
        }
        return ledger.write(tx -> {
            Instant now = ledger.now();
            Participants.holdActive(tx, deposit.participantId(), now).orThrow();
            Deposit fresh = Deposits.hold(tx, deposit.id()).orElseThrow();
            if (fresh.state() == DepositState.RECEIVING) {
                throw new RefusedException(Refusal.conflict(
                        "not-finished", "\"" + fresh.name() + "\" is not finished; continue or remove it."));
            }
            Folders.Of of = new Folders.Of(fresh.personId(), to.channel(), to.type());
            if (!to.path().equals(fresh.path()) && !to.path().isEmpty() && !Folders.there(tx.sql(), of, to.path())) {
                throw new RefusedException(Refusal.unknown("folder", to.path()));
            }
            receive.replaceAll(tx, visit, fresh, to, now);
            if (!Deposits.move(tx, fresh.id(), to)) {
                throw new RefusedException(Refusal.conflict(
                        "already-deposited",
                        "\"" + fresh.name() + "\" is deposited and keeps its name. Upload it under the new name."));
            }
            Deposit moved = Deposits.find(tx.sql(), fresh.id()).orElseThrow();
            bodies.rewrapped(tx, fresh, moved);
            labels.cameFrom(tx, visit, moved, fresh.spot());
            receive.renamed(tx, moved);
            Notices.dropOf(tx, moved.id(), Notice.Kind.RENAME_AWAITED);
            Spot shown = Exposure.shown(moved, Optional.empty()).spot();
            AuditEvent event =
                    DepositNotes.event(EventKind.DEPOSIT_RENAMED, visit, fresh).with("new_name", shown.name());
            tx.append(to.path().equals(fresh.path()) ? event : event.with("new_folder", shown.folder()));
            Deposits.settleAt(
                    tx,
                    fresh.id(),
                    FileName.isTemporary(to.name()) ? Optional.empty() : Optional.of(receive.graceFrom(now)));
            return Deposits.find(tx.sql(), fresh.id()).orElseThrow();
        });
    }

    private static Optional<Refusal> mayGo(Deposit deposit, Spot to) {
        Spot from = deposit.spot();
        if (from.channel() != to.channel() || !from.type().equals(to.type())) {
            return Optional.of(Refusal.conflict(
                    "other-folder",
                    "A file can't move to another channel or information type, since those are part of its label. Upload"
                            + " it there, and remove it here."));
        }
        if (!from.audience().equals(to.audience())) {
            return Optional.of(Refusal.conflict(
                    "other-audience",
                    "What lies in a folder that begins with @ goes to those whom the folder names, so a file can't move"
                            + " into it or out of it. Upload it there, and remove it here."));
        }
        return Optional.empty();
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
}
