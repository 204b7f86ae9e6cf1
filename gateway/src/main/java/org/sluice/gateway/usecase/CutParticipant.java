package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.store.CutList;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Tx;

/**
 * Suspends, resumes and withdraws participants. First the door (status and epoch, in one unit with one record), then the
 * people inside (whatever runs). A repeat is no error and cuts again what should not be there. Thread-safe.
 */
public final class CutParticipant {
    private final Ledger ledger;
    private final LiveAccess live;

    public CutParticipant(Ledger ledger, LiveAccess live) {
        this.ledger = ledger;
        this.live = live;
    }

    /** Bars everything at once and destroys nothing: every key and link works again after {@link #resume}. */
    public Answer<CutReport> suspend(Actor actor, String id, String reason) {
        return cut(
                actor,
                id,
                reason,
                EventKind.PARTICIPANT_SUSPENDED,
                (tx, participant, now) -> switch (participant.status()) {
                    case ACTIVE, WITHDRAWING ->
                        Participants.move(
                                tx, id, participant.status(), Status.SUSPENDED, participant.effective(), reason);
                    case SUSPENDED -> false;
                    case WITHDRAWN -> throw new RefusedException(withdrawn(id));
                });
    }

    /** Ends the participation at once: links it issued and links addressed to it are closed for good. */
    public Answer<CutReport> withdrawNow(Actor actor, String id, String reason) {
        return cut(actor, id, reason, EventKind.PARTICIPANT_WITHDRAWN, (tx, participant, now) -> {
            CutList.closeLinks(tx, id, now);
            CutList.endReleases(tx, id, now);
            return participant.status() != Status.WITHDRAWN
                    && Participants.move(tx, id, participant.status(), Status.WITHDRAWN, Optional.of(now), reason);
        });
    }

    /** Announces a withdrawal; until that instant the participant acts as before, from it on nothing is allowed. */
    public Answer<CutReport> withdrawOn(Actor actor, String id, String reason, Instant effective) {
        Instant now = ledger.now();
        if (!effective.isAfter(now)) {
            return withdrawNow(actor, id, reason);
        }
        return ledger.write(tx -> {
            Participant participant = find(tx, id);
            if (participant.status() == Status.WITHDRAWN) {
                throw new RefusedException(withdrawn(id));
            }
            if (participant.status() == Status.SUSPENDED) {
                throw new RefusedException(Refusal.conflict(
                        "participant-suspended",
                        "The participant \"" + id + "\" is suspended; resume it first, or withdraw it now."));
            }
            if (participant.effective().filter(effective::equals).isPresent()) {
                return report(tx, participant, false, List.of(), now, false);
            }
            Participants.announce(tx, id, effective, reason);
            tx.append(new AuditEvent(
                    EventKind.PARTICIPANT_WITHDRAWING,
                    actor,
                    Map.of("participant", id, "reason", reason, "effective", effective.toString())));
            return report(tx, find(tx, id), true, List.of(), now, false);
        });
    }

    /** Lets a suspended participant act again. Cookies and tokens from before stay void; keys and links work. */
    public Answer<Participant> resume(Actor actor, String id) {
        return ledger.write(tx -> {
            Participant participant = find(tx, id);
            return switch (participant.status()) {
                case ACTIVE, WITHDRAWING -> participant;
                case WITHDRAWN -> throw new RefusedException(withdrawn(id));
                case SUSPENDED -> resumed(tx, actor, participant);
            };
        });
    }

    /** A withdrawal that was announced before the suspension stays announced. */
    private static Participant resumed(Tx tx, Actor actor, Participant participant) {
        String id = participant.id();
        Status to = participant.effective().isPresent() ? Status.WITHDRAWING : Status.ACTIVE;
        Participants.move(
                tx,
                id,
                Status.SUSPENDED,
                to,
                participant.effective(),
                participant.reason().orElse(""));
        tx.append(new AuditEvent(EventKind.PARTICIPANT_RESUMED, actor, Map.of("participant", id)));
        return find(tx, id);
    }

    /** Carries out announced withdrawals whose instant has come; returns their ids. */
    public List<String> due() {
        List<String> done = new ArrayList<>();
        for (String id : ledger.read(sql -> Participants.dueToWithdraw(sql, ledger.now()))) {
            withdrawNow(new Actor.SystemActor("withdrawal"), id, "effective date reached");
            done.add(id);
        }
        return done;
    }

    private interface Change {
        boolean make(Tx tx, Participant participant, Instant now);
    }

    private Answer<CutReport> cut(Actor actor, String id, String reason, EventKind kind, Change change) {
        Answer<CutReport> done = ledger.write(tx -> {
            Instant now = ledger.now();
            Participant before = find(tx, id);
            List<LiveAccess.Running> inside = live.list(running -> concerns(running, id));
            CutReport lists = report(tx, before, true, describe(inside), now, true);
            boolean changed = change.make(tx, before, now);
            CutReport report = new CutReport(
                    find(tx, id),
                    changed,
                    lists.running(),
                    lists.linksIssued(),
                    lists.linksReceived(),
                    lists.inboxes(),
                    lists.keys(),
                    lists.alreadyLeft());
            if (changed) {
                tx.append(new AuditEvent(kind, actor, details(report, reason)));
            }
            return report;
        });
        return switch (done) {
            case Answer.Refused<CutReport> refused -> done;
            case Answer.Done<CutReport> report -> {
                // The door is closed; whoever registered before that moment is in this list, whoever came later saw it.
                live.cut(running -> concerns(running, id));
                yield done;
            }
        };
    }

    /** Ends what runs on this node of participants that another node, or this one, has barred since. */
    public void sweep() {
        Set<String> inside = new java.util.HashSet<>();
        live.list(running -> true).forEach(running -> inside.addAll(running.participants()));
        for (String id : inside) {
            Optional<Participant> participant = ledger.read(sql -> Participants.find(sql, id));
            if (participant.isEmpty() || participant.get().barred(ledger.now()).isPresent()) {
                live.cut(running -> concerns(running, id));
            }
        }
    }

    /** Ends everything on this node: it can no longer tell who may still act. */
    public void cutAll() {
        live.cut(running -> true);
    }

    private static boolean concerns(LiveAccess.Running running, String id) {
        return running.participants().contains(id);
    }

    private static List<String> describe(List<LiveAccess.Running> running) {
        return running.stream().map(LiveAccess.Running::what).sorted().toList();
    }

    private static CutReport report(
            Tx tx, Participant participant, boolean changed, List<String> running, Instant now, boolean cut) {
        String id = participant.id();
        return new CutReport(
                participant,
                changed,
                running,
                cut ? CutList.linksIssued(tx.sql(), id) : List.of(),
                cut ? CutList.linksReceived(tx.sql(), id) : List.of(),
                cut ? CutList.inboxes(tx.sql(), id, now) : List.of(),
                cut ? CutList.keys(tx.sql(), id) : List.of(),
                CutList.delivered(tx.sql(), id));
    }

    private static Map<String, String> details(CutReport report, String reason) {
        Map<String, String> details = new HashMap<>();
        details.put("participant", report.participant().id());
        details.put("reason", reason);
        details.put("epoch", Long.toString(report.participant().epoch()));
        details.put("running", joined(report.running()));
        details.put("links_issued", joined(report.linksIssued()));
        details.put("links_received", joined(report.linksReceived()));
        details.put("inboxes", joined(report.inboxes()));
        details.put("keys", joined(report.keys()));
        details.put("already_left", Integer.toString(report.alreadyLeft().size()));
        return details;
    }

    private static String joined(List<String> words) {
        String all = String.join(", ", words);
        return all.length() <= 4000 ? all : all.substring(0, 4000) + "… (" + words.size() + " in all)";
    }

    private static Participant find(Tx tx, String id) {
        // Held before anything is listed or closed: what others are committing for it comes first, or finds it barred.
        return Participants.holdToChange(tx, id)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("participant", id)));
    }

    private static Refusal withdrawn(String id) {
        return Refusal.conflict(
                "participant-withdrawn",
                "The participant \"" + id + "\" has withdrawn; that is final. Register it anew under another id.");
    }
}
