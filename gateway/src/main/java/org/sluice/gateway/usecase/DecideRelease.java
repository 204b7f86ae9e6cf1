package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Reason;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;

/**
 * Whether somebody may release these deposits to these recipients: the releaser's standing, the deposits' state, the matrix
 * and all that must hold besides it. Says no by {@link RefusedException}. Reads only. Thread-safe.
 */
final class DecideRelease {
    private final Rulebook rules;
    private final PassOn passOn;

    DecideRelease(Rulebook rules) {
        this.rules = rules;
        this.passOn = new PassOn(rules);
    }

    List<Deposit> deposits(Handle sql, Person releaser, ReleaseOrder order, Instant now) {
        List<Deposit> deposits = new ArrayList<>();
        for (String id : new LinkedHashSet<>(order.deposits())) {
            deposits.add(releasable(sql, releaser, id, now));
        }
        return deposits;
    }

    List<ReleaseMade.Decided> decided(
            Handle sql,
            Person releaser,
            List<Deposit> deposits,
            List<Recipient> recipients,
            String purpose,
            Instant now) {
        List<ReleaseMade.Decided> decisions = new ArrayList<>();
        List<Refusal> others = new ArrayList<>();
        for (Deposit deposit : deposits) {
            for (Recipient recipient : recipients) {
                Exit exit = new Exit(
                        deposit, recipient, releaser.id(), releaser.participantId(), Optional.empty(), purpose);
                decisions.add(new ReleaseMade.Decided(
                        deposit.id(),
                        recipient.id(),
                        rules.decide(sql, exit, now),
                        ThirdPartyBasis.of(sql, rules.inForce(sql, now), exit, now)));
                others.addAll(rules.against(sql, exit, now));
                passOn.against(sql, releaser.participantId(), exit, now).ifPresent(others::add);
            }
        }
        try {
            judge(decisions, releaser.id(), purpose);
        } catch (RefusedException e) {
            List<String> offers = KeepVersions.offers(sql, rules, releaser, deposits, recipients, purpose, now);
            throw offers.isEmpty() ? e : refused(offering(e.refusal(), offers));
        }
        others.stream().findFirst().ifPresent(first -> {
            throw refused(new Refusal(
                    first.kind(),
                    first.code(),
                    first.message(),
                    others.stream().map(Refusal::message).distinct().toList()));
        });
        return decisions;
    }

    Person releaser(Handle sql, String id, Instant now) {
        Person person = Persons.find(sql, id).orElseThrow(() -> refused(Refusal.unknown("person", id)));
        if (!person.is(Role.RELEASER)) {
            throw refused(Refusal.forbidden("not-a-releaser", id + " has not the role releaser, so it can't release."));
        }
        Participants.find(sql, person.participantId())
                .map(participant -> participant.barred(now))
                .orElseThrow(() -> refused(Refusal.unknown("participant", person.participantId())))
                .ifPresent(barred -> {
                    throw refused(barred);
                });
        return person;
    }

    private Deposit releasable(Handle sql, Person releaser, String id, Instant now) {
        Deposit deposit = Deposits.find(sql, id)
                .filter(found -> found.state() != DepositState.REMOVED && passOn.may(sql, releaser, found, now))
                .orElseThrow(() -> refused(Refusal.unknown("deposit", id)));
        if (deposit.state() != DepositState.DEPOSITED) {
            throw refused(Refusal.conflict(
                    "not-deposited",
                    "The deposit " + id + " is still " + deposit.state().word()
                            + "; release it once it is deposited."));
        }
        if (deposit.supersededBy().isPresent()) {
            throw refused(Refusal.conflict(
                    "superseded",
                    "The deposit " + id + " was superseded by "
                            + deposit.supersededBy().get() + "; release that one."));
        }
        if (deposit.held() && deposit.channel() == Channel.STRICTLY_CONFIDENTIAL) {
            throw labelNeeded(deposit);
        }
        return deposit;
    }

    static RefusedException labelNeeded(Deposit deposit) {
        return refused(Refusal.of(
                Refusal.Kind.NEEDS,
                "label-needed",
                "The deposit " + deposit.id()
                        + " is held below its floor, so only its owner sees it. Its least channel is "
                        + deposit.channel().word()
                        + ": give the rest of its label, or accept that channel, with: sluice"
                        + " deposit label " + deposit.id() + " KEY=VALUE…"));
    }

    private static Refusal offering(Refusal refusal, List<String> offers) {
        List<String> details = new ArrayList<>(offers);
        details.addAll(refusal.details());
        return new Refusal(refusal.kind(), refusal.code(), refusal.message() + " " + offers.getFirst(), details);
    }

    /** A refusal goes before a need; all reasons are told at once. */
    private static void judge(List<ReleaseMade.Decided> decisions, String asPerson, String purpose) {
        List<String> refusals = new ArrayList<>();
        List<String> needs = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        for (ReleaseMade.Decided decided : decisions) {
            Decision decision = decided.decision();
            switch (decision) {
                case Decision.Permit permit -> {}
                case Decision.Refuse refuse -> refusals.addAll(sentences(decided, refuse.reasons(), true));
                case Decision.Needs need -> {
                    needs.addAll(sentences(decided, need.reasons(), false));
                    commands.add("Ask for it: " + AskFacts.command(decided, asPerson, purpose));
                }
            }
        }
        if (!refusals.isEmpty()) {
            throw refused(new Refusal(
                    Refusal.Kind.REFUSED,
                    "refused-by-protocol",
                    "The protocol refuses this release. " + refusals.getFirst(),
                    refusals));
        }
        if (!needs.isEmpty()) {
            throw refused(new Refusal(
                    Refusal.Kind.NEEDS,
                    "fact-needed",
                    "This release needs a fact that is not on record. " + needs.getFirst(),
                    Stream.concat(needs.stream(), commands.stream()).toList()));
        }
    }

    private static List<String> sentences(ReleaseMade.Decided decided, List<Reason> reasons, boolean refusing) {
        return reasons.stream()
                .filter(reason ->
                        refusing ? reason.kind().refuses() : reason.kind().asks())
                .map(reason -> decided.depositId() + " to " + decided.recipientId() + " ("
                        + decided.decision().audience() + "): " + reason.sentence())
                .toList();
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
