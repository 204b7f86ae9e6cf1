package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.release.Reach;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Sendings;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.store.WaysOfContacts;

/**
 * By which ways the two parts of a link may go to a contact: two that differ, both with an address. Asked when a release is
 * made, again when a link is, and again when a new password is, as contacts are edited in between.
 */
final class LinkWays {
    private LinkWays() {}

    /** @throws RefusedException with what to do */
    static void fit(Handle sql, String contactId, Channel channel, Way link, Way password) {
        Reach reach = reach(sql, contactId);
        Optional<String> linkTo = address(reach, contactId, link);
        apart(channel, contactId, link, linkTo, password, address(reach, contactId, password));
    }

    /** The address at the end of a way, which a contact must have unless they meet in person. */
    static Optional<String> address(Reach reach, String contactId, Way way) {
        Optional<String> address = reach.address(way);
        if (address.isEmpty() && way != Way.PERSON) {
            throw new RefusedException(Refusal.of(
                    Refusal.Kind.REFUSED,
                    "no-address",
                    "Nothing can go to " + contactId + " by " + way.word() + ", as no "
                            + (way == Way.MAIL ? "e-mail address" : "number")
                            + " of theirs is on record. Enter it: sluice contact change " + contactId
                            + (way == Way.MAIL ? " --email ADDRESS" : " --phone NUMBER")
                            + ", or take another way."));
        }
        return address;
    }

    static void apart(
            Channel channel,
            String contactId,
            Way link,
            Optional<String> linkTo,
            Way password,
            Optional<String> passwordTo) {
        if (!Way.sameWay(channel, link, linkTo, password, passwordTo)) {
            return;
        }
        throw new RefusedException(Refusal.of(
                Refusal.Kind.REFUSED,
                "same-way",
                link == password
                        ? "The password must travel another way than its link; both were to go by " + link.word() + "."
                        : "From confidential on, " + link.word() + " and " + password.word()
                                + " count as one way where they end on one number, and for " + contactId
                                + " they do. Take mail or person for one of them, or enter the second number of "
                                + contactId + ": sluice contact ways " + contactId + " --messenger +NUMBER"));
    }

    /**
     * Puts down how the parts of a new link are to travel; nothing where its release names no ways, as an open one's.
     *
     * @param send whether the gateway sends what it can
     */
    static List<Sending> begin(Tx tx, Link link, Release release, boolean send, Instant now) {
        if (release.linkWay().isEmpty() || release.passwordWay().isEmpty()) {
            return List.of();
        }
        Way linkWay = release.linkWay().get();
        Way passwordWay = release.passwordWay().get();
        fit(tx.sql(), link.contactId(), link.channel(), linkWay, passwordWay);
        Reach reach = reach(tx.sql(), link.contactId());
        List<Sending> parts = List.of(
                part(link, Sending.Part.LINK, state(linkWay, send), linkWay, reach, now),
                part(link, Sending.Part.PASSWORD, state(passwordWay, send), passwordWay, reach, now));
        parts.forEach(part -> Sendings.add(tx, part));
        return parts;
    }

    static Sending.State state(Way way, boolean send) {
        return send && way.byMachine() ? Sending.State.TO_HAND_OVER : Sending.State.SHOWN;
    }

    private static Sending part(Link link, Sending.Part part, Sending.State state, Way way, Reach reach, Instant now) {
        return new Sending(link.id(), part, state, way, reach.address(way), now, Optional.empty(), 1);
    }

    /** The release with the ways that this link took, for one that takes its place. */
    static Release asBefore(Handle sql, Release release, Link old) {
        Optional<Way> link = Sendings.find(sql, old.id(), Sending.Part.LINK).map(Sending::way);
        Optional<Way> password =
                Sendings.find(sql, old.id(), Sending.Part.PASSWORD).map(Sending::way);
        return link.isPresent() ? release.by(link, password) : release;
    }

    static Reach reach(Handle sql, String contactId) {
        Contact contact = Contacts.find(sql, contactId)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("contact", contactId)));
        return WaysOfContacts.reach(sql, contact);
    }
}
