package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Signer;
import org.sluice.gateway.domain.ending.EndTask;
import org.sluice.gateway.domain.ending.ProtocolEnd;
import org.sluice.gateway.domain.retention.Certificate;
import org.sluice.gateway.store.ProtocolEnds;

/**
 * Signs what became of everything that was exchanged under a protocol that has ended. It names deposits and holders by their
 * ids, never a file's name or anybody's words; and what nobody has answered for it names as open. Thread-safe.
 */
public final class CertifyEnd {
    private final Ledger ledger;
    private final Signer signer;

    public CertifyEnd(Ledger ledger, Signer signer) {
        this.ledger = ledger;
        this.signer = signer;
    }

    /** For coordinators, from the end's instant on; may be repeated, and the newest counts. */
    public Answer<ProtocolEnds.Certified> certify(Actor actor, String protocol) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Entitled.coordinator(tx, actor, "has the end of a protocol certified", now);
            ProtocolEnd end = EndProtocol.find(tx, protocol);
            if (!end.reached(now) || end.askedLast().isEmpty()) {
                throw new RefusedException(Refusal.conflict(
                        "not-ended",
                        "Until " + end.ends() + " files may be received under " + protocol
                                + "; have its end certified some minutes after that."));
            }
            ProtocolEnds.settle(tx, end.id(), now);
            List<EndTask> tasks = ProtocolEnds.tasks(tx.sql(), end.id());
            boolean complete = tasks.stream().noneMatch(EndTask::open);
            ProtocolEnds.Certified certified =
                    new ProtocolEnds.Certified(now, complete, line(end, tasks, complete, now));
            ProtocolEnds.certify(tx, end.id(), certified);
            tx.append(new AuditEvent(
                    EventKind.PROTOCOL_END_CERTIFIED,
                    actor,
                    Map.of(
                            "end", end.id(),
                            "protocol", protocol,
                            "complete", Boolean.toString(complete),
                            "open",
                                    Long.toString(
                                            tasks.stream().filter(EndTask::open).count()))));
            return certified;
        });
    }

    private String line(ProtocolEnd end, List<EndTask> tasks, boolean complete, Instant now) {
        List<EndTask> open = tasks.stream().filter(EndTask::open).toList();
        return Certificate.sign(
                signer,
                "of",
                "end of a protocol",
                "state",
                complete
                        ? "every copy is accounted for"
                        : "not complete: " + open.size() + " of " + tasks.size() + " copies are open",
                "protocol",
                end.protocol(),
                "end",
                end.id(),
                "ended",
                end.ends().toString(),
                "decision",
                end.decision(),
                "decided_by",
                end.decidedBy(),
                "decided",
                end.decided().toString(),
                "copies",
                Integer.toString(tasks.size()),
                "returned",
                count(tasks, EndTask.Fate.RETURNED),
                "destroyed",
                count(tasks, EndTask.Fate.DESTROYED),
                "kept",
                count(tasks, EndTask.Fate.KEPT),
                "open",
                Integer.toString(open.size()),
                "confirmations",
                listed(tasks.stream().filter(task -> !task.open()).toList()),
                "open_copies",
                listed(open),
                "at",
                now.toString());
    }

    private static String count(List<EndTask> tasks, EndTask.Fate fate) {
        return Long.toString(tasks.stream()
                .flatMap(task -> task.answer().stream())
                .filter(given -> given.fate() == fate)
                .count());
    }

    private static String listed(List<EndTask> tasks) {
        return tasks.stream()
                .map(task -> task.id() + ": " + task.depositId()
                        + (task.restsHere() ? " of " + task.holder() + ", here" : " with " + task.holder())
                        + task.answer()
                                .map(given -> ", " + given.fate().word()
                                        + given.duty()
                                                .map(duty -> " under " + duty)
                                                .orElse("") + ", by " + given.by()
                                        + " at " + given.at())
                                .orElse(""))
                .collect(Collectors.joining("; "));
    }
}
