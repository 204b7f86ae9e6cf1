package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.store.Clearances;
import org.sluice.gateway.store.ContactConfirmations;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Terms;

/**
 * Personal data leaves over a link only to a contact whom a data-protection contact confirmed: one of the contact's
 * participant, or of the sender where it has none. In danger to life a referral does not wait for it: what goes under a
 * clearance for vital interests is reviewed afterwards, and the contact with it. Thread-safe.
 */
public final class ContactVouched implements ExitRule {
    private static final Level PSEUDONYMISED = Level.checked(Dimension.PERSONS, "pseudonymised");

    private final BiFunction<Handle, Instant, List<Protocol>> inForce;

    /** @param inForce the protocols in force at an instant */
    public ContactVouched(BiFunction<Handle, Instant, List<Protocol>> inForce) {
        this.inForce = inForce;
    }

    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        Optional<Contact> found =
                exit.recipient() instanceof Recipient.OfContact to ? Contacts.find(sql, to.id()) : Optional.empty();
        if (found.isEmpty() || !personal(sql, exit, now) || vital(sql, exit, now)) {
            return Optional.empty();
        }
        Contact contact = found.get();
        String participant = contact.participantId().orElse(exit.sender());
        boolean covered = ContactConfirmations.find(sql, contact.id(), participant)
                .filter(confirmation -> confirmation.covers(contact, now))
                .isPresent();
        return covered ? Optional.empty() : Optional.of(unconfirmed(sql, contact, participant));
    }

    private static Refusal unconfirmed(Handle sql, Contact contact, String participant) {
        List<String> who = Terms.speakers(sql, participant, Duty.DATA_PROTECTION);
        return Refusal.of(
                Refusal.Kind.NEEDS,
                "contact-unconfirmed",
                "Personal data goes to " + contact.id() + " only while a data-protection contact of " + participant
                        + " has confirmed it within the last year, as it stands now. Ask "
                        + (who.isEmpty()
                                ? participant + " to name one (sluice participant speakers " + participant
                                        + " --duty data-protection --person PERSON), then: sluice contact confirm "
                                        + contact.id() + " --by PERSON"
                                : String.join(" or ", who) + ": sluice contact confirm " + contact.id() + " --by "
                                        + who.getFirst()));
    }

    /** Whether the content shows persons, coded or by name, or goes to named persons only by its protocol. */
    private boolean personal(Handle sql, Exit exit, Instant now) {
        List<Protocol> protocols = inForce.apply(sql, now);
        Deposit deposit = exit.deposit();
        Label label = Engine.standardOr(protocols, deposit.label().inChannel(deposit.channel()));
        return PSEUDONYMISED.atMost(label.effective(Dimension.PERSONS))
                || Engine.deciding(protocols, deposit.type()).stream()
                        .flatMap(protocol -> protocol.cell(deposit.type(), exit.audience()).stream())
                        .anyMatch(cell -> cell.handling().namedRecipient());
    }

    /** Whether it is on record, and not yet closed for want of a review, that a life depends on this very exit. */
    private static boolean vital(Handle sql, Exit exit, Instant now) {
        Deposit deposit = exit.deposit();
        return Clearances.about(sql, deposit.id(), deposit.type(), exit.audience()).stream()
                .anyMatch(clearance -> clearance.vital(
                        deposit.id(), deposit.labelVersion(), exit.recipient().id(), now));
    }
}
