package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Receptions;
import org.sluice.gateway.store.Versions;

/**
 * Deposits that are versions of others: anonymised or consolidated ones that may go where the original may not, and
 * corrections, which go to all who received what they correct. Thread-safe.
 */
public final class KeepVersions {
    private static final Set<String> KINDS = Set.of("anonymised", "consolidated");

    private final Ledger ledger;
    private final CreateRelease releases;

    public KeepVersions(Ledger ledger, CreateRelease releases) {
        this.ledger = ledger;
        this.releases = releases;
    }

    /** Says that one deposit is a version of another. A person of the version's owner says it; both must be there. */
    public Answer<Versions.Version> mark(
            Actor actor, Optional<String> as, String versionId, String originalId, String kind) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            if (!KINDS.contains(kind)) {
                throw refused(Refusal.wrong("bad-kind", "A version is anonymised or consolidated."));
            }
            Deposit version = there(tx.sql(), versionId);
            there(tx.sql(), originalId);
            if (versionId.equals(originalId)
                    || Versions.madeFrom(tx.sql(), originalId).stream()
                            .anyMatch(known -> known.originalId().equals(versionId))) {
                throw refused(Refusal.conflict("circle", "A deposit is no version of itself or of its own versions."));
            }
            as.flatMap(id -> Persons.find(tx.sql(), id))
                    .filter(person -> !person.participantId().equals(version.participantId()))
                    .ifPresent(person -> {
                        throw refused(Refusal.forbidden(
                                "not-the-owner",
                                "People of " + version.participantId() + " say what " + versionId
                                        + " is a version of."));
                    });
            Versions.Version made = new Versions.Version(versionId, originalId, kind);
            if (!Versions.madeFrom(tx.sql(), versionId).contains(made)) {
                Versions.add(tx, made, as.orElse("administrator"), now);
                tx.append(new AuditEvent(
                        EventKind.VERSION_MARKED,
                        actor,
                        Map.of("deposit", versionId, "version_of", originalId, "kind", kind)));
            }
            return made;
        });
    }

    /** Releases a correction to everybody who took what it superseded, each under the audience that counted then. */
    public Answer<ReleaseMade> correct(
            Actor actor,
            String asPerson,
            String correctionId,
            String purpose,
            Optional<Way> linkWay,
            Optional<Way> passwordWay) {
        Answer<List<String>> to = ledger.read(sql -> {
            there(sql, correctionId);
            Set<String> words = new LinkedHashSet<>();
            for (String former : Deposits.supersededBy(sql, correctionId)) {
                List<org.sluice.gateway.domain.release.Reception> all =
                        new ArrayList<>(Receptions.overLinks(sql, former));
                all.addAll(Receptions.overInbox(sql, former));
                all.stream()
                        .filter(reception -> reception.times() > 0)
                        .forEach(reception -> words.add(reception.recipient() + ":" + reception.audience()));
            }
            return words.isEmpty()
                    ? Answer.refused(Refusal.conflict(
                            "nobody-has-it", "Nobody took what " + correctionId + " corrects, so nobody needs it."))
                    : Answer.done(List.copyOf(words));
        });
        return to.then(recipients -> releases.create(
                actor,
                asPerson,
                new ReleaseOrder(
                        List.of(correctionId),
                        recipients,
                        purpose,
                        Optional.empty(),
                        Optional.empty(),
                        linkWay,
                        passwordWay)));
    }

    /** In words, which versions of refused deposits may go to these recipients: nobody should have to guess that. */
    static List<String> offers(
            Handle sql,
            Rulebook rules,
            Person releaser,
            List<Deposit> deposits,
            List<Recipient> recipients,
            String purpose,
            Instant now) {
        List<String> offers = new ArrayList<>();
        for (Deposit deposit : deposits) {
            for (Versions.Version version : Versions.of(sql, deposit.id())) {
                Optional<Deposit> derived = Deposits.find(sql, version.derivedId());
                boolean may = derived.isPresent()
                        && recipients.stream()
                                .allMatch(recipient -> rules.permits(
                                        sql,
                                        new Exit(
                                                derived.get(),
                                                recipient,
                                                releaser.id(),
                                                releaser.participantId(),
                                                Optional.empty(),
                                                purpose),
                                        now));
                if (may) {
                    offers.add("The " + version.kind() + " version " + version.derivedId() + " of " + deposit.id()
                            + " may go there: release that one.");
                }
            }
        }
        return offers;
    }

    private static Deposit there(Handle sql, String id) {
        return Deposits.find(sql, id).orElseThrow(() -> refused(Refusal.unknown("deposit", id)));
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
