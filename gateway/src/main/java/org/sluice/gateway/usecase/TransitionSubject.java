package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Receptions;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.TransitionEntries;

/** Whether something can stand in a transition plan at all. Reads only. Thread-safe. */
final class TransitionSubject {
    private final SuccessorRule rule;

    TransitionSubject(SuccessorRule rule) {
        this.rule = rule;
    }

    /**
     * The audience under which the successor gets it; none for a fetch. Refuses what is not the leaver's to pass on.
     *
     * @param known whether who asks may know that other participants' deposits exist
     */
    Optional<String> check(Handle sql, TransitionPlan.Order order, Participant successor, boolean known, Instant now) {
        switch (order.kind()) {
            case DEPOSIT -> deposit(sql, order, known);
            case RELEASE -> release(sql, order, release(sql, order.subject()), now);
            case LINK -> link(sql, order, now);
            case FETCH -> fetch(sql, order);
        }
        List<TransitionEntry> open = TransitionEntries.open(sql, order.leaver());
        for (TransitionEntry entry : open) {
            if (entry.kind() == order.kind() && entry.subject().equals(order.subject())) {
                throw refused(Refusal.conflict(
                        "already-planned",
                        "The " + order.kind().word() + " " + order.subject() + " stands in the plan already, for "
                                + entry.successor() + ". Drop that line first: sluice participant plan drop "
                                + entry.id() + " --reason TEXT"));
            }
            sameRelease(sql, order, entry);
        }
        return order.kind() == TransitionEntry.Kind.FETCH
                ? Optional.empty()
                : Optional.of(rule.audience(
                                sql,
                                rule.deposits(sql, order.kind(), order.subject(), successor.id()),
                                successor,
                                order.audience(),
                                now)
                        .orThrow());
    }

    private static void deposit(Handle sql, TransitionPlan.Order order, boolean known) {
        Deposit deposit = Deposits.find(sql, order.subject())
                .filter(found -> found.state() != DepositState.REMOVED)
                .filter(found -> known || found.participantId().equals(order.leaver()))
                .orElseThrow(() -> refused(Refusal.unknown("deposit", order.subject())));
        if (!deposit.participantId().equals(order.leaver())) {
            throw refused(Refusal.wrong(
                    "not-the-leavers",
                    "The deposit " + deposit.id() + " belongs to " + deposit.participantId() + " and not to "
                            + order.leaver() + "; it stays with its owner, and its place is in no plan of "
                            + order.leaver() + "."));
        }
        if (deposit.state() != DepositState.DEPOSITED || deposit.held()) {
            throw refused(Refusal.conflict(
                    "not-deposited",
                    "The deposit " + deposit.id() + " is "
                            + (deposit.held()
                                    ? "held until it has its label"
                                    : deposit.state().word())
                            + "; it can pass once it is deposited."));
        }
    }

    private static Release release(Handle sql, String id) {
        return Releases.find(sql, id).orElseThrow(() -> refused(Refusal.unknown("release", id)));
    }

    private static void release(Handle sql, TransitionPlan.Order order, Release release, Instant now) {
        boolean issued = release.participantId().equals(order.leaver());
        boolean concerned = release.deposits().stream()
                .flatMap(id -> Deposits.find(sql, id).stream())
                .anyMatch(deposit -> deposit.participantId().equals(order.leaver()));
        if (!issued && !concerned) {
            throw refused(Refusal.unknown("release", release.id()));
        }
        if (release.revoked().isPresent() || !now.isBefore(release.expires())) {
            throw refused(Refusal.conflict("release-ended", "The release " + release.id() + " has ended."));
        }
        if (!issued && !release.participantId().equals(order.successor())) {
            throw refused(Refusal.wrong(
                    "issued-by-another",
                    "The release " + release.id() + " was made by " + release.participantId()
                            + " and stays with it: name that participant as the successor."));
        }
    }

    private static void link(Handle sql, TransitionPlan.Order order, Instant now) {
        Link link =
                Links.find(sql, order.subject()).orElseThrow(() -> refused(Refusal.unknown("link", order.subject())));
        release(sql, order, release(sql, link.releaseId()), now);
        if (link.closed().isPresent() || !now.isBefore(link.expires())) {
            throw refused(Refusal.conflict("link-closed", "The link " + link.id() + " has ended."));
        }
        if (Contacts.find(sql, link.contactId())
                .flatMap(contact -> contact.participantId())
                .filter(order.leaver()::equals)
                .isPresent()) {
            throw refused(Refusal.wrong(
                    "ends-with-the-leaver",
                    "The link " + link.id() + " is addressed to " + order.leaver() + " and ends with it."));
        }
    }

    private static void fetch(Handle sql, TransitionPlan.Order order) {
        boolean released = Receptions.of(sql, order.subject()).stream()
                .anyMatch(reception ->
                        reception.participant().filter(order.leaver()::equals).isPresent());
        Deposit deposit = Deposits.find(sql, order.subject())
                .filter(found -> released && found.state() == DepositState.DEPOSITED)
                .orElseThrow(() -> refused(Refusal.unknown("deposit", order.subject())));
        if (!deposit.participantId().equals(order.successor())) {
            throw refused(Refusal.wrong(
                    "not-the-owner",
                    "That " + order.leaver() + " may still fetch " + deposit.id()
                            + " is for its owner to agree to: name " + deposit.participantId() + "."));
        }
    }

    /** A release is accountable to one participant: its lines name one successor, and it is named whole or by its links. */
    private static void sameRelease(Handle sql, TransitionPlan.Order order, TransitionEntry entry) {
        Optional<String> of =
                SuccessorRule.release(sql, order.kind(), order.subject()).map(Release::id);
        Optional<String> planned =
                SuccessorRule.release(sql, entry.kind(), entry.subject()).map(Release::id);
        if (of.isEmpty() || !of.equals(planned)) {
            return;
        }
        if (entry.kind() != order.kind() || !entry.successor().equals(order.successor())) {
            throw refused(Refusal.conflict(
                    "release-planned-otherwise",
                    "Of the release " + of.get() + ", " + entry.kind().word() + " " + entry.subject()
                            + " passes to " + entry.successor()
                            + " already; name the same participant, and either the release or its links."));
        }
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
