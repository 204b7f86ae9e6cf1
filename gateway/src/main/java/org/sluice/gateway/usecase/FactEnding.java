package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.release.Reception;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Receptions;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/**
 * Tells everyone whom the end of a consent or another fact concerns: who fetched the file with a log-in of their own, and
 * who released it, with the recipients whom only they can reach. The page of a link says so too.
 */
final class FactEnding {
    private final Tx tx;
    private final Ledger ledger;

    FactEnding(Tx tx, Ledger ledger) {
        this.tx = tx;
        this.ledger = ledger;
    }

    /** A refusal that comes after a yes ends it as well. */
    void tell(Fact fact, String reason) {
        switch (fact.about()) {
            case DEPOSIT -> ofDeposit(fact, reason);
            case PARTICIPANT ->
                ofRecipient(fact, reason, Releases.liveToParticipant(tx.sql(), fact.subject(), ledger.now()));
            case CONTACT -> ofRecipient(fact, reason, Releases.liveToContact(tx.sql(), fact.subject(), ledger.now()));
        }
    }

    private void ofDeposit(Fact fact, String reason) {
        Map<String, Set<String>> toReach = new TreeMap<>();
        Set<String> concerned = new HashSet<>();
        for (String id : Releases.holding(tx.sql(), fact.subject())) {
            Releases.find(tx.sql(), id).filter(release -> rests(release, fact)).ifPresent(release -> {
                concerned.add(id);
                toReach.computeIfAbsent(release.personId(), who -> new TreeSet<>());
            });
        }
        for (Reception took : taken(Receptions.overLinks(tx.sql(), fact.subject()), concerned)) {
            Releases.find(tx.sql(), took.releaseId())
                    .ifPresent(release -> toReach.computeIfAbsent(release.personId(), who -> new TreeSet<>())
                            .add(took.recipient()));
        }
        Map<String, Set<String>> senders = new TreeMap<>();
        for (Reception took : taken(Receptions.overInbox(tx.sql(), fact.subject()), concerned)) {
            Releases.find(tx.sql(), took.releaseId())
                    .ifPresent(release -> senders.computeIfAbsent(took.recipient(), who -> new TreeSet<>())
                            .add(release.participantId()));
        }
        toReach.forEach((releaser, contacts) -> notice(
                releaser,
                Notice.Kind.FACT_ENDED,
                Map.of(
                        "fact", fact.id(),
                        "kind", fact.kind(),
                        "deposit", fact.subject(),
                        "reason", reason,
                        "tell", contacts.isEmpty() ? "–" : String.join(", ", contacts))));
        // Never with another recipient's name in it: recipients are hidden from one another.
        senders.forEach((person, from) -> notice(
                person,
                Notice.Kind.RECEIVED_FACT_ENDED,
                Map.of(
                        "fact", fact.id(),
                        "kind", fact.kind(),
                        "deposit", fact.subject(),
                        "reason", reason,
                        "from", String.join(", ", from))));
    }

    private void ofRecipient(Fact fact, String reason, List<Release> live) {
        Set<String> releasers = new TreeSet<>();
        live.stream().filter(release -> rests(release, fact)).forEach(release -> releasers.add(release.personId()));
        for (String releaser : releasers) {
            notice(
                    releaser,
                    Notice.Kind.RECIPIENT_FACT_ENDED,
                    Map.of("fact", fact.id(), "kind", fact.kind(), "recipient", fact.subject(), "reason", reason));
        }
    }

    private static boolean rests(Release release, Fact fact) {
        return release.recipients().stream()
                .anyMatch(recipient -> fact.scope()
                        .covers(recipient.audience(), Optional.of(recipient.id()), Optional.of(release.purpose())));
    }

    private static List<Reception> taken(List<Reception> receptions, Set<String> releases) {
        return receptions.stream()
                .filter(reception -> reception.times() > 0 && releases.contains(reception.releaseId()))
                .toList();
    }

    private void notice(String person, Notice.Kind kind, Map<String, String> words) {
        Notices.add(tx, new Notice(ledger.newId("n"), person, ledger.now(), kind, words, Optional.empty()));
    }

    /** Whether the same organisation's word still holds under another record, so that nothing ended for anybody. */
    static boolean renewed(Fact fact, List<Fact> others, Instant now) {
        return others.stream()
                .anyMatch(other -> !other.id().equals(fact.id())
                        && other.given()
                        && other.kind().equals(fact.kind())
                        && other.by().equals(fact.by())
                        && other.scope().equals(fact.scope())
                        && other.holds(now));
    }
}
