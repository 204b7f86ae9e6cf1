package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Backoff;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.scan.Clamd;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Scans;

/**
 * Knows whether the scanner answers. While it does not, it is only asked whether it does, with pauses that grow; the
 * administrators are told once when it begins and once when it is over. Thread-safe.
 */
final class ScannerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ScannerWatch.class);
    private static final Backoff PAUSES = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final Actor ACTOR = new Actor.SystemActor("scanner");

    private static final String NO_ANSWER = "The scanner does not answer; its administrator was told.";

    private final Ledger ledger;
    private final Clamd clamd;
    /** When it is asked next; absent while it answers. */
    private @Nullable Instant next;

    /** How often it was asked in vain since it was down. */
    private int asked;

    ScannerWatch(Ledger ledger, Clamd clamd) {
        this.ledger = ledger;
        this.clamd = clamd;
    }

    /** Whether it may be asked about files now; looks anew when the pause is over. */
    synchronized boolean answers() {
        Instant due = next;
        if (due == null) {
            return true;
        }
        if (ledger.now().isBefore(due)) {
            return false;
        }
        if (clamd.ping().isPresent()) {
            asked++;
            next = ledger.now().plus(PAUSES.after(asked));
            // What came since then waits for the same reason.
            ledger.write(tx -> {
                        Scans.allWait(tx, NO_ANSWER);
                        return true;
                    })
                    .orThrow();
            return false;
        }
        back();
        return true;
    }

    /** Asks at once, after something went wrong with one file: perhaps it is the scanner's fault. */
    synchronized boolean stillAnswers() {
        Optional<String> why = clamd.ping();
        why.ifPresent(this::down);
        return why.isEmpty();
    }

    synchronized void down(String why) {
        if (next != null) {
            return;
        }
        asked = 0;
        Instant now = ledger.now();
        next = now.plus(PAUSES.after(asked));
        LOG.error("The virus scanner at {} does not answer, so every new deposit stays held. {}", clamd.place(), why);
        ledger.write(tx -> {
                    Scans.allWait(tx, NO_ANSWER);
                    tx.append(new AuditEvent(EventKind.SCANNER_DOWN, ACTOR, Map.of("reason", why)));
                    Notices.dropOf(tx, Notice.Kind.SCANNER_DOWN, Map.of());
                    Notices.dropOf(tx, Notice.Kind.SCANNER_BACK, Map.of());
                    return TellPeople.tell(
                            ledger,
                            tx,
                            now,
                            Notice.Kind.SCANNER_DOWN,
                            Map.of("scanner", clamd.place(), "reason", why),
                            person -> person.is(Role.ADMINISTRATOR));
                })
                .orThrow();
    }

    private void back() {
        next = null;
        Instant now = ledger.now();
        ledger.write(tx -> {
                    int waiting = Scans.waiting(tx.sql());
                    LOG.info("The virus scanner at {} answers again; {} deposits wait for it", clamd.place(), waiting);
                    Scans.allDue(tx, now);
                    tx.append(new AuditEvent(
                            EventKind.SCANNER_BACK, ACTOR, Map.of("waiting", Integer.toString(waiting))));
                    Notices.dropOf(tx, Notice.Kind.SCANNER_DOWN, Map.of());
                    return TellPeople.tell(
                            ledger,
                            tx,
                            now,
                            Notice.Kind.SCANNER_BACK,
                            Map.of("scanner", clamd.place(), "waiting", Integer.toString(waiting)),
                            person -> person.is(Role.ADMINISTRATOR));
                })
                .orThrow();
    }
}
