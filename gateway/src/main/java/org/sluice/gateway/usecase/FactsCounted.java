package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.fact.CountedFacts;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.protocol.FactsOnRecord;
import org.sluice.gateway.domain.protocol.Parties;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Facts;
import org.sluice.gateway.store.Functions;
import org.sluice.gateway.store.Persons;

/** Reads from the records what counts for one question. */
final class FactsCounted {
    /** What cells call an agreement with who receives; one in the register speaks for itself, and ends with it. */
    private static final Set<String> AGREEMENTS = Set.of("bilateral-agreement", "data-sharing-agreement");

    private FactsCounted() {}

    /** What counts when it is only asked for an audience: facts of the deposit, without any recipient's. */
    static FactsOnRecord forAudience(
            Handle sql, List<Protocol> protocols, Deposit deposit, String audience, Instant now) {
        return counted(deposit, Optional.empty(), audience, Optional.empty(), Optional.empty(), now)
                .of(kinds(protocols), Facts.of(sql, deposit.id()), Set.of());
    }

    static FactsOnRecord forExit(Handle sql, List<Protocol> protocols, Exit exit, Instant now) {
        Deposit deposit = exit.deposit();
        List<Fact> facts = new ArrayList<>(Facts.of(sql, deposit.id()));
        Optional<String> participant = participantOf(sql, exit.recipient());
        if (exit.recipient() instanceof Recipient.OfContact contact) {
            facts.addAll(Facts.about(sql, Fact.About.CONTACT, contact.id()));
        }
        participant.ifPresent(id -> facts.addAll(Facts.about(sql, Fact.About.PARTICIPANT, id)));
        Map<String, FactKind> kinds = kinds(protocols);
        Set<String> derived = new HashSet<>(
                participant.map(id -> derived(sql, kinds, id, now)).orElse(Set.of()));
        if (AGREEMENTS.stream().anyMatch(kinds::containsKey) && ThirdPartyBasis.agreed(sql, protocols, exit, now)) {
            derived.addAll(AGREEMENTS);
        }
        return counted(
                        deposit,
                        Optional.of(exit.sender()),
                        exit.audience(),
                        Optional.of(exit.recipient().id()),
                        Optional.of(exit.purpose()),
                        now)
                .of(kinds, facts, derived);
    }

    /** Who sends, and whether the recipient is a named person. */
    static Parties parties(Handle sql, Exit exit) {
        boolean named = switch (exit.recipient()) {
            case Recipient.OfPerson person -> true;
            case Recipient.OfContact contact -> Functions.isNamed(sql, contact.id());
        };
        return new Parties(Optional.of(Functions.of(sql, exit.releasedBy())), named);
    }

    static Optional<String> participantOf(Handle sql, Recipient recipient) {
        return switch (recipient) {
            case Recipient.OfPerson person -> Persons.find(sql, person.id()).map(found -> found.participantId());
            case Recipient.OfContact contact ->
                Contacts.find(sql, contact.id()).flatMap(found -> found.participantId());
        };
    }

    /** The organisations that a deposit concerns, its owner among them. */
    static Set<String> concerned(Deposit deposit) {
        Set<String> concerned = new HashSet<>(deposit.label().particulars().concerns());
        concerned.add(deposit.participantId());
        return concerned;
    }

    private static CountedFacts counted(
            Deposit deposit,
            Optional<String> sender,
            String audience,
            Optional<String> recipient,
            Optional<String> purpose,
            Instant now) {
        return new CountedFacts(deposit.participantId(), concerned(deposit), sender, audience, recipient, purpose, now);
    }

    private static Set<String> derived(Handle sql, Map<String, FactKind> kinds, String participantId, Instant now) {
        Set<String> derived = new HashSet<>();
        kinds.values()
                .forEach(kind -> kind.derived()
                        .filter(from -> Deposits.latest(sql, participantId, from.depositsOf())
                                .filter(latest -> now.isBefore(latest.plus(from.longest())))
                                .isPresent())
                        .ifPresent(from -> derived.add(kind.id())));
        return derived;
    }

    /** By id; where two protocols know one kind, the stricter word on who gives it counts. */
    private static Map<String, FactKind> kinds(List<Protocol> protocols) {
        Map<String, FactKind> kinds = new HashMap<>();
        protocols.forEach(protocol -> protocol.facts()
                .forEach(kind ->
                        kinds.merge(kind.id(), kind, (a, b) -> a.givenBy().compareTo(b.givenBy()) >= 0 ? a : b)));
        return kinds;
    }
}
