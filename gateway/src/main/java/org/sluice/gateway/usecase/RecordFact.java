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
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.store.Facts;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** Puts on record what a cell of the matrix asks for, such as a consent or its refusal, and takes it back. Thread-safe. */
public final class RecordFact {
    private static final String RAN_OUT = "its time is over";

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
        order.scope().audience().ifPresent(named -> KnownNames.audience(rules, tx.sql(), named));
        order.scope().recipient().ifPresent(named -> KnownNames.recipient(tx.sql(), named));
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
        if (!fact.given()) {
            new FactEnding(tx, ledger).tell(fact, fact.note().orElse("refused"));
        }
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
                appendEnd(tx, actor, fact, reason);
                if (fact.given() && Facts.told(tx, factId, ledger.now())) {
                    new FactEnding(tx, ledger).tell(fact, reason);
                }
            }
            return Facts.find(tx.sql(), factId).orElseThrow();
        });
        return done.then(fact -> {
            cut(fact);
            return done;
        });
    }

    /**
     * Of a deposit, whoever may still have it begins again where it was cut, and whoever may not is refused there. Of a
     * recipient, only what no longer stands is cut: its other transfers may rest on something else.
     */
    void cut(Fact fact) {
        if (fact.about() == Fact.About.DEPOSIT) {
            List<String> releases = ledger.read(sql -> Releases.holding(sql, fact.subject()));
            live.cut(running -> running.releaseId().filter(releases::contains).isPresent());
        }
        live.cutFallen();
    }

    /** Tells of the ends that only the clock brought; what ran on the strength of them was cut by itself. */
    public void due() {
        Instant now = ledger.now();
        for (Fact fact : ledger.read(sql -> Facts.ranOut(sql, now))) {
            ledger.write(tx -> {
                        if (Facts.told(tx, fact.id(), now)
                                && !FactEnding.renewed(
                                        fact, Facts.about(tx.sql(), fact.about(), fact.subject()), now)) {
                            appendEnd(tx, new Actor.SystemActor("clock"), fact, RAN_OUT);
                            new FactEnding(tx, ledger).tell(fact, RAN_OUT);
                        }
                        return fact;
                    })
                    .orThrow();
        }
    }

    private static void appendEnd(Tx tx, Actor actor, Fact fact, String reason) {
        tx.append(new AuditEvent(
                EventKind.FACT_ENDED,
                actor,
                Map.of("fact", fact.id(), "kind", fact.kind(), fact.about().word(), fact.subject(), "reason", reason)));
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
