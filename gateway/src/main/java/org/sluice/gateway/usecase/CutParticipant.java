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
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.GroupDecision;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.ReceivedCopy;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.store.CutList;
import org.sluice.gateway.store.GroupDecisions;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.ReceivedCopies;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/**
 * Suspends, resumes and withdraws participants. First the door (status and epoch, in one unit with one record), then the
 * people inside (whatever runs). A repeat is no error and cuts again what should not be there. Thread-safe.
 */
public final class CutParticipant {
    private final Ledger ledger;
    private final LiveAccess live;
    private final HandOver handOver;
    private final AccountForCopies copies;
    private final HiddenRecipients hidden;

    public CutParticipant(Ledger ledger, LiveAccess live, HandOver handOver, AccountForCopies copies) {
        this.ledger = ledger;
        this.live = live;
        this.handOver = handOver;
        this.copies = copies;
        this.hidden = new HiddenRecipients(ledger);
    }

    /** Bars everything at once and destroys nothing: every key and link works again after {@link #resume}. */
    public Answer<CutReport> suspend(Actor actor, String id, String reason) {
        return cut(actor, id, reason, EventKind.PARTICIPANT_SUSPENDED, (tx, participant, now) -> {
            Entitled.presiding(tx, actor, "suspends a participant", now);
            return new Changed(
                    switch (participant.status()) {
                        case ACTIVE, WITHDRAWING ->
                            Participants.move(
                                    tx, id, participant.status(), Status.SUSPENDED, participant.effective(), reason);
                        case SUSPENDED -> false;
                        case WITHDRAWN -> throw new RefusedException(withdrawn(id));
                    },
                    CutReport.Passing.NOTHING);
        });
    }

    /**
     * Ends the participation at once: links it issued, links addressed to it and what others sent of its deposits are closed
     * for good, but for what its transition plan passes to others.
     */
    public Answer<CutReport> withdrawNow(Actor actor, String id, String reason) {
        Optional<Refusal> refused = mayEnd(actor, id);
        return refused.isPresent() ? Answer.refused(refused.get()) : withdraw(actor, id, reason, Optional.empty());
    }

    /** Its own notice is given by a focal point of it. */
    private Optional<Refusal> mayEnd(Actor actor, String id) {
        Answer<Boolean> may = ledger.write(tx -> {
            Instant now = ledger.now();
            if (Entitled.acting(tx, actor, now).filter(Entitled::presides).isEmpty()) {
                Entitled.focalPoint(tx, actor, Optional.of(id), "or a coordinator, ends its participation", now);
            }
            return true;
        });
        return switch (may) {
            case Answer.Refused<Boolean> refused -> Optional.of(refused.refusal());
            case Answer.Done<Boolean> done -> Optional.empty();
        };
    }

    /** The group's decision, at once or from its instant on: an act of its own on the record. */
    Answer<CutReport> required(Actor actor, GroupDecision decision) {
        String id = decision.participantId();
        String reason = "required by " + decision.decidedBy() + ": " + decision.reason();
        return decision.effective().isAfter(ledger.now())
                ? announce(actor, id, reason, decision.effective(), Optional.of(decision))
                : withdraw(actor, id, reason, Optional.of(decision));
    }

    private Answer<CutReport> withdraw(Actor actor, String id, String reason, Optional<GroupDecision> decision) {
        return cut(actor, id, reason, EventKind.PARTICIPANT_WITHDRAWN, (tx, participant, now) -> {
            if (participant.status() == Status.WITHDRAWN && decision.isPresent()) {
                throw new RefusedException(withdrawn(id));
            }
            decision.ifPresent(made -> decided(tx, actor, made, now));
            if (participant.status() != Status.WITHDRAWN) {
                // Before anything passes: what was its own until now is nothing that it received.
                copies.ask(tx, actor, id, now.plus(ReceivedCopy.AFTERWARDS), now);
            }
            HandOver.Carried carried = handOver.carryOut(tx, actor, id, now);
            CutList.closeLinks(tx, id, now);
            CutList.endReleases(tx, id, now);
            List<String> others = handOver.closeLinksOfOthers(tx, actor, id, now);
            tx.afterCommit(() -> live.cut(
                    running -> running.linkId().filter(others::contains).isPresent()));
            return new Changed(
                    participant.status() != Status.WITHDRAWN
                            && Participants.move(
                                    tx, id, participant.status(), Status.WITHDRAWN, Optional.of(now), reason),
                    new CutReport.Passing(carried.passed(), carried.closed(), others));
        });
    }

    /**
     * Announces a withdrawal. Until that instant the participant deposits and releases as before but fetches only what its
     * transition plan lists; from it on nothing is allowed.
     */
    public Answer<CutReport> withdrawOn(Actor actor, String id, String reason, Instant effective) {
        if (!effective.isAfter(ledger.now())) {
            return withdrawNow(actor, id, reason);
        }
        Optional<Refusal> refused = mayEnd(actor, id);
        return refused.isPresent()
                ? Answer.refused(refused.get())
                : announce(actor, id, reason, effective, Optional.empty());
    }

    private Answer<CutReport> announce(
            Actor actor, String id, String reason, Instant effective, Optional<GroupDecision> decision) {
        Answer<CutReport> announced = ledger.write(tx -> {
            Instant now = ledger.now();
            Participant participant = find(tx, id);
            if (participant.status() == Status.WITHDRAWN) {
                throw new RefusedException(withdrawn(id));
            }
            if (participant.status() == Status.SUSPENDED) {
                throw new RefusedException(Refusal.conflict(
                        "participant-suspended",
                        "The participant \"" + id + "\" is suspended; resume it first, or withdraw it now."));
            }
            if (participant.effective().filter(effective::equals).isPresent() && decision.isEmpty()) {
                return report(tx, participant, false, List.of(), now, false);
            }
            if (decision.isEmpty()) {
                postponed(tx, participant, effective);
            }
            Participants.announce(tx, id, effective, reason);
            Notices.dropOf(tx, Notice.Kind.WITHDRAWAL_ANNOUNCED, Map.of("participant", id));
            if (decision.isPresent()) {
                decided(tx, actor, decision.get(), now);
            } else {
                tx.append(new AuditEvent(
                        EventKind.PARTICIPANT_WITHDRAWING,
                        actor,
                        Map.of("participant", id, "reason", reason, "effective", effective.toString())));
                tell(
                        tx,
                        Notice.Kind.WITHDRAWAL_ANNOUNCED,
                        id,
                        Map.of("reason", Words.cut(reason), "effective", effective.toString()),
                        now);
            }
            ReceivedCopies.due(tx, id, effective);
            copies.ask(tx, actor, id, effective, now);
            // What it is fetching ends here as well; its log-ins go on, since it may still deposit.
            tx.afterCommit(() -> live.cut(running -> !running.deposits() && fetches(running, id)));
            return report(tx, find(tx, id), true, List.of(), now, false);
        });
        return shown(actor, announced);
    }

    /** A day that the group required is not put off by a notice of one's own. */
    private static void postponed(Tx tx, Participant participant, Instant effective) {
        participant
                .effective()
                .filter(effective::isAfter)
                .filter(day -> GroupDecisions.requires(tx.sql(), participant.id(), day))
                .ifPresent(day -> {
                    throw new RefusedException(Refusal.conflict(
                            "group-required",
                            "The group requires " + participant.id() + " to withdraw at " + day
                                    + "; only the group can put that off: sluice participant require-withdrawal."));
                });
    }

    /** Lets a suspended participant act again. Cookies and tokens from before stay void; keys and links work. */
    public Answer<Participant> resume(Actor actor, String id) {
        return ledger.write(tx -> {
            Participant participant = find(tx, id);
            Entitled.presiding(tx, actor, "lifts a suspension", ledger.now());
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

    private boolean fetches(LiveAccess.Running running, String id) {
        Optional<String> side = ledger.read(sql -> Sides.ofId(sql, running.who()));
        return side.filter(id::equals).isPresent();
    }

    /** The decision with all its words, whether it counts at once or later. */
    private void decided(Tx tx, Actor actor, GroupDecision decision, Instant now) {
        GroupDecisions.add(tx, decision);
        Map<String, String> words = Map.of(
                "decided_by", Words.cut(decision.decidedBy()),
                "decided_on", decision.on().toString(),
                "reason", Words.cut(decision.reason()),
                "reference", Words.cut(decision.reference()),
                "effective", decision.effective().toString());
        tx.append(new AuditEvent(EventKind.PARTICIPANT_WITHDRAWAL_REQUIRED, actor, words)
                .with("participant", decision.participantId())
                .with("decision", decision.id()));
        tell(tx, Notice.Kind.WITHDRAWAL_REQUIRED, decision.participantId(), words, now);
    }

    /** Tells its own people and the coordinators. */
    private void tell(Tx tx, Notice.Kind kind, String id, Map<String, String> words, Instant now) {
        Map<String, String> parameters = new HashMap<>(words);
        parameters.put("participant", id);
        TellPeople.tell(
                ledger,
                tx,
                now,
                kind,
                parameters,
                person -> person.participantId().equals(id) || person.is(Role.COORDINATOR));
    }

    /** Carries out announced withdrawals whose instant has come, also of who was suspended since; returns their ids. */
    public List<String> due() {
        List<String> done = new ArrayList<>();
        for (String id : ledger.read(sql -> Participants.dueToWithdraw(sql, ledger.now()))) {
            String reason = ledger.read(sql -> Participants.find(sql, id).flatMap(Participant::reason))
                    .map(words -> "effective date reached: " + words)
                    .orElse("effective date reached");
            withdraw(new Actor.SystemActor("withdrawal"), id, reason, Optional.empty());
            done.add(id);
        }
        return done;
    }

    /** Whether it was not so before, and what went another way than into the ground. */
    private record Changed(boolean changed, CutReport.Passing passing) {}

    private interface Change {
        Changed make(Tx tx, Participant participant, Instant now);
    }

    private Answer<CutReport> cut(Actor actor, String id, String reason, EventKind kind, Change change) {
        Answer<CutReport> done = ledger.write(tx -> {
            Instant now = ledger.now();
            Participant before = find(tx, id);
            List<LiveAccess.Running> inside = live.list(running -> concerns(running, id));
            CutReport lists = report(tx, before, true, describe(inside), now, true);
            Changed made = change.make(tx, before, now);
            boolean changed = made.changed();
            CutReport report = new CutReport(
                    find(tx, id),
                    changed,
                    lists.running(),
                    ended(tx, id, lists.linksIssued()),
                    lists.linksReceived(),
                    lists.inboxes(),
                    lists.keys(),
                    lists.alreadyLeft(),
                    made.passing());
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
                yield shown(actor, done);
            }
        };
    }

    /** The record counts all that had left; whoever reads the report sees of it what other lists show them. */
    private Answer<CutReport> shown(Actor actor, Answer<CutReport> done) {
        return done.then(
                report -> Answer.done(report.showing(hidden.delivered(report.alreadyLeft(), Callers.viewer(actor)))));
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
                CutList.delivered(tx.sql(), id),
                CutReport.Passing.NOTHING);
    }

    /** Of the links that a participant had issued, those that passed to nobody. */
    private static List<String> ended(Tx tx, String id, List<String> links) {
        return links.stream()
                .filter(link -> Links.find(tx.sql(), link)
                                .flatMap(found -> Releases.find(tx.sql(), found.releaseId()))
                                .filter(release -> release.participantId().equals(id))
                                .isPresent()
                        || Links.find(tx.sql(), link).flatMap(Link::closed).isPresent())
                .toList();
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
        details.put("handed_over", joined(report.passing().handedOver()));
        details.put("plan_closed", joined(report.passing().planClosed()));
        details.put("links_of_others", joined(report.passing().linksOfOthers()));
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
