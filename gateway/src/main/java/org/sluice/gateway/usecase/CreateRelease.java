package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Obligations;
import org.sluice.gateway.domain.protocol.Reason;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.request.ReleaseBasis;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.ReleaseBases;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** Decides for each deposit and recipient, and if all may, makes the release with a link for each contact. Thread-safe. */
public final class CreateRelease {
    private final Ledger ledger;
    private final Rulebook rules;
    private final IssueLinks links;
    private final PassOn passOn;

    public CreateRelease(Ledger ledger, Rulebook rules, IssueLinks links) {
        this.ledger = ledger;
        this.rules = rules;
        this.links = links;
        this.passOn = new PassOn(rules);
    }

    public Answer<ReleaseMade> create(Actor actor, String asPerson, ReleaseOrder order) {
        // Secrets are made and hashed before the unit: Argon2 has no place on the one writer's thread. It takes its
        // time,
        // so what counts is decided again at the unit's own instant.
        Answer<List<IssueLinks.Secret>> secrets = ledger.read(sql -> plan(sql, asPerson, order, ledger.now()))
                .then(plan -> Answer.done(links.secrets(plan.contacts())));
        Answer<ReleaseMade> made = switch (secrets) {
            case Answer.Refused<List<IssueLinks.Secret>> refused -> Answer.refused(refused.refusal());
            case Answer.Done<List<IssueLinks.Secret>> done ->
                ledger.write(tx -> make(tx, actor, asPerson, order, done.value()));
        };
        if (made instanceof Answer.Refused<ReleaseMade> refused) {
            record(actor, asPerson, order, refused.refusal());
        }
        return made;
    }

    /** All that is decided before anything is written; made twice, so that the second time counts inside the unit. */
    private record Plan(
            Person releaser,
            List<Deposit> deposits,
            List<Recipient> recipients,
            List<ReleaseMade.Decided> decisions,
            Channel strictest,
            Instant expires,
            int mostDownloads) {
        int contacts() {
            return (int) recipients.stream()
                    .filter(recipient -> recipient instanceof Recipient.OfContact)
                    .count();
        }
    }

    private ReleaseMade make(Tx tx, Actor actor, String asPerson, ReleaseOrder order, List<IssueLinks.Secret> secrets) {
        Instant now = ledger.now();
        Plan plan = plan(tx.sql(), asPerson, order, now).orThrow();
        Participants.holdActive(tx, plan.releaser().participantId(), now).orThrow();
        Release release = new Release(
                ledger.newId("r"),
                asPerson,
                plan.releaser().participantId(),
                order.purpose(),
                now,
                plan.expires(),
                plan.mostDownloads(),
                order.linkWay(),
                order.passwordWay(),
                Optional.empty(),
                plan.deposits().stream().map(Deposit::id).toList(),
                plan.recipients());
        Releases.add(tx, release);
        List<ReleaseMade.HandOver> handOvers = new ArrayList<>();
        for (Recipient recipient : plan.recipients()) {
            if (recipient instanceof Recipient.OfContact contact) {
                links.holdParticipantOf(tx, contact.id(), now);
                handOvers.add(links.issue(
                        tx, release, contact, plan.strictest(), release.expires(), secrets.get(handOvers.size())));
            }
        }
        for (ReleaseMade.Decided decided : plan.decisions()) {
            tx.append(decidedEvent(actor, release.id(), decided));
            decided.basis()
                    .ifPresent(basis -> ReleaseBases.add(
                            tx, new ReleaseBases.Row(release.id(), decided.depositId(), decided.recipientId(), basis)));
        }
        tx.append(new AuditEvent(EventKind.RELEASE_CREATED, actor, details(asPerson, order))
                .with("release", release.id())
                .with("expires", release.expires().toString())
                .with("most_downloads", Integer.toString(release.mostDownloads())));
        return new ReleaseMade(release, handOvers, plan.decisions());
    }

    private Answer<Plan> plan(Handle sql, String asPerson, ReleaseOrder order, Instant now) {
        try {
            return Answer.done(planned(sql, asPerson, order, now));
        } catch (RefusedException e) {
            return Answer.refused(e.refusal());
        }
    }

    private Plan planned(Handle sql, String asPerson, ReleaseOrder order, Instant now) {
        if (order.deposits().isEmpty()
                || order.to().isEmpty()
                || order.purpose().isBlank()) {
            throw refused(Refusal.wrong("incomplete", "A release names deposits, recipients and a purpose."));
        }
        Person releaser = releaser(sql, asPerson, now);
        List<Deposit> deposits = deposits(sql, releaser, order, now);
        List<Recipient> recipients = new ArrayList<>();
        for (String word : new java.util.LinkedHashSet<>(order.to())) {
            recipients.add(Recipients.of(sql, word, now).orThrow());
        }
        if (new HashSet<>(recipients.stream().map(Recipient::id).toList()).size() != recipients.size()) {
            throw refused(Refusal.wrong("recipient-twice", "A recipient is named twice; name each once."));
        }
        List<ReleaseMade.Decided> decisions = decided(sql, releaser, deposits, recipients, order.purpose(), now);
        deposits.stream().filter(Deposit::held).findFirst().ifPresent(held -> {
            throw labelNeeded(held);
        });
        Channel strictest =
                deposits.stream().map(Deposit::channel).max(Channel::compareTo).orElseThrow();
        boolean anyContact = recipients.stream().anyMatch(recipient -> recipient instanceof Recipient.OfContact);
        LinkBounds.ways(order, strictest, anyContact);
        Duration longest = obligations(decisions)
                .map(Obligations::longestLink)
                .min(Duration::compareTo)
                .orElseThrow();
        int most = obligations(decisions)
                .mapToInt(Obligations::mostDownloads)
                .min()
                .orElseThrow();
        return new Plan(
                releaser,
                deposits,
                recipients,
                decisions,
                strictest,
                now.plus(LinkBounds.life(order, longest, strictest)),
                LinkBounds.downloads(order, most, strictest));
    }

    /**
     * What speaks against one recipient of a release, whoever else is to get it; {@code word} is as in an order.
     *
     * @throws RefusedException for what speaks against all of it
     */
    Optional<Refusal> against(Handle sql, String asPerson, ReleaseOrder order, String word, Instant now) {
        Person releaser = releaser(sql, asPerson, now);
        List<Deposit> deposits = deposits(sql, releaser, order, now);
        try {
            Recipient recipient = Recipients.of(sql, word, now).orThrow();
            decided(sql, releaser, deposits, List.of(recipient), order.purpose(), now);
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    private List<Deposit> deposits(Handle sql, Person releaser, ReleaseOrder order, Instant now) {
        List<Deposit> deposits = new ArrayList<>();
        for (String id : new java.util.LinkedHashSet<>(order.deposits())) {
            deposits.add(releasable(sql, releaser, id, now));
        }
        return deposits;
    }

    private List<ReleaseMade.Decided> decided(
            Handle sql,
            Person releaser,
            List<Deposit> deposits,
            List<Recipient> recipients,
            String purpose,
            Instant now) {
        List<ReleaseMade.Decided> decisions = new ArrayList<>();
        List<Refusal> others = new ArrayList<>();
        for (Deposit deposit : deposits) {
            for (Recipient recipient : recipients) {
                Exit exit = new Exit(
                        deposit, recipient, releaser.id(), releaser.participantId(), Optional.empty(), purpose);
                decisions.add(new ReleaseMade.Decided(
                        deposit.id(),
                        recipient.id(),
                        rules.decide(sql, exit, now),
                        ThirdPartyBasis.of(sql, rules.inForce(sql, now), exit, now)));
                others.addAll(rules.against(sql, exit, now));
                passOn.against(sql, releaser.participantId(), exit, now).ifPresent(others::add);
            }
        }
        try {
            judge(decisions, releaser.id(), purpose);
        } catch (RefusedException e) {
            List<String> offers = KeepVersions.offers(sql, rules, releaser, deposits, recipients, purpose, now);
            throw offers.isEmpty() ? e : refused(offering(e.refusal(), offers));
        }
        others.stream().findFirst().ifPresent(first -> {
            throw refused(new Refusal(
                    first.kind(),
                    first.code(),
                    first.message(),
                    others.stream().map(Refusal::message).distinct().toList()));
        });
        return decisions;
    }

    private static Stream<Obligations> obligations(List<ReleaseMade.Decided> decisions) {
        return decisions.stream().map(decided -> decided.decision().obligations());
    }

    private Person releaser(Handle sql, String id, Instant now) {
        Person person = org.sluice.gateway.store.Persons.find(sql, id)
                .orElseThrow(() -> refused(Refusal.unknown("person", id)));
        if (!person.is(Role.RELEASER)) {
            throw refused(Refusal.forbidden("not-a-releaser", id + " has not the role releaser, so it can't release."));
        }
        Participants.find(sql, person.participantId())
                .map(participant -> participant.barred(now))
                .orElseThrow(() -> refused(Refusal.unknown("participant", person.participantId())))
                .ifPresent(barred -> {
                    throw refused(barred);
                });
        return person;
    }

    private Deposit releasable(Handle sql, Person releaser, String id, Instant now) {
        Deposit deposit = Deposits.find(sql, id)
                .filter(found -> found.state() != DepositState.REMOVED && passOn.may(sql, releaser, found, now))
                .orElseThrow(() -> refused(Refusal.unknown("deposit", id)));
        if (deposit.state() != DepositState.DEPOSITED) {
            throw refused(Refusal.conflict(
                    "not-deposited",
                    "The deposit " + id + " is still " + deposit.state().word()
                            + "; release it once it is deposited."));
        }
        if (deposit.supersededBy().isPresent()) {
            throw refused(Refusal.conflict(
                    "superseded",
                    "The deposit " + id + " was superseded by "
                            + deposit.supersededBy().get() + "; release that one."));
        }
        if (deposit.held() && deposit.channel() == Channel.STRICTLY_CONFIDENTIAL) {
            throw labelNeeded(deposit);
        }
        return deposit;
    }

    private static RefusedException labelNeeded(Deposit deposit) {
        return refused(Refusal.of(
                Refusal.Kind.NEEDS,
                "label-needed",
                "The deposit " + deposit.id()
                        + " is held below its floor, so only its owner sees it. Its least channel is "
                        + deposit.channel().word()
                        + ": give the rest of its label, or accept that channel, with: sluice"
                        + " deposit label " + deposit.id() + " KEY=VALUE…"));
    }

    private static Refusal offering(Refusal refusal, List<String> offers) {
        List<String> details = new ArrayList<>(offers);
        details.addAll(refusal.details());
        return new Refusal(refusal.kind(), refusal.code(), refusal.message() + " " + offers.getFirst(), details);
    }

    /** A refusal goes before a need; all reasons are told at once. */
    private static void judge(List<ReleaseMade.Decided> decisions, String asPerson, String purpose) {
        List<String> refusals = new ArrayList<>();
        List<String> needs = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        for (ReleaseMade.Decided decided : decisions) {
            Decision decision = decided.decision();
            switch (decision) {
                case Decision.Permit permit -> {}
                case Decision.Refuse refuse -> refusals.addAll(sentences(decided, refuse.reasons(), true));
                case Decision.Needs need -> {
                    needs.addAll(sentences(decided, need.reasons(), false));
                    commands.add("Ask for it: " + AskFacts.command(decided, asPerson, purpose));
                }
            }
        }
        if (!refusals.isEmpty()) {
            throw refused(new Refusal(
                    Refusal.Kind.REFUSED,
                    "refused-by-protocol",
                    "The protocol refuses this release. " + refusals.getFirst(),
                    refusals));
        }
        if (!needs.isEmpty()) {
            throw refused(new Refusal(
                    Refusal.Kind.NEEDS,
                    "fact-needed",
                    "This release needs a fact that is not on record. " + needs.getFirst(),
                    Stream.concat(needs.stream(), commands.stream()).toList()));
        }
    }

    private static List<String> sentences(ReleaseMade.Decided decided, List<Reason> reasons, boolean refusing) {
        return reasons.stream()
                .filter(reason ->
                        refusing ? reason.kind().refuses() : reason.kind().asks())
                .map(reason -> decided.depositId() + " to " + decided.recipientId() + " ("
                        + decided.decision().audience() + "): " + reason.sentence())
                .toList();
    }

    private static AuditEvent decidedEvent(Actor actor, String releaseId, ReleaseMade.Decided decided) {
        Decision decision = decided.decision();
        return new AuditEvent(
                EventKind.RELEASE_DECIDED,
                actor,
                Map.of(
                        "release", releaseId,
                        "deposit", decided.depositId(),
                        "recipient", decided.recipientId(),
                        "audience", decision.audience(),
                        "decision", decision.word(),
                        "protocol", decision.protocols(),
                        "label", Exposure.canonical(decision.label()),
                        "basis", decided.basis().map(ReleaseBasis::words).orElse("none"),
                        "cell", decision.cell().map(cell -> cell.row()).orElse("none"),
                        "reasons",
                                String.join(
                                        " ",
                                        decision.reasons().stream()
                                                .map(Reason::sentence)
                                                .toList())));
    }

    void record(Actor actor, String asPerson, ReleaseOrder order, Refusal refusal) {
        ledger.record(new AuditEvent(EventKind.RELEASE_REFUSED, actor, details(asPerson, order))
                .with("reason", refusal.code())
                .with("words", Words.cut(refusal.message() + " " + String.join(" ", refusal.details()))));
    }

    private static Map<String, String> details(String asPerson, ReleaseOrder order) {
        Map<String, String> details = new HashMap<>();
        details.put("as", Words.cut(asPerson));
        details.put("deposits", Words.cut(String.join(", ", order.deposits())));
        details.put("to", Words.cut(String.join(", ", order.to())));
        details.put("purpose", Words.cut(order.purpose()));
        order.linkWay().ifPresent(way -> details.put("link_via", way.word()));
        order.passwordWay().ifPresent(way -> details.put("password_via", way.word()));
        return details;
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
