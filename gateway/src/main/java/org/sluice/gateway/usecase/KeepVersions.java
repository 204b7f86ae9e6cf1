package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Reception;
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

    /**
     * Says that one deposit is a version of another; both must be there.
     *
     * @param as a person of the participant that owns both, since refusals of the original recommend its versions; or a
     *     coordinator; none for the host's administrator
     */
    public Answer<Versions.Version> mark(
            Actor actor, Optional<String> as, String versionId, String originalId, String kind) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            if (!KINDS.contains(kind)) {
                throw refused(Refusal.wrong("bad-kind", "A version is anonymised or consolidated."));
            }
            Deposit version = there(tx.sql(), versionId);
            Deposit original = there(tx.sql(), originalId);
            if (versionId.equals(originalId)
                    || Versions.madeFrom(tx.sql(), originalId).stream()
                            .anyMatch(known -> known.originalId().equals(versionId))) {
                throw refused(Refusal.conflict("circle", "A deposit is no version of itself or of its own versions."));
            }
            as.ifPresent(id -> mayMark(tx.sql(), id, version, original));
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

    private static void mayMark(Handle sql, String id, Deposit version, Deposit original) {
        Person person = Persons.find(sql, id).orElseThrow(() -> refused(Refusal.unknown("person", id)));
        boolean ownsBoth = person.participantId().equals(version.participantId())
                && person.participantId().equals(original.participantId());
        if (!ownsBoth && !person.is(Role.COORDINATOR)) {
            throw refused(Refusal.forbidden(
                    "not-the-owner",
                    "Only people of the participant that owns both " + version.id() + " and " + original.id()
                            + ", or a coordinator, say that one is a version of the other."));
        }
    }

    /**
     * A correction that went out.
     *
     * @param leftOut who took what was corrected and can't get the correction: the releaser has to tell them
     */
    public record Corrected(ReleaseMade made, List<LeftOut> leftOut) {
        public Corrected {
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * A correction that is to go out.
     *
     * @param depositId what corrects
     */
    public record Correction(
            String depositId, String purpose, Optional<Way> linkWay, Optional<Way> passwordWay, LinkWishes wishes) {
        private ReleaseOrder to(List<String> recipients) {
            return new ReleaseOrder(
                    List.of(depositId),
                    recipients,
                    purpose,
                    Optional.empty(),
                    Optional.empty(),
                    linkWay,
                    passwordWay,
                    wishes);
        }
    }

    /** One who is left out, with what speaks against it, in words. */
    public record LeftOut(String recipient, String reason) {}

    private record To(List<String> words, Map<String, Refusal> against) {}

    /**
     * Releases a correction to everybody who took what it superseded and can get it today, each under an audience that
     * counted then. One who withdrew or lost that audience keeps nobody else with the wrong data.
     */
    public Answer<Corrected> correct(Actor actor, String asPerson, Correction correction) {
        Answer<To> judged = ledger.read(sql -> {
            try {
                return Answer.done(judged(sql, asPerson, correction.to(List.of())));
            } catch (RefusedException e) {
                return Answer.refused(e.refusal());
            }
        });
        return judged.then(to -> {
            Answer<ReleaseMade> made = releases.create(actor, asPerson, correction.to(to.words()));
            return made.then(done -> {
                List<LeftOut> leftOut = new ArrayList<>();
                to.against().forEach((recipient, refusal) -> {
                    releases.record(actor, asPerson, correction.to(List.of(recipient)), refusal);
                    leftOut.add(new LeftOut(recipient, refusal.message()));
                });
                return Answer.done(new Corrected(done, leftOut));
            });
        });
    }

    /** Each recipient by itself, with the audiences under which it took it, the latest first. */
    private To judged(Handle sql, String asPerson, ReleaseOrder order) {
        String correctionId = order.deposits().getFirst();
        there(sql, correctionId);
        Map<String, Set<String>> took = new LinkedHashMap<>();
        Deposits.supersededBy(sql, correctionId).stream()
                .flatMap(former -> Receptions.of(sql, former).stream())
                .filter(reception -> reception.times() > 0)
                .sorted(Comparator.comparing(
                                (Reception reception) -> reception.last().orElse(Instant.EPOCH))
                        .reversed())
                .forEach(reception -> took.computeIfAbsent(reception.recipient(), first -> new LinkedHashSet<>())
                        .add(reception.audience()));
        if (took.isEmpty()) {
            throw refused(Refusal.conflict(
                    "nobody-has-it", "Nobody took what " + correctionId + " corrects, so nobody needs it."));
        }
        Instant now = ledger.now();
        List<String> words = new ArrayList<>();
        Map<String, Refusal> against = new TreeMap<>();
        took.forEach((recipient, audiences) -> {
            for (String audience : audiences) {
                String word = recipient + ":" + audience;
                Optional<Refusal> refusal = releases.against(sql, asPerson, order, word, now);
                if (refusal.isEmpty()) {
                    words.add(word);
                    against.remove(recipient);
                    return;
                }
                against.putIfAbsent(recipient, refusal.get());
            }
        });
        if (words.isEmpty()) {
            Refusal first = against.values().iterator().next();
            List<String> all = against.entrySet().stream()
                    .map(one -> one.getKey() + ": " + one.getValue().message())
                    .toList();
            throw refused(new Refusal(
                    first.kind(),
                    "nobody-may-have-it",
                    "Nobody who took what " + correctionId + " corrects can get it today. " + all.getFirst(),
                    all));
        }
        return new To(words, against);
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
