package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.ContactConfirmation;

/** Rows of contacts that a data-protection contact confirmed. */
public final class ContactConfirmations {
    private ContactConfirmations() {}

    public static Optional<ContactConfirmation> find(Handle sql, String contactId, String participantId) {
        return sql.createQuery("SELECT * FROM contact_confirmation WHERE contact_id = :contact"
                        + " AND participant_id = :participant")
                .bind("contact", contactId)
                .bind("participant", participantId)
                .map((row, context) -> read(row))
                .findOne();
    }

    public static List<ContactConfirmation> all(Handle sql) {
        return sql.createQuery("SELECT * FROM contact_confirmation ORDER BY contact_id, participant_id")
                .map((row, context) -> read(row))
                .list();
    }

    /** In place of the earlier one; the audit keeps both. */
    public static void put(Tx tx, ContactConfirmation confirmation) {
        tx.sql()
                .createUpdate("DELETE FROM contact_confirmation WHERE contact_id = :contact"
                        + " AND participant_id = :participant")
                .bind("contact", confirmation.contactId())
                .bind("participant", confirmation.participantId())
                .execute();
        tx.sql()
                .createUpdate(
                        "INSERT INTO contact_confirmation (contact_id, participant_id, confirmed_by, email, phone,"
                                + " confirmed_at) VALUES (:contact, :participant, :by, :email, :phone, :at)")
                .bind("contact", confirmation.contactId())
                .bind("participant", confirmation.participantId())
                .bind("by", confirmation.by())
                .bind("email", confirmation.email().orElse(null))
                .bind("phone", confirmation.phone().orElse(null))
                .bind("at", confirmation.at().toEpochMilli())
                .execute();
    }

    /** Marks a confirmation as asked for again; false if that was done already. */
    public static boolean remind(Tx tx, ContactConfirmation confirmation, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE contact_confirmation SET reminded_at = :now WHERE contact_id = :contact"
                                + " AND participant_id = :participant AND reminded_at IS NULL")
                        .bind("now", now.toEpochMilli())
                        .bind("contact", confirmation.contactId())
                        .bind("participant", confirmation.participantId())
                        .execute()
                == 1;
    }

    private static ContactConfirmation read(ResultSet row) throws SQLException {
        return new ContactConfirmation(
                row.getString("contact_id"),
                row.getString("participant_id"),
                row.getString("confirmed_by"),
                Rows.text(row, "email"),
                Rows.text(row, "phone"),
                Instant.ofEpochMilli(row.getLong("confirmed_at")),
                Rows.instant(row, "reminded_at"));
    }
}
