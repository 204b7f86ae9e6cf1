package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.store.Facts;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Receptions;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** Puts on record what a cell of the matrix asks for, such as a consent or its refusal, and takes it back. Thread-safe. */
public final class RecordFact {
    private final Ledger ledger;
    private final Rulebook rules;
    private final LiveAccess live;

    public RecordFact(Ledger ledger, Rulebook rules, LiveAccess live) {
        this.ledger = ledger;
        this.rules = rules;
        this.live = live;
    }

    /**
     * Records that something holds for a deposit, from now on and for every release.
     *
     * @param by the participant whose word it is; must be in standing, as a withdrawn one vouches for nothing any more
     */
    public Answer<Fact> add(
            Actor actor, String recordedBy, String kind, String depositId, String by, Optional<String> note) {
        return record(
                actor,
                recordedBy,
                new FactOrder(
                        kind,
                        Fact.About.DEPOSIT,
                        depositId,
                        by,
                        true,
                        Fact.Scope.ALL,
                        Optional.empty(),
                        Optional.empty(),
                        note));
    }

    /** @param recordedBy a person, or a word for the host's administrator */
    public Answer<Fact> record(Actor actor, String recordedBy, FactOrder order) {
        return ledger.write(tx -> recordIn(tx, actor, recordedBy, order)).then(fact -> {
            if (!fact.given()) {
                cut(fact);
            }
            return Answer.done(fact);
        });
    }

    /** The same inside a unit that does more. */
    Fact recordIn(Tx tx, Actor actor, String recordedBy, FactOrder order) {
        Instant now = ledger.now();
        FactKind kind = known(tx, order.kind(), now);
        Instant from = order.from().orElse(now);
        order.until().filter(until -> !until.isAfter(from)).ifPresent(until -> {
            throw new RefusedException(Refusal.wrong("bad-period", "A fact ends after it begins; give a later end."));
        });
        new FactGiver(tx, now).check(kind, order, Persons.find(tx.sql(), recordedBy));
        Fact fact = new Fact(
                ledger.newId("f"),
                order.kind(),
                order.about(),
                order.subject(),
                order.by(),
                order.given(),
                order.scope(),
                from,
                order.until(),
                order.note(),
                recordedBy,
                now,
                Optional.empty(),
                Optional.empty());
        Facts.add(tx, fact);
        Map<String, String> details = new HashMap<>(
                Map.of("fact", fact.id(), "kind", fact.kind(), fact.about().word(), fact.subject(), "by", fact.by()));
        if (!fact.given()) {
            details.put("given", "no");
        }
        fact.until().ifPresent(until -> details.put("until", until.toString()));
        fact.scope().audience().ifPresent(audience -> details.put("for_audience", audience));
        fact.scope().recipient().ifPresent(recipient -> details.put("for_recipient", recipient));
        fact.note().ifPresent(words -> details.put("note", words));
        tx.append(new AuditEvent(EventKind.FACT_RECORDED, actor, details));
        return fact;
    }

    /** Takes a fact back: from now on it counts no more, and what rests on it is refused at its next request. */
    public Answer<Fact> end(Actor actor, String endedBy, String factId, String reason) {
        Answer<Fact> done = ledger.write(tx -> {
            Fact fact = Facts.find(tx.sql(), factId)
                    .orElseThrow(() -> new RefusedException(Refusal.unknown("fact", factId)));
            Persons.find(tx.sql(), endedBy)
                    .filter(person -> !mayEnd(tx, person, fact))
                    .ifPresent(person -> {
                        throw new RefusedException(Refusal.forbidden(
                                "not-its-word",
                                "The fact " + factId + " is the word of " + fact.by()
                                        + "; a person of it or a coordinator" + " can take it back."));
                    });
            if (Facts.end(tx, factId, ledger.now(), reason)) {
                tx.append(new AuditEvent(
                        EventKind.FACT_ENDED,
                        actor,
                        Map.of(
                                "fact",
                                factId,
                                "kind",
                                fact.kind(),
                                fact.about().word(),
                                fact.subject(),
                                "reason",
                                reason)));
                tell(tx, fact, reason);
            }
            return Facts.find(tx.sql(), factId).orElseThrow();
        });
        return done.then(fact -> {
            cut(fact);
            return done;
        });
    }

    /** Whoever may still have it begins again where it was cut; whoever may not is refused there. */
    private void cut(Fact fact) {
        List<String> releases = fact.about() == Fact.About.DEPOSIT
                ? ledger.read(sql -> Releases.holding(sql, fact.subject()))
                : List.of();
        live.cut(running -> running.releaseId().filter(releases::contains).isPresent());
    }

    /** Everyone who released it or fetched it with the own log-in; of contacts their releaser is told, who can reach them. */
    private void tell(Tx tx, Fact fact, String reason) {
        if (fact.about() != Fact.About.DEPOSIT || !fact.given()) {
            return;
        }
        TreeSet<String> people = new TreeSet<>();
        for (String id : Releases.holding(tx.sql(), fact.subject())) {
            Releases.find(tx.sql(), id).ifPresent(release -> people.add(release.personId()));
        }
        Receptions.overInbox(tx.sql(), fact.subject()).stream()
                .filter(reception -> reception.times() > 0)
                .forEach(reception -> people.add(reception.recipient()));
        for (String person : people) {
            Notices.add(
                    tx,
                    new Notice(
                            ledger.newId("n"),
                            person,
                            ledger.now(),
                            Notice.Kind.FACT_ENDED,
                            Map.of(
                                    "fact", fact.id(),
                                    "kind", fact.kind(),
                                    "deposit", fact.subject(),
                                    "reason", reason),
                            Optional.empty()));
        }
    }

    /** All facts, or those about one deposit, participant or contact. */
    public List<Fact> list(Optional<String> subject) {
        return ledger.read(Facts::all).stream()
                .filter(fact -> subject.map(fact.subject()::equals).orElse(true))
                .toList();
    }

    private static boolean mayEnd(Tx tx, Person person, Fact fact) {
        return person.participantId().equals(fact.by())
                || (person.is(Role.COORDINATOR)
                        && Participants.find(tx.sql(), person.participantId()).isPresent());
    }

    private FactKind known(Tx tx, String kind, Instant now) {
        var protocols = rules.inForce(tx.sql(), now);
        return protocols.stream()
                .flatMap(protocol -> protocol.fact(kind).stream())
                .max(java.util.Comparator.comparing(FactKind::givenBy))
                .orElseThrow(() -> {
                    TreeSet<String> known = new TreeSet<>();
                    protocols.forEach(protocol -> protocol.facts().forEach(fact -> known.add(fact.id())));
                    return new RefusedException(new Refusal(
                            Refusal.Kind.WRONG,
                            "unknown-fact",
                            "No protocol in force asks for \"" + kind + "\"; it can be one of "
                                    + String.join(", ", known) + ".",
                            List.copyOf(known)));
                });
    }
}
