package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.BodyReader;
import org.sluice.crypto.DataKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Backoff;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.scan.Scan;
import org.sluice.gateway.domain.scan.ScanAnswer;
import org.sluice.gateway.inspect.SealedFile;
import org.sluice.gateway.scan.Clamd;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Inspections;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Scans;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.Tx;

/**
 * Has the virus scanner look at whatever was deposited, the newest first, and at what was deposited before there was a
 * scanner. Whatever the scanner does, nothing passes without its word. Thread-safe; calls for the same sizes at once would do
 * the same work twice.
 */
public final class ScanDeposits {
    private static final Map<String, String> SEALED = Map.of("looked_inside", "no, sealed by its sender");
    private static final Logger LOG = LoggerFactory.getLogger(ScanDeposits.class);

    /** Up to here a file is scanned within the second; larger ones have a thread of their own. */
    private static final long SMALL = 8L << 20;

    private static final int AT_ONCE = 50;
    private static final int ENLISTED_AT_ONCE = 500;
    /** Failures of one file after which it goes on record. */
    private static final int STRANGE = 3;

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    static final Backoff PAUSES = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(10));
    private static final Actor ACTOR = new Actor.SystemActor("scanner");

    private final Ledger ledger;
    private final Bodies bodies;
    private final Optional<Clamd> clamd;
    private final Optional<ScannerWatch> watch;
    /** When there was last nothing to enlist; only one thread asks. */
    private @Nullable Instant enlisted;

    public ScanDeposits(Ledger ledger, Bodies bodies, Optional<Clamd> clamd) {
        this.ledger = ledger;
        this.bodies = bodies;
        this.clamd = clamd;
        this.watch = clamd.map(scanner -> new ScannerWatch(ledger, scanner));
    }

    /** Whether a scanner is set. */
    public boolean scans() {
        return clamd.isPresent();
    }

    /** Scans the small files that wait; returns of how many there is a word now. */
    public int due() {
        clamd.ifPresent(this::enlist);
        return scanned(0, SMALL);
    }

    /** Scans the large files that wait. */
    public int dueLarge() {
        return scanned(SMALL + 1, Long.MAX_VALUE);
    }

    /** From here on a deposit waits for the scanner, where one is set. */
    void await(Tx tx, Deposit deposit, Instant now) {
        if (clamd.isPresent()) {
            Scans.again(tx, deposit.id(), now);
        }
    }

    /** What was deposited before there was a scanner, or by a node without one; once a minute, or until all is enlisted. */
    private void enlist(Clamd scanner) {
        Instant now = ledger.now();
        if (enlisted != null && now.isBefore(enlisted.plus(BETWEEN_LOOKS))) {
            return;
        }
        boolean more = ledger.read(sql -> Scans.anyToEnlist(sql, scanner.most()));
        if (more) {
            ledger.write(tx -> Scans.enlist(tx, scanner.most(), ENLISTED_AT_ONCE, now))
                    .orThrow();
        }
        enlisted = more ? null : now;
    }

    private int scanned(long least, long most) {
        if (clamd.isEmpty() || !watch.orElseThrow().answers()) {
            return 0;
        }
        int scanned = 0;
        for (String id : ledger.read(sql -> Scans.due(sql, least, most, AT_ONCE, ledger.now()))) {
            Optional<Deposit> deposit = ledger.read(sql -> Deposits.find(sql, id));
            if (deposit.isEmpty()) {
                continue;
            }
            switch (look(clamd.get(), deposit.get())) {
                case ScanAnswer.Clean clean -> scanned += finish(deposit.get(), Scan.State.CLEAN, Optional.empty());
                case ScanAnswer.CleanOutside sealed ->
                    scanned += finish(deposit.get(), Scan.State.CLEAN, Optional.empty(), SEALED);
                case ScanAnswer.Infected infected ->
                    scanned += finish(deposit.get(), Scan.State.INFECTED, Optional.of(infected.signature()));
                case ScanAnswer.TooLarge tooLarge ->
                    scanned += finish(deposit.get(), Scan.State.TOO_LARGE, Optional.empty());
                case ScanAnswer.Failed failed -> {
                    failed(deposit.get(), failed.why());
                    if (!watch.orElseThrow().stillAnswers()) {
                        return scanned;
                    }
                }
                case ScanAnswer.Unreachable unreachable -> {
                    watch.orElseThrow().down(unreachable.why());
                    return scanned;
                }
            }
        }
        return scanned;
    }

    private ScanAnswer look(Clamd scanner, Deposit deposit) {
        if (deposit.state() == DepositState.REMOVED
                || ledger.read(sql -> Keys.wrap(sql, deposit.id())).isEmpty()) {
            ledger.write(tx -> {
                        Scans.drop(tx, deposit.id());
                        return true;
                    })
                    .orThrow();
            return new ScanAnswer.Failed("Its content was destroyed.");
        }
        try (DataKey key = ledger.read(sql -> bodies.unwrap(sql, deposit));
                BodyReader content = bodies.open(deposit, key)) {
            ScanAnswer answer = scanner.scan(content);
            // What a scanner says of ciphertext says nothing of what is in it.
            return answer instanceof ScanAnswer.Clean && SealedFile.isOne(content)
                    ? new ScanAnswer.CleanOutside()
                    : answer;
        } catch (IOException | UncheckedIOException e) {
            return new ScanAnswer.Failed("The stored file can't be read.");
        }
    }

    private int finish(Deposit deposit, Scan.State state, Optional<String> signature) {
        return finish(deposit, state, signature, Map.of());
    }

    private int finish(Deposit deposit, Scan.State state, Optional<String> signature, Map<String, String> more) {
        Instant now = ledger.now();
        Optional<Long> most = state == Scan.State.TOO_LARGE ? clamd.map(Clamd::most) : Optional.empty();
        return ledger.write(tx -> {
                    if (!Scans.finish(tx, deposit.id(), state, signature, most, now)) {
                        return 0;
                    }
                    Map<String, String> said = new HashMap<>(Map.of(
                            "deposit", deposit.id(),
                            "participant", deposit.participantId(),
                            "state", state.word()));
                    signature.ifPresent(name -> said.put("signature", name));
                    said.putAll(more);
                    tx.append(new AuditEvent(EventKind.DEPOSIT_SCANNED, ACTOR, said));
                    tell(tx, deposit, state, signature, now);
                    return 1;
                })
                .orThrow();
    }

    private void tell(Tx tx, Deposit deposit, Scan.State state, Optional<String> signature, Instant now) {
        String id = deposit.id();
        Notices.dropOf(tx, id, Notice.Kind.INFECTED);
        Notices.dropOf(tx, Notice.Kind.INFECTION_FOUND, Map.of("deposit", id));
        Notices.dropOf(tx, Notice.Kind.TOO_LARGE_TO_SCAN, Map.of("deposit", id));
        switch (state) {
            case INFECTED -> {
                String name = signature.orElse("");
                Notices.add(
                        tx,
                        new Notice(
                                ledger.newId("n"),
                                deposit.personId(),
                                now,
                                Notice.Kind.INFECTED,
                                Map.of(
                                        "file",
                                        deposit.name(),
                                        "folder",
                                        deposit.spot().folder(),
                                        "deposit",
                                        id,
                                        "signature",
                                        name),
                                Optional.of(id)));
                // The file's name is its owner's: others read the deposit's id.
                TellPeople.tell(
                        ledger,
                        tx,
                        now,
                        Notice.Kind.INFECTION_FOUND,
                        Map.of("deposit", id, "participant", deposit.participantId(), "signature", name),
                        Entitled::presides);
            }
            case TOO_LARGE ->
                TellPeople.tell(
                        ledger,
                        tx,
                        now,
                        Notice.Kind.TOO_LARGE_TO_SCAN,
                        Map.of(
                                "deposit",
                                id,
                                "participant",
                                deposit.participantId(),
                                "size",
                                Long.toString(deposit.size()),
                                "most",
                                Long.toString(clamd.map(Clamd::most).orElse(0L))),
                        person -> person.is(Role.ADMINISTRATOR));
            case CLEAN, WAITING -> {}
        }
    }

    private void failed(Deposit deposit, String why) {
        Instant now = ledger.now();
        ledger.write(tx -> {
                    int before = Scans.find(tx.sql(), deposit.id())
                            .map(Scan::attempts)
                            .orElse(0);
                    Scans.failed(tx, deposit.id(), why, now.plus(PAUSES.after(before)));
                    if (before + 1 == STRANGE) {
                        LOG.warn("The virus scanner can't look at {}: {} It stays held", deposit.id(), why);
                        tx.append(new AuditEvent(
                                EventKind.SCAN_FAILED,
                                ACTOR,
                                Map.of(
                                        "deposit", deposit.id(),
                                        "participant", deposit.participantId(),
                                        "reason", why)));
                    }
                    return true;
                })
                .orThrow();
    }

    /** A scan that was asked for; what the scanner said before counts no more. Held until it has a word again. */
    public Answer<Scan> again(Actor actor, String depositId) {
        if (clamd.isEmpty()) {
            return Answer.refused(Refusal.conflict(
                    "no-scanner", "No virus scanner is set. The handbook says how to set clamd in sluice.yaml."));
        }
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Entitled.administrator(tx, actor, "has a deposit scanned anew", now);
            if (SealedDeposits.sealed(tx.sql(), depositId)) {
                throw new RefusedException(SealedContent.refusal(depositId));
            }
            Deposit deposit = Deposits.find(tx.sql(), depositId)
                    .filter(found -> found.state() == DepositState.DEPOSITED)
                    .filter(found -> Keys.wrap(tx.sql(), depositId).isPresent())
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("deposit", depositId)));
            Scans.again(tx, depositId, now);
            Inspections.reopen(tx, depositId);
            tx.append(new AuditEvent(
                    EventKind.SCAN_ASKED, actor, Map.of("deposit", depositId, "participant", deposit.participantId())));
            return Scans.find(tx.sql(), depositId).orElseThrow();
        });
    }

    /**
     * What is not clean, the newest deposit first.
     *
     * @param viewer the person who looks, who sees its own participant's unless it watches over all; the host's
     *     administrator where absent
     */
    public List<Scan> notClean(Optional<String> viewer) {
        return ledger.read(sql -> {
            Optional<Person> person = viewer.flatMap(id -> Persons.find(sql, id));
            boolean all = viewer.isEmpty() || person.filter(Entitled::presides).isPresent();
            return Scans.notClean(sql).stream()
                    .filter(scan -> all
                            || Deposits.find(sql, scan.depositId())
                                    .map(Deposit::participantId)
                                    .equals(person.map(Person::participantId)))
                    .toList();
        });
    }
}
