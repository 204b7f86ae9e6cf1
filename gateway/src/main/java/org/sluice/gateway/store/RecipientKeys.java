package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.RecipientKey;

/** Rows of public keys for which senders seal files. */
public final class RecipientKeys {
    private RecipientKeys() {}

    public static Optional<RecipientKey> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM recipient_key WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** All, newest first, revoked ones too. */
    public static List<RecipientKey> all(Handle sql) {
        return sql.createQuery("SELECT * FROM recipient_key ORDER BY added_at DESC, id")
                .map((row, context) -> read(row))
                .list();
    }

    /** Those of one holder, oldest first, revoked ones too. */
    public static List<RecipientKey> of(Handle sql, RecipientKey.Holder holder) {
        return sql.createQuery("SELECT * FROM recipient_key WHERE " + column(holder) + " = :id ORDER BY added_at, id")
                .bind("id", holder.id())
                .map((row, context) -> read(row))
                .list();
    }

    private static String column(RecipientKey.Holder holder) {
        return switch (holder) {
            case RecipientKey.OfParticipant participant -> "participant_id";
            case RecipientKey.OfContact contact -> "contact_id";
        };
    }

    public static void add(Tx tx, RecipientKey key) {
        tx.sql()
                .createUpdate("INSERT INTO recipient_key (id, " + column(key.holder())
                        + ", kind, name, public_key, fingerprint, added_by, added_at)"
                        + " VALUES (:id, :holder, :kind, :name, :key, :fingerprint, :by, :at)")
                .bind("id", key.id())
                .bind("holder", key.holder().id())
                .bind("kind", key.kind().word())
                .bind("name", key.name())
                .bind("key", key.spelled())
                .bind("fingerprint", key.fingerprint())
                .bind("by", key.addedBy())
                .bind("at", key.added().toEpochMilli())
                .execute();
    }

    /** False if it was confirmed or revoked already. */
    public static boolean confirm(Tx tx, String id, String by, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE recipient_key SET confirmed_by = :by, confirmed_at = :now"
                                + " WHERE id = :id AND confirmed_at IS NULL AND revoked_at IS NULL")
                        .bind("id", id)
                        .bind("by", by)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** False if it was revoked already. */
    public static boolean revoke(Tx tx, String id, String by, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE recipient_key SET revoked_by = :by, revoked_at = :now"
                                + " WHERE id = :id AND revoked_at IS NULL")
                        .bind("id", id)
                        .bind("by", by)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    private static RecipientKey read(ResultSet row) throws SQLException {
        Optional<String> participant = Rows.text(row, "participant_id");
        RecipientKey.Holder holder = participant.isPresent()
                ? new RecipientKey.OfParticipant(participant.get())
                : new RecipientKey.OfContact(row.getString("contact_id"));
        return new RecipientKey(
                row.getString("id"),
                holder,
                RecipientKey.Kind.of(row.getString("kind")),
                row.getString("name"),
                row.getString("public_key"),
                row.getString("fingerprint"),
                row.getString("added_by"),
                Instant.ofEpochMilli(row.getLong("added_at")),
                act(row, "confirmed"),
                act(row, "revoked"));
    }

    private static Optional<RecipientKey.Act> act(ResultSet row, String what) throws SQLException {
        Optional<Instant> at = Rows.instant(row, what + "_at");
        return at.isPresent()
                ? Optional.of(new RecipientKey.Act(row.getString(what + "_by"), at.get()))
                : Optional.empty();
    }
}
