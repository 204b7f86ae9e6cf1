package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Obligations;
import org.sluice.gateway.domain.protocol.Reason;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.request.ReleaseBasis;
import org.sluice.gateway.store.LinkNetworks;
import org.sluice.gateway.store.LinkTerms;
import org.sluice.gateway.store.Packings;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.PendingHandOvers;
import org.sluice.gateway.store.ReleaseBases;
import org.sluice.gateway.store.ReleaseRules;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** Decides for each deposit and recipient, and if all may, makes the release with a link for each contact. Thread-safe. */
public final class CreateRelease {
    private final Ledger ledger;
    private final IssueLinks links;
    private final DecideRelease decide;
    private final TellInboxes inboxes;

    public CreateRelease(Ledger ledger, Rulebook rules, IssueLinks links) {
        this(ledger, rules, links, Optional.empty());
    }

    /** @param outbox tells people with a log-in, besides their notice */
    public CreateRelease(Ledger ledger, Rulebook rules, IssueLinks links, Optional<Outbox> outbox) {
        this.inboxes = new TellInboxes(ledger, outbox);
        this.ledger = ledger;
        this.links = links;
        this.decide = new DecideRelease(rules);
    }

    public Answer<ReleaseMade> create(Actor actor, String asPerson, ReleaseOrder order) {
        // Secrets are made and hashed before the unit: Argon2 has no place on the one writer's thread. It takes its
        // time,
        // so what counts is decided again at the unit's own instant.
        Answer<List<IssueLinks.Secret>> secrets = ledger.read(sql -> plan(sql, asPerson, order, ledger.now(), true))
                .then(plan -> possible(plan, order))
                .then(plan -> IssueLinks.generatedOnly(plan, order.wishes(), plan.sealed()))
                .then(plan -> Answer.done(links.secrets(plan.contacts(), order.wishes(), plan.sealed())));
        Answer<ReleaseMade> made = switch (secrets) {
            case Answer.Refused<List<IssueLinks.Secret>> refused -> Answer.refused(refused.refusal());
            case Answer.Done<List<IssueLinks.Secret>> done ->
                ledger.write(tx -> make(tx, actor, asPerson, order, Optional.of(done.value())));
        };
        if (made instanceof Answer.Refused<ReleaseMade> refused) {
            record(actor, asPerson, order, refused.refusal());
        }
        return made.then(release -> Answer.done(links.deliver().deliver(actor, release, order.purpose())));
    }

    private Answer<Plan> possible(Plan plan, ReleaseOrder order) {
        return ledger.read(sql -> links.deliver()
                .possible(sql, plan.contacts(), order.linkWay(), order.passwordWay(), order.wishes())
                .then(ok -> Answer.done(plan)));
    }

    /**
     * Makes a release in a unit that others began, without links: a contact's waits until somebody hands it over, since its
     * password is made when it is shown and never before.
     *
     * @throws RefusedException if it may not be; that unit must then not be kept
     */
    ReleaseMade makeWithoutLinks(Tx tx, Actor actor, String asPerson, ReleaseOrder order) {
        return make(tx, actor, asPerson, order, Optional.empty());
    }

    /** All that is decided before anything is written; made twice, so that the second time counts inside the unit. */
    private record Plan(
            Person releaser,
            List<Deposit> deposits,
            List<Recipient> recipients,
            List<ReleaseMade.Decided> decisions,
            Channel strictest,
            Instant expires,
            int mostDownloads,
            boolean sealed) {
        List<String> contacts() {
            return recipients.stream()
                    .filter(recipient -> recipient instanceof Recipient.OfContact)
                    .map(Recipient::id)
                    .toList();
        }
    }

    /** @param secrets for the links, one for each contact; absent where links are to be handed over later */
    private ReleaseMade make(
            Tx tx, Actor actor, String asPerson, ReleaseOrder order, Optional<List<IssueLinks.Secret>> secrets) {
        Instant now = ledger.now();
        Plan plan = plan(tx.sql(), asPerson, order, now, secrets.isPresent()).orThrow();
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
        order.wishes().bounds().packing().ifPresent(packing -> Packings.wish(tx, release.id(), packing));
        order.wishes().bounds().destroyBy().ifPresent(by -> LinkTerms.destroyBy(tx, release.id(), by));
        inboxes.tell(tx, release, now);
        List<ReleaseMade.HandOver> handOvers = new ArrayList<>();
        try (SealedUnit sealed =
                new SealedUnit(links.sealing(), tx, actor, plan.deposits(), order.wishes(), plan.sealed())) {
            for (Recipient recipient : plan.recipients()) {
                if (recipient instanceof Recipient.OfContact contact) {
                    links.holdParticipantOf(tx, contact.id(), now);
                    if (secrets.isPresent()) {
                        IssueLinks.Secret secret = secrets.get().get(handOvers.size());
                        ReleaseMade.HandOver handOver =
                                links.issue(tx, release, contact, plan.strictest(), release.expires(), secret);
                        LinkNetworks.set(
                                tx,
                                handOver.link().id(),
                                order.wishes().bounds().networks());
                        handOvers.add(handOver);
                        sealed.forLink(secret.lock());
                    } else {
                        PendingHandOvers.add(tx, release.id(), contact.id(), now);
                    }
                }
            }
        }
        for (ReleaseMade.Decided decided : plan.decisions()) {
            tx.append(decidedEvent(actor, release.id(), decided));
            ReleaseRules.add(
                    tx,
                    release.id(),
                    decided.depositId(),
                    decided.recipientId(),
                    new ReleaseRules.Rule(
                            decided.decision().protocols(),
                            decided.decision().cell().map(cell -> cell.row()).orElse("none")));
            decided.basis()
                    .ifPresent(basis -> ReleaseBases.add(
                            tx, new ReleaseBases.Row(release.id(), decided.depositId(), decided.recipientId(), basis)));
        }
        tx.append(new AuditEvent(EventKind.RELEASE_CREATED, actor, details(asPerson, order))
                .with("release", release.id())
                .with("expires", release.expires().toString())
                .with("most_downloads", Integer.toString(release.mostDownloads()))
                .with("packing", packing(order, handOvers)));
        return new ReleaseMade(release, handOvers, plan.decisions());
    }

    private static String packing(ReleaseOrder order, List<ReleaseMade.HandOver> handOvers) {
        return order.wishes()
                .bounds()
                .packing()
                .map(Packing::word)
                .orElseGet(() -> handOvers.stream()
                        .map(one -> one.link().id() + " " + one.packing().word())
                        .collect(Collectors.joining(", ")));
    }

    private Answer<Plan> plan(Handle sql, String asPerson, ReleaseOrder order, Instant now, boolean withLinks) {
        try {
            return Answer.done(planned(sql, asPerson, order, now, withLinks));
        } catch (RefusedException e) {
            return Answer.refused(e.refusal());
        }
    }

    private Plan planned(Handle sql, String asPerson, ReleaseOrder order, Instant now, boolean withLinks) {
        if (order.deposits().isEmpty()
                || order.to().isEmpty()
                || order.purpose().isBlank()) {
            throw refused(Refusal.wrong("incomplete", "A release names deposits, recipients and a purpose."));
        }
        Person releaser = decide.releaser(sql, asPerson, now);
        List<Deposit> deposits = decide.deposits(sql, releaser, order, now);
        List<Recipient> recipients = new ArrayList<>();
        for (String word : new java.util.LinkedHashSet<>(order.to())) {
            recipients.add(Recipients.of(sql, word, now).orThrow());
        }
        if (new HashSet<>(recipients.stream().map(Recipient::id).toList()).size() != recipients.size()) {
            throw refused(Refusal.wrong("recipient-twice", "A recipient is named twice; name each once."));
        }
        List<ReleaseMade.Decided> decisions = decide.decided(sql, releaser, deposits, recipients, order.purpose(), now);
        deposits.stream().filter(Deposit::held).findFirst().ifPresent(held -> {
            throw DecideRelease.labelNeeded(held);
        });
        Channel strictest =
                deposits.stream().map(Deposit::channel).max(Channel::compareTo).orElseThrow();
        boolean anyContact = recipients.stream().anyMatch(recipient -> recipient instanceof Recipient.OfContact);
        LinkBounds.destroyBy(order, now);
        LinkPacking.fit(sql, order.wishes().bounds().packing(), recipients, now);
        boolean open = order.wishes().open();
        if (open) {
            LinkBounds.open(strictest, obligations(decisions));
        }
        LinkBounds.ways(order, anyContact && withLinks && !open);
        if (withLinks && !open) {
            recipients.stream()
                    .filter(recipient -> recipient instanceof Recipient.OfContact)
                    .forEach(contact -> LinkWays.fit(
                            sql,
                            contact.id(),
                            strictest,
                            order.linkWay().orElseThrow(),
                            order.passwordWay().orElseThrow()));
        }
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
                LinkBounds.downloads(order, most, strictest),
                links.sealing().sealed(sql, order.wishes(), deposits, recipients, decisions, withLinks, now));
    }

    /**
     * What speaks against one recipient of a release, whoever else is to get it; {@code word} is as in an order.
     *
     * @throws RefusedException for what speaks against all of it
     */
    Optional<Refusal> against(Handle sql, String asPerson, ReleaseOrder order, String word, Instant now) {
        Person releaser = decide.releaser(sql, asPerson, now);
        List<Deposit> deposits = decide.deposits(sql, releaser, order, now);
        try {
            Recipient recipient = Recipients.of(sql, word, now).orThrow();
            decide.decided(sql, releaser, deposits, List.of(recipient), order.purpose(), now);
            return Optional.empty();
        } catch (RefusedException e) {
            return Optional.of(e.refusal());
        }
    }

    private static Stream<Obligations> obligations(List<ReleaseMade.Decided> decisions) {
        return decisions.stream().map(decided -> decided.decision().obligations());
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
