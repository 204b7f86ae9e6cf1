package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.ending.EndTask;
import org.sluice.gateway.domain.ending.ProtocolEnd;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.InformationType;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Timeline;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.ProtocolEnds;
import org.sluice.gateway.store.Tx;

/**
 * Ends a protocol by the group's decision: from an instant on it decides nothing any more, and every copy made under it is
 * accounted for. Thread-safe.
 */
public final class EndProtocol {
    private final Ledger ledger;
    private final Rulebook rules;
    private final AccountForEnd account;

    public EndProtocol(Ledger ledger, Rulebook rules, AccountForEnd account) {
        this.ledger = ledger;
        this.rules = rules;
        this.account = account;
    }

    /**
     * What the group decided.
     *
     * @param decision where it is written down, such as the minutes of a meeting
     * @param answersBy when every copy should be accounted for; the usual time after the end where absent
     */
    public record Order(String protocol, Instant ends, String decision, String reason, Optional<Instant> answersBy) {}

    /**
     * An end with its copies, as far as the viewer may see them.
     *
     * @param certified when it was certified last, which everybody may know
     * @param certificate absent also for whoever does not see all copies, since it lists them with their holders
     */
    public record Seen(
            ProtocolEnd end,
            List<EndTask> tasks,
            Optional<Instant> certified,
            Optional<ProtocolEnds.Certified> certificate) {
        public Seen {
            tasks = List.copyOf(tasks);
        }
    }

    /** Announces the end to everybody and asks at once for what was received so far. For coordinators. */
    public Answer<Seen> announce(Actor actor, Order order) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Entitled.coordinator(tx, actor, "puts on record that the group ends a protocol", now);
            ProposePolicy.requireWords("decision", order.decision());
            ProposePolicy.requireWords("reason", order.reason());
            ProtocolEnd end = end(tx.sql(), actor, order, now);
            ProtocolEnds.add(tx, end);
            TellPeople.tell(
                    ledger,
                    tx,
                    now,
                    Notice.Kind.PROTOCOL_ENDS,
                    Map.of(
                            "protocol", end.protocol(),
                            "end", end.ends().toString(),
                            "decision", end.decision(),
                            "reason", end.reason(),
                            "until", end.answersBy().toString()),
                    everybody -> true);
            tx.append(new AuditEvent(
                    EventKind.PROTOCOL_END_DECIDED,
                    actor,
                    Map.of(
                            "end", end.id(),
                            "protocol", end.protocol(),
                            "ends", end.ends().toString(),
                            "decision", Words.cut(end.decision()),
                            "reason", Words.cut(end.reason()),
                            "answers_by", end.answersBy().toString())));
            account.ask(tx, actor, end, now);
            return seen(tx.sql(), end, ProtocolEnds.tasks(tx.sql(), end.id()));
        });
    }

    /**
     * Takes an announced end back before its instant; what was answered for it meanwhile stays as it is. For coordinators.
     *
     * @param decision where the group's word is written down
     */
    public Answer<Seen> takeBack(Actor actor, String protocol, String decision, String reason) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            Entitled.coordinator(tx, actor, "puts on record that a protocol goes on", now);
            ProposePolicy.requireWords("decision", decision);
            ProposePolicy.requireWords("reason", reason);
            ProtocolEnd end = find(tx, protocol);
            if (end.reached(now)) {
                throw new RefusedException(Refusal.conflict(
                        "ended",
                        protocol + " ended at " + end.ends()
                                + ", and that is final. Propose it anew: sluice policy propose FILE"));
            }
            ProtocolEnds.takeBack(tx, end.id(), reason, now);
            Map<String, String> words = Map.of(
                    "protocol",
                    protocol,
                    "end",
                    end.ends().toString(),
                    "decision",
                    Words.cut(decision),
                    "reason",
                    Words.cut(reason));
            TellPeople.tell(ledger, tx, now, Notice.Kind.PROTOCOL_GOES_ON, words, everybody -> true);
            tx.append(new AuditEvent(EventKind.PROTOCOL_END_TAKEN_BACK, actor, words).with("id", end.id()));
            return seen(tx.sql(), end, ProtocolEnds.tasks(tx.sql(), end.id()));
        });
    }

    private ProtocolEnd end(Handle sql, Actor actor, Order order, Instant now) {
        if (order.ends().isBefore(now)) {
            throw new RefusedException(Refusal.wrong(
                    "bad-date",
                    "A protocol can't end in the past; name a later day, or an instant such as " + now + "."));
        }
        Instant answersBy = order.answersBy().orElse(order.ends().plus(ProtocolEnd.USUAL));
        if (answersBy.isBefore(order.ends())) {
            throw new RefusedException(Refusal.wrong(
                    "bad-period", "Files may be received until the end; take answers until that or later."));
        }
        Protocol protocol = Timeline.latest(rules.versions(sql, now), order.protocol(), now)
                .map(Timeline.Version::protocol)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("policy", order.protocol())));
        boolean announced = ProtocolEnds.all(sql).stream()
                .anyMatch(end -> end.protocol().equals(order.protocol()) && !end.reached(now));
        if (announced) {
            throw new RefusedException(Refusal.conflict(
                    "ends-already",
                    "The end of " + order.protocol() + " is announced; see: sluice policy ending " + order.protocol()));
        }
        return new ProtocolEnd(
                ledger.newId("e"),
                protocol.id(),
                decidedOn(rules.inForce(sql, now), protocol),
                order.ends(),
                order.decision(),
                order.reason(),
                AccountForEnd.name(actor),
                now,
                answersBy,
                Optional.empty());
    }

    /** The types on which it decides, also while it has lapsed for want of signatures. */
    private static Set<String> decidedOn(List<Protocol> inForce, Protocol protocol) {
        List<Protocol> all = new java.util.ArrayList<>(inForce);
        if (all.stream().noneMatch(one -> one.id().equals(protocol.id()))) {
            all.add(protocol);
        }
        return protocol.informationTypes().stream()
                .map(InformationType::id)
                .filter(type -> Engine.deciding(all, type).stream()
                        .anyMatch(one -> one.id().equals(protocol.id())))
                .collect(Collectors.toSet());
    }

    /** Every end that was ever announced, newest first, with all copies; for counts only. */
    public List<Seen> list() {
        return ledger.read(sql -> ProtocolEnds.all(sql).stream()
                .map(end -> seen(sql, end, ProtocolEnds.tasks(sql, end.id())))
                .toList());
    }

    /**
     * The newest end of a protocol.
     *
     * @param viewer sees the copies that are this person's to answer for, a coordinator or the host's administrator all, and
     *     the certificate
     */
    public Answer<Seen> show(Optional<String> viewer, String protocol) {
        return ledger.read(sql -> newest(sql, protocol)
                .<Answer<Seen>>map(end -> {
                    Seen all = seen(sql, end, ProtocolEnds.tasks(sql, end.id()));
                    Optional<Person> person = viewer.flatMap(id -> Persons.find(sql, id));
                    if (viewer.isEmpty()
                            || person.filter(one -> one.is(Role.COORDINATOR)).isPresent()) {
                        return Answer.done(all);
                    }
                    List<EndTask> own = all.tasks().stream()
                            .filter(task -> person.filter(one -> AccountForEnd.mayAnswer(one, task))
                                    .isPresent())
                            .toList();
                    return Answer.done(new Seen(end, own, all.certified(), Optional.empty()));
                })
                .orElseGet(() -> Answer.refused(Refusal.unknown("end of protocol", protocol))));
    }

    /** Looks again for copies until the end, and at it for the last time; reminds those who are silent. */
    public void due() {
        Instant now = ledger.now();
        for (ProtocolEnd end : ledger.read(ProtocolEnds::all)) {
            account.due(end, now);
        }
    }

    static Optional<ProtocolEnd> newest(Handle sql, String protocol) {
        return ProtocolEnds.all(sql).stream()
                .filter(end -> end.protocol().equals(protocol))
                .findFirst();
    }

    static ProtocolEnd find(Tx tx, String protocol) {
        return newest(tx.sql(), protocol)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("end of protocol", protocol)));
    }

    private static Seen seen(Handle sql, ProtocolEnd end, List<EndTask> tasks) {
        Optional<ProtocolEnds.Certified> certificate = ProtocolEnds.certificate(sql, end.id());
        return new Seen(end, tasks, certificate.map(ProtocolEnds.Certified::at), certificate);
    }
}
