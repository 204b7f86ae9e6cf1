package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.Contact;

/** Rows of contacts. */
public final class Contacts {
    private Contacts() {}

    public static Optional<Contact> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM contact WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(sql, row))
                .findOne();
    }

    public static List<Contact> all(Handle sql) {
        return sql.createQuery("SELECT * FROM contact ORDER BY id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    public static void add(Tx tx, Contact contact, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO contact (id, name, participant_id, email, phone, confirmed_by, created_at)"
                        + " VALUES (:id, :name, :participant, :email, :phone, :confirmed, :now)")
                .bind("id", contact.id())
                .bind("name", contact.name())
                .bind("participant", contact.participantId().orElse(null))
                .bind("email", contact.email().orElse(null))
                .bind("phone", contact.phone().orElse(null))
                .bind("confirmed", contact.confirmedBy())
                .bind("now", now.toEpochMilli())
                .execute();
        addAudiences(tx, contact);
    }

    /** Id and participant stay. */
    public static void change(Tx tx, Contact contact) {
        tx.sql()
                .createUpdate(
                        "UPDATE contact SET name = :name, email = :email, phone = :phone, confirmed_by = :confirmed"
                                + " WHERE id = :id")
                .bind("id", contact.id())
                .bind("name", contact.name())
                .bind("email", contact.email().orElse(null))
                .bind("phone", contact.phone().orElse(null))
                .bind("confirmed", contact.confirmedBy())
                .execute();
        tx.sql()
                .createUpdate("DELETE FROM contact_audience WHERE contact_id = :id")
                .bind("id", contact.id())
                .execute();
        addAudiences(tx, contact);
    }

    private static void addAudiences(Tx tx, Contact contact) {
        for (String audience : contact.audiences()) {
            tx.sql()
                    .createUpdate("INSERT INTO contact_audience (contact_id, audience) VALUES (:id, :audience)")
                    .bind("id", contact.id())
                    .bind("audience", audience)
                    .execute();
        }
    }

    private static Contact read(Handle sql, ResultSet row) throws SQLException {
        String id = row.getString("id");
        Set<String> audiences =
                new HashSet<>(sql.createQuery("SELECT audience FROM contact_audience WHERE contact_id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .list());
        return new Contact(
                id,
                row.getString("name"),
                audiences,
                Rows.text(row, "participant_id"),
                Rows.text(row, "email"),
                Rows.text(row, "phone"),
                row.getString("confirmed_by"));
    }
}
