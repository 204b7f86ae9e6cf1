package org.sluice.gateway.store;

import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.release.ContactWays;
import org.sluice.gateway.domain.release.Reach;
import org.sluice.gateway.domain.release.Way;

/** Rows of the ways to contacts. */
public final class WaysOfContacts {
    private WaysOfContacts() {}

    /** What is known; as usual where nobody said anything. */
    public static ContactWays of(Handle sql, String contactId) {
        return sql.createQuery("SELECT * FROM contact_ways WHERE contact_id = :contact")
                .bind("contact", contactId)
                .map((row, context) -> new ContactWays(
                        contactId,
                        row.getString("language"),
                        Rows.text(row, "messenger"),
                        Rows.text(row, "link_way").flatMap(Way::of),
                        Rows.text(row, "password_way").flatMap(Way::of)))
                .findOne()
                .orElseGet(() -> ContactWays.usual(contactId));
    }

    public static Reach reach(Handle sql, Contact contact) {
        return new Reach(contact.email(), contact.phone(), of(sql, contact.id()).messenger());
    }

    public static void put(Tx tx, ContactWays ways) {
        tx.sql()
                .createUpdate("INSERT INTO contact_ways (contact_id, language, messenger, link_way, password_way)"
                        + " VALUES (:contact, :language, :messenger, :link, :password)"
                        + " ON CONFLICT (contact_id) DO UPDATE SET language = :language, messenger = :messenger,"
                        + " link_way = :link, password_way = :password")
                .bind("contact", ways.contactId())
                .bind("language", ways.language())
                .bind("messenger", ways.messenger().orElse(null))
                .bind("link", ways.link().map(Way::word).orElse(null))
                .bind("password", ways.password().map(Way::word).orElse(null))
                .execute();
    }

    /** A confirmation for personal data is of addresses: it ends where one of them that it doesn't name changes. */
    public static void unconfirm(Tx tx, String contactId) {
        tx.sql()
                .createUpdate("DELETE FROM contact_confirmation WHERE contact_id = :contact")
                .bind("contact", contactId)
                .execute();
    }
}
