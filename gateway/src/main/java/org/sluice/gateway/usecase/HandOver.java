package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Facts;
import org.sluice.gateway.store.HandOvers;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.TransitionEntries;
import org.sluice.gateway.store.Tx;

/**
 * Carries a transition plan out, in the unit of the withdrawal itself: what all have acknowledged passes to its successor,
 * everything else ends with the leaver. Each line is judged anew, and one that may not pass any more closes; so does one
 * whose successor is not active. Thread-safe.
 */
public final class HandOver {
    private final Ledger ledger;
    private final SuccessorRule rule;

    public HandOver(Ledger ledger, SuccessorRule rule) {
        this.ledger = ledger;
        this.rule = rule;
    }

    /** What passed, and what a plan named and yet ended, each in words. */
    public record Carried(List<String> passed, List<String> closed) {
        public Carried {
            passed = List.copyOf(passed);
            closed = List.copyOf(closed);
        }
    }

    /** For the one unit that ends a participation, before anything of the leaver is closed. A repeat finds nothing to do. */
    Carried carryOut(Tx tx, Actor actor, String leaver, Instant now) {
        List<String> passed = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        List<TransitionEntry> open = TransitionEntries.open(tx.sql(), leaver).stream()
                .sorted(Comparator.comparing(TransitionEntry::kind))
                .toList();
        Map<String, Integer> tell = new HashMap<>();
        for (TransitionEntry entry : open) {
            String what = entry.kind().word() + " " + entry.subject() + " to " + entry.successor();
            Optional<String> against = against(tx, actor, entry, now);
            boolean fetch = entry.kind() == TransitionEntry.Kind.FETCH;
            boolean passes = against.isEmpty() && !fetch;
            String reason = fetch ? "the notice is over" : against.orElse("carried out");
            TransitionEntries.end(
                    tx,
                    entry.id(),
                    new TransitionEntry.Ending(
                            passes ? TransitionEntry.Outcome.PASSED : TransitionEntry.Outcome.CLOSED, reason, now));
            if (passes) {
                passed.add(what);
                tell.merge(entry.successor(), 1, Integer::sum);
            } else if (!fetch) {
                closed.add(what + ": " + reason);
                tx.append(new AuditEvent(
                        EventKind.PLAN_LINE_CLOSED,
                        actor,
                        Map.of("participant", leaver, "line", entry.id(), "what", what, "reason", Words.cut(reason))));
            }
        }
        closeTheRest(tx, open, now);
        tell.forEach((successor, lines) -> TellPeople.tell(
                ledger,
                tx,
                now,
                Notice.Kind.HANDED_OVER,
                Map.of("participant", leaver, "successor", successor, "lines", Integer.toString(lines)),
                person -> person.participantId().equals(successor)));
        return new Carried(passed, closed);
    }

    /** Passes a line on, or says why not. */
    private Optional<String> against(Tx tx, Actor actor, TransitionEntry entry, Instant now) {
        if (entry.kind() == TransitionEntry.Kind.FETCH) {
            return Optional.empty();
        }
        if (!entry.counts()) {
            return Optional.of(
                    entry.acknowledged().isEmpty()
                            ? entry.successor() + " had not acknowledged it"
                            : "not every successor had acknowledged the plan");
        }
        // Held, so that a suspension of the successor at this very moment comes before or waits.
        Participants.holdActive(tx, entry.successor(), now);
        String person = entry.acknowledged().orElseThrow().person();
        Optional<Refusal> refusal =
                rule.against(tx.sql(), entry, person, now).stream().findFirst();
        if (refusal.isPresent()) {
            return refusal.map(Refusal::message);
        }
        return switch (entry.kind()) {
            case DEPOSIT -> deposit(tx, actor, entry, person, now);
            case RELEASE, LINK -> release(tx, actor, entry, person, now);
            case FETCH -> Optional.empty();
        };
    }

    private Optional<String> deposit(Tx tx, Actor actor, TransitionEntry entry, String person, Instant now) {
        Deposit deposit = Deposits.hold(tx, entry.subject()).orElseThrow();
        Optional<String> unopened = KeepSealed.unopened(tx.sql(), deposit, entry.successor());
        if (unopened.isPresent()) {
            return unopened;
        }
        List<String> sources = HandOvers.sources(tx.sql(), deposit.id());
        if (!HandOvers.deposit(tx, deposit, entry, person, now)) {
            return Optional.of("it was not " + entry.leaver() + "'s any more");
        }
        SealedDeposits.passed(tx, deposit.id(), entry.successor());
        List<String> facts = takeOverFacts(tx, deposit, entry, person, now);
        tx.append(new AuditEvent(
                EventKind.DEPOSIT_HANDED_OVER,
                actor,
                Map.of(
                        "deposit", deposit.id(),
                        "original_source", sources.isEmpty() ? entry.leaver() : sources.getFirst(),
                        "from", entry.leaver(),
                        "from_person", deposit.personId(),
                        "to", entry.successor(),
                        "to_person", person,
                        "line", entry.id(),
                        "facts", String.join(", ", facts),
                        "sha256", deposit.sha256().orElse(""))));
        return Optional.empty();
    }

    /** What its owner had said of a deposit, whether yes or no, holds as the new owner's word, with its scope and its end. */
    private List<String> takeOverFacts(Tx tx, Deposit deposit, TransitionEntry entry, String person, Instant now) {
        List<String> taken = new ArrayList<>();
        for (Fact fact : Facts.of(tx.sql(), deposit.id())) {
            if (fact.by().equals(entry.leaver()) && fact.holds(now)) {
                Fact own = new Fact(
                        ledger.newId("f"),
                        fact.kind(),
                        fact.about(),
                        fact.subject(),
                        entry.successor(),
                        fact.given(),
                        fact.scope(),
                        fact.from(),
                        fact.until(),
                        Optional.of(
                                "taken over from " + fact.id() + " of " + entry.leaver() + " by the transition plan"),
                        person,
                        now,
                        Optional.empty(),
                        Optional.empty());
                Facts.add(tx, own);
                taken.add(own.id());
            }
        }
        return taken;
    }

    private Optional<String> release(Tx tx, Actor actor, TransitionEntry entry, String person, Instant now) {
        Release release =
                SuccessorRule.release(tx.sql(), entry.kind(), entry.subject()).orElseThrow();
        boolean link = entry.kind() == TransitionEntry.Kind.LINK;
        boolean ended = release.revoked().isPresent()
                || (link
                        ? Links.find(tx.sql(), entry.subject())
                                .filter(one -> one.closed().isEmpty() && now.isBefore(one.expires()))
                                .isEmpty()
                        : !now.isBefore(release.expires()));
        if (ended) {
            return Optional.of("it had ended before");
        }
        HandOvers.release(tx, release, link ? Optional.of(entry.subject()) : Optional.empty(), entry, person, now);
        tx.append(new AuditEvent(
                EventKind.RELEASE_HANDED_OVER,
                actor,
                Map.of(
                        "release", release.id(),
                        "link", link ? entry.subject() : "all",
                        "issued_by", release.participantId(),
                        "from_person", release.personId(),
                        "to", entry.successor(),
                        "to_person", person,
                        "line", entry.id())));
        return Optional.empty();
    }

    /** Of a release of which single links passed on, the others end as if no plan had been. */
    private static void closeTheRest(Tx tx, List<TransitionEntry> entries, Instant now) {
        for (TransitionEntry entry : entries) {
            Optional<Release> release = SuccessorRule.release(tx.sql(), entry.kind(), entry.subject());
            if (release.isPresent()
                    && HandOvers.linksOnly(tx.sql(), release.get().id())) {
                for (Link link : Links.ofRelease(tx.sql(), release.get().id())) {
                    if (!HandOvers.carried(tx.sql(), link.releaseId(), link.contactId())) {
                        Links.close(tx, link.id(), Link.Closing.WITHDRAWN, now);
                    }
                }
            }
        }
    }

    /** Closes what others sent of the leaver's deposits and no plan carries; says which. */
    List<String> closeLinksOfOthers(Tx tx, Actor actor, String leaver, Instant now) {
        List<String> closed = new ArrayList<>();
        for (String link : HandOvers.linksOfOthers(tx.sql(), leaver)) {
            if (Links.close(tx, link, Link.Closing.WITHDRAWN, now)) {
                closed.add(link);
                tx.append(new AuditEvent(
                        EventKind.LINK_REVOKED,
                        actor,
                        Map.of("link", link, "reason", "the owner of what it holds, " + leaver + ", withdrew")));
            }
        }
        return closed;
    }
}
