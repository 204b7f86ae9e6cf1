package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.deposit.WebUpload;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.domain.protocol.InformationType;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.WebUploads;

/**
 * Takes files over HTTPS: at one go, or in parts that a client continues after a break. Every byte goes through
 * {@link ReceiveDeposit} and {@link Upload}, as over SFTP. Thread-safe.
 */
public final class TakeUploads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TakeUploads.class);
    /** How long an upload without a request keeps the bytes of its unfinished frame; afterwards its full frames stay. */
    private static final Duration IDLE = Duration.ofMinutes(10);
    /** How long a request waits for the one before it, whose line it has just closed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /**
     * Unfinished ones of one person: far above what jobs begin at once, and a job that begins and never ends stops itself
     * before it stops others. A few more can slip by that begin in the same moment.
     */
    static final int MOST_UNFINISHED = 512;
    /** Of the expiry's move, so that not every request writes. */
    private static final Duration COARSE = Duration.ofHours(1);

    private final Ledger ledger;
    private final Rulebook rules;
    private final EnterWithToken tokens;
    private final ReceiveDeposit receive;
    private final SettleDeposits settle;
    private final SideLabels sides;
    private final Duration life;
    private final UploadRows rows;
    private final ConcurrentHashMap<String, HeldUpload> held = new ConcurrentHashMap<>();
    /** Whoever cuts does not wait for the disk, and may hold the write door. */
    private final ExecutorService ending = Executors.newSingleThreadExecutor(
            work -> Thread.ofPlatform().name("uploads-ending").unstarted(work));

    /** @param life how long an unfinished upload can be continued after its last request */
    public TakeUploads(
            Ledger ledger,
            Rulebook rules,
            EnterWithToken tokens,
            ReceiveDeposit receive,
            SettleDeposits settle,
            SideLabels sides,
            Duration life) {
        this.ledger = ledger;
        this.rules = rules;
        this.tokens = tokens;
        this.receive = receive;
        this.settle = settle;
        this.sides = sides;
        this.life = life;
        this.rows = new UploadRows(ledger);
    }

    /** Where an upload stands: {@code deposit} once it became one. */
    public record Standing(WebUpload upload, long offset, Optional<Deposit> deposit) {}

    /** What a deposit may be of now. */
    public List<InformationType> types() {
        Instant now = ledger.now();
        return ledger.read(sql -> rules.types(sql, now));
    }

    /** What label files say of a spot, with what its depositor says now over it, held against the protocols' words. */
    public Answer<Label> label(DepositToken token, Spot spot, Map<String, String> said) {
        Answer<Label> label = sides.withoutNames(said)
                .then(plain -> sides.labelFor(token.personId(), spot))
                .then(beside -> LabelDeposit.changed(beside, said))
                .then(changed -> ledger.read(sql -> LabelWords.against(rules.all(sql), said.keySet(), changed))
                        .<Answer<Label>>map(Answer::refused)
                        .orElseGet(() -> Answer.done(changed)));
        if (label instanceof Answer.Refused<Label> refused) {
            record(token, spot, refused.refusal());
        }
        return label;
    }

    /** Without the file's name and the label's words, which may be what was refused. */
    private void record(DepositToken token, Spot spot, Refusal refusal) {
        ledger.read(sql -> Persons.find(sql, token.personId()))
                .ifPresent(person -> ledger.record(new AuditEvent(
                        EventKind.DEPOSIT_REFUSED,
                        new Actor.PersonActor(person.id(), person.participantId()),
                        Map.of(
                                "folder",
                                new Spot(spot.channel(), spot.type(), "", "").folder(),
                                "reason",
                                refusal.code(),
                                "token",
                                token.id()))));
    }

    /** Begins an upload that can be continued; everything that can be known beforehand is decided here. */
    public Answer<Standing> create(DepositToken token, From from, ReceiveDeposit.Incoming incoming) {
        String id = ledger.newId("u");
        return tokens.enter(token, from, () -> cut(id)).then(visit -> {
            HeldUpload opened;
            switch (few(visit, incoming.spot()).then(few -> begin(visit, incoming))) {
                case Answer.Refused<HeldUpload> refused -> {
                    return Answer.refused(refused.refusal());
                }
                case Answer.Done<HeldUpload> done -> opened = done.value();
            }
            WebUpload row = new WebUpload(
                    id,
                    token.id(),
                    token.personId(),
                    opened.depositId(),
                    incoming.size(),
                    ledger.now().plus(life),
                    Optional.empty());
            held.put(id, opened);
            ledger.write(tx -> {
                WebUploads.add(tx, row);
                return row;
            });
            if (visit.isCut()) {
                giveUp(id, opened);
            }
            return Answer.done(new Standing(row, 0, Optional.empty()));
        });
    }

    private Answer<Visit> few(Visit visit, Spot spot) {
        if (rows.unfinished(visit.person().id()) < MOST_UNFINISHED) {
            return Answer.done(visit);
        }
        visit.close();
        return receive.refuse(
                visit,
                spot,
                Refusal.of(
                        Refusal.Kind.BUSY,
                        "too-many-uploads",
                        MOST_UNFINISHED
                                + " of your uploads are unfinished. Finish or delete some, or wait until they expire."));
    }

    /** Begins a file that comes in one request, whole or not at all. */
    public Answer<UploadRequest> once(DepositToken token, From from, ReceiveDeposit.Incoming incoming, Runnable cut) {
        return tokens.enter(token, from, cut)
                .then(visit -> begin(visit, incoming)
                        .then(upload -> Answer.done(new UploadRequest(this, upload, Optional.empty()))));
    }

    private Answer<HeldUpload> begin(Visit visit, ReceiveDeposit.Incoming incoming) {
        try {
            return switch (receive.begin(visit, incoming)) {
                case Answer.Done<Upload> done -> Answer.done(new HeldUpload(visit, done.value(), ledger.now()));
                case Answer.Refused<Upload> refused -> {
                    visit.close();
                    yield Answer.refused(refused.refusal());
                }
            };
        } catch (RuntimeException e) {
            visit.close();
            throw e;
        }
    }

    /**
     * Takes an upload for one request, and from the request that has it now: a client that comes back knows better than this
     * side whether its earlier line is dead.
     *
     * @param cut ends the request, from any thread
     */
    public Answer<UploadRequest> take(DepositToken token, From from, String id, Runnable cut) {
        return rows.find(token, id).then(row -> {
            if (row.ended().isPresent()) {
                return Answer.refused(UploadRows.gone());
            }
            HeldUpload there = held.get(id);
            if (there != null && there.take(cut, PATIENCE)) {
                return Answer.done(new UploadRequest(
                        this, there, Optional.of(rows.find(token, id).orThrow())));
            }
            if (there != null && held.get(id) == there) {
                return Answer.refused(busy());
            }
            return reopen(token, from, row, cut);
        });
    }

    /** From the full frames that were kept, on this node or another, before or after a restart. */
    private Answer<UploadRequest> reopen(DepositToken token, From from, WebUpload row, Runnable cut) {
        Optional<Deposit> unfinished = rows.unfinished(row);
        if (unfinished.isEmpty()) {
            return Answer.refused(UploadRows.gone());
        }
        Deposit deposit = unfinished.get();
        ReceiveDeposit.Incoming incoming =
                new ReceiveDeposit.Incoming(deposit.spot(), deposit.label(), row.length(), false);
        return tokens.enter(token, from, () -> cut(row.id()))
                .then(visit -> begin(visit, incoming))
                .then(upload -> {
                    if (!upload.depositId().equals(deposit.id())) {
                        upload.abandon();
                        drop(upload.depositId());
                        return Answer.refused(UploadRows.gone());
                    }
                    upload.take(cut, PATIENCE);
                    HeldUpload raced = held.putIfAbsent(row.id(), upload);
                    if (raced != null) {
                        upload.abandon();
                        return Answer.refused(busy());
                    }
                    if (upload.visit().isCut()) {
                        giveUp(row.id(), upload);
                    }
                    return Answer.done(new UploadRequest(this, upload, Optional.of(row)));
                });
    }

    /** Where an upload stands: it ends the request that has it, so that what is told stays true. */
    public Answer<Standing> look(DepositToken token, From from, String id) {
        return rows.find(token, id).then(row -> {
            if (row.ended().isPresent()) {
                return rows.deposited(row)
                        .map(deposit -> Answer.done(new Standing(row, deposit.size(), Optional.of(deposit))))
                        .orElseGet(() -> Answer.refused(UploadRows.gone()));
            }
            HeldUpload there = held.get(id);
            if (there == null) {
                Optional<Deposit> unfinished = rows.unfinished(row);
                if (unfinished.isEmpty()) {
                    return Answer.refused(UploadRows.gone());
                }
                long size = unfinished.get().size();
                // Every byte was there when it broke off: whoever reads this takes it for done, so it has to be.
                return row.length().filter(length -> length == size).isPresent()
                        ? finish(token, from, row)
                        : Answer.done(new Standing(row, size, Optional.empty()));
            }
            if (!there.take(() -> {}, PATIENCE)) {
                return Answer.refused(held.get(id) == there ? busy() : UploadRows.gone());
            }
            there.release(ledger.now());
            return Answer.done(new Standing(row, there.size(), Optional.empty()));
        });
    }

    private Answer<Standing> finish(DepositToken token, From from, WebUpload row) {
        return take(token, from, row.id(), () -> {}).then(request -> {
            try (request) {
                return request.write(new byte[0], 0)
                        .then(same -> request.finish())
                        .then(deposit -> Answer.done(new Standing(row, deposit.size(), Optional.of(deposit))));
            }
        });
    }

    /** What an upload has become, if it is a deposit already. */
    public Optional<Deposit> became(DepositToken token, String id) {
        return rows.find(token, id) instanceof Answer.Done<WebUpload> row
                        && row.value().ended().isPresent()
                ? rows.deposited(row.value())
                : Optional.empty();
    }

    /** Drops an unfinished upload with all that had arrived. */
    public Answer<WebUpload> terminate(DepositToken token, String id) {
        return rows.find(token, id).then(row -> {
            if (row.ended().isPresent()) {
                return Answer.refused(
                        rows.deposited(row).isPresent()
                                ? Refusal.conflict(
                                        "already-deposited",
                                        "This upload is a deposit by now, which stays on record. Upload a corrected file"
                                                + " of the same name to supersede it.")
                                : UploadRows.gone());
            }
            end(row);
            return Answer.done(row);
        });
    }

    /** Ends what nobody continued: drops what expired, and lets go of what no request has touched for a while. */
    public int due() {
        Instant now = ledger.now();
        held.forEach((id, upload) -> {
            if (upload.idleSince(now.minus(IDLE))) {
                giveUp(id, upload);
            }
        });
        int dropped = 0;
        for (WebUpload row : ledger.read(sql -> WebUploads.expired(sql, now))) {
            end(row);
            dropped++;
        }
        ledger.write(tx -> {
            WebUploads.forget(tx, now);
            return now;
        });
        return dropped;
    }

    private void end(WebUpload row) {
        HeldUpload there = held.remove(row.id());
        if (there != null) {
            there.cutRequest();
            there.abandon();
        }
        String depositId = there == null ? row.depositId() : there.depositId();
        drop(depositId);
        ended(row, depositId);
    }

    void ended(WebUpload row, String depositId) {
        ledger.write(tx -> {
            WebUploads.stands(tx, row.id(), depositId, row.length(), row.expires());
            return WebUploads.end(tx, row.id(), ledger.now());
        });
    }

    void drop(String depositId) {
        ledger.read(sql -> Deposits.find(sql, depositId))
                .filter(deposit -> deposit.state() == DepositState.RECEIVING)
                .ifPresent(receive::drop);
    }

    /** It is over on this node. */
    void forget(WebUpload row, HeldUpload upload) {
        held.remove(row.id(), upload);
    }

    Ledger ledger() {
        return ledger;
    }

    SettleDeposits settle() {
        return settle;
    }

    /** Its visit was cut: the request that has it ends, and the upload keeps its full frames. */
    private void cut(String id) {
        HeldUpload there = held.get(id);
        if (there == null) {
            return;
        }
        there.cutRequest();
        try {
            ending.execute(() -> giveUp(id, there));
        } catch (RejectedExecutionException e) {
            LOG.debug("The gateway stops; what had arrived is found at its next start");
        }
    }

    void giveUp(String id, HeldUpload upload) {
        held.remove(id, upload);
        try {
            upload.abandon();
        } catch (RuntimeException e) {
            LOG.warn("The upload {} broke off and could not be kept", id, e);
        }
    }

    Instant later(Instant expires) {
        Instant fresh = ledger.now().plus(life);
        return fresh.isAfter(expires.plus(COARSE)) ? fresh : expires;
    }

    private static Refusal busy() {
        return Refusal.of(
                Refusal.Kind.BUSY, "upload-busy", "An earlier request still writes to this upload; try again shortly.");
    }

    /** Keeps what had arrived of every upload. */
    @Override
    public void close() {
        held.forEach(this::giveUp);
        ending.shutdown();
    }
}
