package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.retention.RetentionRule;
import org.sluice.gateway.domain.retention.RetentionRule.Act;
import org.sluice.gateway.store.AuditLog;
import org.sluice.gateway.store.Retention;

/** Erases payloads of audit records whose clock has run out; their hashes stay and the chain verifies. Thread-safe. */
public final class EraseAudit {
    private final Ledger ledger;

    public EraseAudit(Ledger ledger) {
        this.ledger = ledger;
    }

    /** How many payloads were erased: all of records made before {@code before}. */
    public record Erased(int records, Instant before) {}

    /** Erases all that is due by the schema's audit clock; without such a line nothing is. */
    public Answer<Erased> erase(Actor actor, String reason) {
        if (reason.isBlank()) {
            return Answer.refused(Refusal.wrong("reason-missing", "Say which rule or request asks for it."));
        }
        Answer<Boolean> may = ledger.write(tx -> {
            Entitled.administrator(tx, actor, "erases what the audit's records say", ledger.now());
            return true;
        });
        return may.then(entitled -> erased(actor, reason));
    }

    private Answer<Erased> erased(Actor actor, String reason) {
        return line().map(line -> Answer.done(run(actor, reason, line)))
                .orElseGet(
                        () -> Answer.refused(
                                Refusal.of(
                                        Refusal.Kind.NEEDS,
                                        "clock-unset",
                                        "The retention schema has no line for the audit clock, so nothing of the audit is due. A"
                                                + " coordinator sets one: sluice retention set --clock audit --days 1825 --act review.")));
    }

    /** By itself only where the schema says so. */
    public int due() {
        return line().filter(line -> line.act() == Act.DESTROY)
                .map(line -> run(new Actor.SystemActor("retention"), "due by the retention schema", line)
                        .records())
                .orElse(0);
    }

    private Optional<RetentionRule> line() {
        return ledger.read(Retention::schema).rules().stream()
                .filter(rule -> rule.clock() == RetentionRule.Clock.AUDIT)
                .findFirst();
    }

    private Erased run(Actor actor, String reason, RetentionRule line) {
        Instant now = ledger.now();
        // A record made exactly so long ago is due; the query takes those before the next millisecond.
        Instant before = line.days()
                .map(days -> now.minus(Duration.ofDays(days)).plusMillis(1))
                .or(() -> line.onDay()
                        .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
                        .filter(day -> !now.isBefore(day)))
                .orElse(Instant.EPOCH);
        int erased = 0;
        List<Long> batch = next(before);
        while (!batch.isEmpty()) {
            List<Long> seqs = batch;
            erased += ledger.write(tx -> AuditLog.erasePayloads(tx, actor, reason, seqs))
                    .orThrow();
            batch = next(before);
        }
        if (erased > 0) {
            ledger.database().purgeLog();
        }
        return new Erased(erased, before);
    }

    private List<Long> next(Instant before) {
        return ledger.read(sql -> AuditLog.erasable(sql, before, AuditLog.MOST_ERASED_AT_ONCE));
    }
}
