package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.FileName;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.Direction;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.InformationType;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Tx;

/** Begins uploads: decides where a file may lie before its first byte, and makes row, wrap and body. Thread-safe. */
public final class ReceiveDeposit {
    private final Ledger ledger;
    private final Rulebook rules;
    private final Bodies bodies;
    private final DepositNotes notes;
    private final MakeDeposit make;
    private final ReplaceDeposits replace;
    private final List<DropRule> rulesOfDrops;
    private final Quotas quotas;
    private final StoredUploads stored;
    private final Duration grace;
    /** Uploads under way on this node, by deposit: a new connection of the same person takes over from a stalled one. */
    private final ConcurrentHashMap<String, Upload> underWay = new ConcurrentHashMap<>();

    private final WindowBudget early = WindowBudget.ofHeap();

    /**
     * @param rulesOfDrops asked before the first byte of every file
     * @param grace how long a closed upload may still be continued, unless its session ends in order before
     */
    public ReceiveDeposit(
            Ledger ledger,
            Rulebook rules,
            Bodies bodies,
            WarnOfNames names,
            List<DropRule> rulesOfDrops,
            Quotas quotas,
            Duration grace) {
        this.ledger = ledger;
        this.rules = rules;
        this.bodies = bodies;
        this.notes = new DepositNotes(ledger, rules, names);
        this.make = new MakeDeposit(ledger, rules, bodies, notes);
        this.replace = new ReplaceDeposits(bodies);
        this.rulesOfDrops = List.copyOf(rulesOfDrops);
        this.quotas = quotas;
        this.stored = new StoredUploads(ledger, bodies, this::drop);
        this.grace = grace;
    }

    /**
     * Opens a name for writing.
     *
     * @param fresh the client asked for an empty file; otherwise it may continue what lies there under this name
     * @return an upload that the caller must either complete or abandon
     */
    public Answer<Upload> begin(Visit visit, Channel folder, String type, String givenName, boolean fresh) {
        return Spot.of(folder, type, givenName)
                .then(spot -> begin(visit, new Incoming(spot, spot.label(), Optional.empty(), fresh)));
    }

    /**
     * What a client is about to send.
     *
     * @param label what is said of it beforehand; by its folders only, where nobody says more
     * @param size bytes, where the client says how many will come
     * @param fresh the client asked for an empty file; otherwise it may continue what lies there under this name
     */
    public record Incoming(Spot spot, Label label, Optional<Long> size, boolean fresh) {}

    /**
     * Opens a spot for writing: everything that can be known before the first byte is decided here, whatever the file comes
     * over.
     *
     * @return an upload that the caller must either complete or abandon
     */
    public Answer<Upload> begin(Visit visit, Incoming incoming) {
        Instant now = ledger.now();
        Person person = visit.person();
        Spot spot = incoming.spot();
        Label said = incoming.label();
        if (said.channel() != spot.channel() || !said.informationType().equals(spot.type())) {
            return Answer.refused(Refusal.wrong(
                    "label-elsewhere",
                    "The label says " + said.channel().word() + " and " + said.informationType() + ", the folder is "
                            + spot.folder() + ". Change one of them."));
        }
        // Before anything else, as every other refusal puts the name on record.
        Optional<Refusal> named = notes.codesOnly(visit, spot, now);
        if (named.isPresent()) {
            return Answer.refused(named.get());
        }
        Optional<Deposit> onto = incoming.fresh() ? Optional.empty() : there(person, spot);
        // What is written onto keeps its label: it may be narrower by now than whatever is said beforehand.
        Label label = onto.map(Deposit::label).orElse(said);
        Optional<Refusal> barred = onto.filter(deposit -> deposit.state() != DepositState.RECEIVING)
                .flatMap(deposit -> visit.closed(deposit.channel()))
                .or(() -> mayDeposit(visit, label, now));
        if (barred.isPresent()) {
            return notes.refuse(visit, spot, barred.get());
        }
        if (!bodies.hasSpace()) {
            return notes.refuse(visit, spot, DepositNotes.noSpace());
        }
        Channel floor = ledger.read(sql -> rules.floor(sql, label, now));
        if ((label.channel() == Channel.PUBLIC || spot.audience().isPresent())
                && !label.channel().atLeast(floor)) {
            return notes.refuseBelowFloor(visit, spot, label, floor, now);
        }
        Optional<Refusal> ruled = ruled(visit, new Incoming(spot, label, incoming.size(), incoming.fresh()), now)
                .or(() -> quotas.atBegin(visit, spot.channel(), incoming.size(), receiving(person, spot)));
        if (ruled.isPresent()) {
            return notes.refuse(visit, spot, ruled.get());
        }
        receiving(person, spot).map(Deposit::id).map(underWay::get).ifPresent(Upload::abandon);
        // Read again: the upload that was just stopped may have kept more than its row said, or nothing at all.
        Optional<Deposit> receiving = receiving(person, spot);
        if (!incoming.fresh()) {
            if (receiving.isPresent()) {
                return Answer.done(track(Upload.continuing(this, visit, receiving.get())));
            }
            Optional<Deposit> current = ledger.read(sql -> Deposits.current(sql, person.id(), spot));
            if (current.isPresent() && !current.get().label().equals(label)) {
                return Answer.refused(
                        Refusal.conflict("label-changed", "The label of this file changed a moment ago; try again."));
            }
            if (current.isPresent()) {
                return make.create(visit, spot, label, floor, now, Optional.empty())
                        .then(made -> Answer.done(track(Upload.onto(this, visit, made, current.get()))));
            }
        }
        return make.create(visit, spot, label, floor, now, receiving)
                .then(made -> Answer.done(track(Upload.fresh(this, visit, made))));
    }

    /** The information types that a deposit may be of now, in the order of their protocols. */
    public List<String> types() {
        Instant now = ledger.now();
        return ledger.read(sql -> rules.types(sql, now)).stream()
                .map(InformationType::id)
                .toList();
    }

    private Optional<Refusal> ruled(Visit visit, Incoming incoming, Instant now) {
        return ledger.read(sql -> rulesOfDrops.stream()
                .flatMap(rule ->
                        rule.against(sql, visit, incoming.spot(), incoming.label(), incoming.size(), now).stream())
                .findFirst());
    }

    /** What an upload that does not begin with an empty file would go on with. */
    private Optional<Deposit> there(Person person, Spot spot) {
        return receiving(person, spot).or(() -> ledger.read(sql -> Deposits.current(sql, person.id(), spot)));
    }

    private Optional<Deposit> receiving(Person person, Spot spot) {
        return ledger.read(sql -> Deposits.receiving(sql, person.id(), spot));
    }

    private Optional<Refusal> mayDeposit(Visit visit, Label label, Instant now) {
        if (visit.isCut()) {
            return Optional.of(Refusal.forbidden("session-ended", "This session was ended; log in again."));
        }
        if (!visit.person().is(Role.DEPOSITOR)) {
            return Optional.of(Refusal.forbidden(
                    "not-a-depositor",
                    "You have no role that deposits files. Ask the gateway's administrator for the role depositor."));
        }
        if (!ledger.read(sql -> rules.knowsType(sql, label.informationType(), now))) {
            return Optional.of(Refusal.unknown("information type", label.informationType()));
        }
        return ledger.read(sql -> TakingPart.ended(sql, visit.person().id(), now)
                .or(() -> TakingPart.stopped(
                        sql, visit.person().participantId(), Direction.SENDING, label.informationType())));
    }

    /** Commits a complete upload: from here on the file exists. Called by the upload after its body is durable. */
    Answer<Deposit> commit(Visit visit, Deposit deposit, long size, String sha256) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Participants.holdActive(tx, deposit.participantId(), now).orThrow();
            replace.at(tx, visit, deposit, deposit.spot(), now);
            Notices.dropOf(tx, deposit.id(), Notice.Kind.DEPOSIT_INTERRUPTED);
            Notices.dropOf(tx, deposit.id(), Notice.Kind.DEPOSIT_STOPPED);
            // A name that says "still on its way" waits for its rename, however long that takes.
            Optional<Instant> settles =
                    FileName.isTemporary(deposit.name()) ? Optional.empty() : Optional.of(now.plus(grace));
            if (!Deposits.close(tx, deposit.id(), size, sha256, now, settles)) {
                throw new RefusedException(
                        Refusal.conflict("taken-over", "Another session has taken over this upload."));
            }
            tx.append(DepositNotes.event(EventKind.DEPOSIT_COMPLETED, visit, deposit)
                    .with("size", Long.toString(size))
                    .with("sha256", sha256));
            if (deposit.held()) {
                notes.askForLabel(tx, deposit, now);
            }
            notes.warnOfName(tx, deposit);
            visit.closedHere(deposit.id());
            return Deposits.find(tx.sql(), deposit.id()).orElseThrow();
        });
    }

    /** Keeps what arrived, for the same person to continue. */
    void interrupted(Visit visit, Deposit deposit, long size) {
        ledger.write(tx -> {
            Deposits.interrupted(tx, deposit.id(), size);
            Notices.dropOf(tx, deposit.id(), Notice.Kind.DEPOSIT_INTERRUPTED);
            notes.canBeContinued(tx, deposit, size);
            tx.append(DepositNotes.event(EventKind.DEPOSIT_INTERRUPTED, visit, deposit)
                    .with("size", Long.toString(size)));
            return size;
        });
    }

    void resumed(Visit visit, Deposit deposit, long size) {
        ledger.write(tx -> {
                    Participants.holdActive(tx, deposit.participantId(), ledger.now())
                            .orThrow();
                    tx.append(DepositNotes.event(EventKind.DEPOSIT_RESUMED, visit, deposit)
                            .with("size", Long.toString(size)));
                    return size;
                })
                .orThrow();
    }

    /** Drops a deposit that was begun and came to nothing. */
    void drop(Deposit deposit) {
        Answer<Boolean> removed = ledger.write(tx -> {
            boolean gone = Deposits.removeUnfinished(tx, deposit.id(), ledger.now());
            if (gone) {
                Notices.dropOf(tx, deposit.id(), Notice.Kind.DEPOSIT_INTERRUPTED);
                Notices.dropOf(tx, deposit.id(), Notice.Kind.DEPOSIT_STOPPED);
                tx.append(new AuditEvent(
                        EventKind.DEPOSIT_REMOVED,
                        new Actor.SystemActor("uploads"),
                        Map.of("deposit", deposit.id(), "because", "it came to nothing")));
            }
            return gone;
        });
        if (removed instanceof Answer.Done<Boolean> done && done.value()) {
            bodies.drop(deposit);
        }
    }

    /** For what a way of depositing refuses by a rule of its own: on record, and told. */
    <T> Answer<T> refuse(Visit visit, Spot spot, Refusal refusal) {
        return notes.refuse(visit, spot, refusal);
    }

    /** Whether a deposit may lie elsewhere, before the new name is on record. */
    Optional<Refusal> mayLie(Visit visit, Deposit deposit, Spot spot) {
        Instant now = ledger.now();
        return notes.codesOnly(visit, spot, now)
                .or(() -> ruled(visit, new Incoming(spot, deposit.label(), Optional.of(deposit.size()), false), now));
    }

    /** Whether a person may put anything at a spot: a folder too, and a file that speaks of another. */
    Optional<Refusal> mayPut(Visit visit, Spot spot) {
        Instant now = ledger.now();
        return visit.closed(spot.channel())
                .or(() -> notes.codesOnly(visit, spot, now))
                .or(() -> mayDeposit(visit, spot.label(), now));
    }

    /** Whether there is room for so many bytes that are no deposit. */
    Optional<Refusal> room(Visit visit, Spot spot, long bytes) {
        return bodies.hasSpace()
                ? quotas.atBegin(visit, spot.channel(), Optional.of(bytes), Optional.empty())
                : Optional.of(DepositNotes.noSpace());
    }

    /** The same row under a new body, for an upload that begins again over what had arrived. */
    MakeDeposit.Made again(Visit visit, Deposit unfinished) {
        return make.again(visit, unfinished).orThrow();
    }

    /** Whatever was current at this spot makes room for a deposit. */
    void replaceAll(Tx tx, Visit visit, Deposit by, Spot spot, Instant now) {
        replace.at(tx, visit, by, spot, now);
    }

    /** Tells the depositor of a new name that looks like a person's, while it can still be changed. */
    void renamed(Tx tx, Deposit deposit) {
        notes.warnOfName(tx, deposit);
    }

    /** When something closed or renamed now settles by itself. */
    Instant graceFrom(Instant now) {
        return now.plus(grace);
    }

    /** Room for the writes of one upload that come too early. */
    WriteWindow window() {
        return new WriteWindow(early);
    }

    /**
     * Whether an upload may grow to this size; where it may not, its depositor is told, since SFTP clients hide the server's
     * words. What had arrived is kept.
     */
    Optional<Refusal> noRoomFor(Visit visit, Deposit deposit, long size, boolean look) {
        Optional<Refusal> full =
                look && !bodies.hasSpace() ? Optional.of(DepositNotes.noSpace()) : quotas.mayGrow(deposit, size);
        full.ifPresent(refusal -> notes.stopped(visit, deposit, refusal));
        return full;
    }

    Bodies bodies() {
        return bodies;
    }

    Ledger ledger() {
        return ledger;
    }

    /**
     * Bytes of plain content received so far, where this node receives the deposit right now. Another session than the
     * sending one is told what would be kept: that is where it can go on when it takes over.
     */
    Optional<Long> sizeNow(Visit visit, String depositId) {
        return Optional.ofNullable(underWay.get(depositId)).map(upload -> upload.sizeFor(visit));
    }

    /** After a start: what had arrived of uploads that a stop cut off, so that their owners can continue them. */
    public int recover() {
        return stored.recover();
    }

    /** The store failed an upload, so what is left of it is looked at, for its person to go on from there. */
    void failed(Visit visit, Deposit deposit) {
        interrupted(visit, deposit, stored.size(deposit).orElse(0L));
    }

    private Upload track(Upload upload) {
        underWay.put(upload.depositId(), upload);
        return upload;
    }

    void done(Upload upload) {
        quotas.ended(upload.depositId());
        underWay.remove(upload.depositId(), upload);
    }

    void moved(Upload upload, String fromDepositId) {
        underWay.remove(fromDepositId, upload);
        quotas.moved(fromDepositId, upload.depositId());
        underWay.put(upload.depositId(), upload);
    }

    /** Whether the participant still stands; asked by an upload before it seals its end. */
    Optional<Refusal> barredNow(Deposit deposit) {
        return ledger.read(sql -> Participants.find(sql, deposit.participantId()))
                .map(participant -> participant.barred(ledger.now()))
                .orElse(Optional.of(Refusal.unknown("participant", deposit.participantId())));
    }
}
