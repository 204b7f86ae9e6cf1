package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.owner.OwnerPolicy;
import org.sluice.gateway.domain.owner.OwnerStop;
import org.sluice.gateway.domain.release.PassedOn;
import org.sluice.gateway.domain.release.Reception;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.OwnersWords;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.PassedOns;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Receptions;
import org.sluice.gateway.store.ReleaseBases;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Tx;

/** What owners say of their own deposits: policies, and pause and recall of what is on its way. Thread-safe. */
public final class OwnersWord {
    private final Ledger ledger;
    private final Rulebook rules;
    private final LiveAccess live;

    public OwnersWord(Ledger ledger, Rulebook rules, LiveAccess live) {
        this.ledger = ledger;
        this.rules = rules;
        this.live = live;
    }

    /**
     * Where a deposit went or may go, and what its owner stopped.
     *
     * @param passedOn what recipients of its releases reported that they passed on
     * @param bases on what each exit rested when its release was made, and whether that still stands
     */
    public record Exits(
            Deposit deposit,
            List<Release> releases,
            List<Reception> receptions,
            List<OwnerStop> stops,
            List<PassedOn> passedOn,
            List<BasisSeen> bases) {
        public Exits {
            passedOn = List.copyOf(passedOn);
            bases = List.copyOf(bases);
            releases = List.copyOf(releases);
            receptions = List.copyOf(receptions);
            stops = List.copyOf(stops);
        }
    }

    /**
     * @param as the person who says it, of this participant; none for the host's administrator on its behalf
     * @param type of a protocol on record, as is the audience
     * @param recipient a contact, a person, or a participant for all of its contacts and persons
     */
    public Answer<OwnerPolicy> addPolicy(
            Actor actor,
            Optional<String> as,
            String participantId,
            Optional<String> type,
            Optional<String> audience,
            Optional<String> recipient,
            String reason) {
        return ledger.write(tx -> {
            own(tx, as, participantId);
            if (type.isEmpty() && audience.isEmpty() && recipient.isEmpty()) {
                throw refused(Refusal.wrong(
                        "incomplete", "Say what never goes where: a type, an audience or a recipient, or several."));
            }
            type.ifPresent(named -> KnownNames.type(rules, tx.sql(), named));
            audience.ifPresent(named -> KnownNames.audience(rules, tx.sql(), named));
            recipient.ifPresent(named -> KnownNames.recipientOrParticipant(tx.sql(), named));
            OwnerPolicy policy = new OwnerPolicy(
                    ledger.newId("o"),
                    participantId,
                    type,
                    audience,
                    recipient,
                    reason,
                    as.orElse("administrator"),
                    ledger.now());
            OwnersWords.add(tx, policy);
            tx.append(new AuditEvent(
                    EventKind.OWNER_POLICY_ADDED,
                    actor,
                    Map.of(
                            "policy", policy.id(),
                            "participant", participantId,
                            "type", type.orElse("any"),
                            "audience", audience.orElse("any"),
                            "recipient", recipient.orElse("any"))));
            return policy;
        });
    }

    public Answer<String> endPolicy(Actor actor, Optional<String> as, String participantId, String policyId) {
        return ledger.write(tx -> {
            own(tx, as, participantId);
            if (!OwnersWords.endPolicy(tx, participantId, policyId, ledger.now())) {
                throw refused(Refusal.unknown("policy", policyId));
            }
            tx.append(new AuditEvent(
                    EventKind.OWNER_POLICY_ENDED, actor, Map.of("policy", policyId, "participant", participantId)));
            return policyId;
        });
    }

    public List<OwnerPolicy> policies(String participantId) {
        return ledger.read(sql -> OwnersWords.policies(sql, participantId));
    }

    /** Stops a deposit, in one release or everywhere: what runs is cut, and whoever released it is told. */
    public Answer<Exits> stop(
            Actor actor,
            Optional<String> as,
            String depositId,
            Optional<String> releaseId,
            boolean recall,
            String reason) {
        Answer<List<Release>> stopped = ledger.write(tx -> {
            Deposit deposit = ownDeposit(tx, as, depositId);
            List<Release> releases = releases(tx.sql(), depositId).stream()
                    .filter(release -> releaseId.map(release.id()::equals).orElse(true))
                    .toList();
            if (releaseId.isPresent() && releases.isEmpty()) {
                throw refused(Refusal.unknown("release", releaseId.get()));
            }
            OwnersWords.add(
                    tx,
                    new OwnerStop(
                            ledger.newId("o"),
                            depositId,
                            releaseId,
                            recall,
                            reason,
                            as.orElse("administrator"),
                            ledger.now(),
                            Optional.empty()));
            tx.append(new AuditEvent(
                    recall ? EventKind.DEPOSIT_RECALLED : EventKind.DEPOSIT_PAUSED,
                    actor,
                    Map.of("deposit", depositId, "release", releaseId.orElse("all"), "reason", reason)));
            tell(tx, deposit, releases, recall ? Notice.Kind.OWNER_RECALLED : Notice.Kind.OWNER_PAUSED, reason);
            return releases;
        });
        return stopped.then(releases -> {
            Set<String> ids = new HashSet<>(releases.stream().map(Release::id).toList());
            live.cut(running -> running.releaseId().filter(ids::contains).isPresent());
            return exits(as, depositId);
        });
    }

    /** Lets a paused deposit go again; what was recalled stays recalled. */
    public Answer<Exits> resume(Actor actor, Optional<String> as, String depositId) {
        return ledger.write(tx -> {
                    ownDeposit(tx, as, depositId);
                    if (OwnersWords.lift(tx, depositId, ledger.now()) > 0) {
                        tx.append(new AuditEvent(
                                EventKind.DEPOSIT_RESUMED_BY_OWNER, actor, Map.of("deposit", depositId)));
                    }
                    return depositId;
                })
                .then(id -> exits(as, id));
    }

    /** Every release that a deposit stands in, with who received it; for its owner's people and the administrator. */
    public Answer<Exits> exits(Optional<String> as, String depositId) {
        return ledger.write(tx -> exits(tx.sql(), ownDeposit(tx, as, depositId), ledger.now()));
    }

    /** The same of every deposit of a participant that stands in a release, the newest deposit first. */
    public Answer<List<Exits>> allExits(Optional<String> as, String participantId) {
        return ledger.write(tx -> {
            own(tx, as, participantId);
            return Deposits.all(tx.sql()).stream()
                    .filter(deposit -> deposit.participantId().equals(participantId))
                    .map(deposit -> exits(tx.sql(), deposit, ledger.now()))
                    .filter(exits -> !exits.releases().isEmpty())
                    .toList();
        });
    }

    private static Exits exits(Handle sql, Deposit deposit, Instant now) {
        List<Reception> receptions = Receptions.of(sql, deposit.id());
        List<Release> releases = releases(sql, deposit.id());
        return new Exits(
                deposit,
                releases,
                receptions,
                OwnersWords.stops(sql, deposit.id()),
                PassedOns.ofDeposit(sql, deposit.id()),
                releases.stream()
                        .flatMap(release -> ReleaseBases.of(sql, release.id()).stream())
                        .filter(row -> row.depositId().equals(deposit.id()))
                        .map(row -> BasisSeen.of(sql, row, now))
                        .toList());
    }

    private static List<Release> releases(Handle sql, String depositId) {
        return Releases.holding(sql, depositId).stream()
                .flatMap(id -> Releases.find(sql, id).stream())
                .toList();
    }

    private void tell(Tx tx, Deposit deposit, List<Release> releases, Notice.Kind kind, String reason) {
        Instant now = ledger.now();
        Set<String> people =
                new TreeSet<>(releases.stream().map(Release::personId).toList());
        for (String person : people) {
            Notices.add(
                    tx,
                    new Notice(
                            ledger.newId("n"),
                            person,
                            now,
                            kind,
                            Map.of("deposit", deposit.id(), "owner", deposit.participantId(), "reason", reason),
                            Optional.empty()));
        }
    }

    private Deposit ownDeposit(Tx tx, Optional<String> as, String depositId) {
        Deposit deposit =
                Deposits.find(tx.sql(), depositId).orElseThrow(() -> refused(Refusal.unknown("deposit", depositId)));
        own(tx, as, deposit.participantId());
        return deposit;
    }

    private static void own(Tx tx, Optional<String> as, String participantId) {
        if (Participants.find(tx.sql(), participantId).isEmpty()) {
            throw refused(Refusal.unknown("participant", participantId));
        }
        as.flatMap(id -> Persons.find(tx.sql(), id))
                .filter(person -> !person.participantId().equals(participantId))
                .ifPresent(person -> {
                    throw refused(Refusal.forbidden(
                            "not-the-owner",
                            "Only people of " + participantId + " can say that; " + person.id() + " is of "
                                    + person.participantId() + "."));
                });
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
