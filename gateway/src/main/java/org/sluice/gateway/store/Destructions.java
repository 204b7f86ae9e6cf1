package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.retention.Destruction;

/** Rows of destructions, and the statements that destroy. */
public final class Destructions {
    private Destructions() {}

    public static Optional<Destruction> ofDeposit(Handle sql, String depositId) {
        return sql.createQuery("SELECT * FROM destruction WHERE deposit_id = :id")
                .bind("id", depositId)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Newest first. */
    public static List<Destruction> all(Handle sql) {
        return sql.createQuery("SELECT * FROM destruction ORDER BY at DESC, id")
                .map((row, context) -> read(row))
                .list();
    }

    /**
     * Ends a deposit for good and drops the one record that opens its body. Earlier versions that it had superseded stay
     * superseded.
     */
    public static boolean destroy(Tx tx, String depositId, Instant now) {
        boolean ended = tx.sql()
                        .createUpdate("UPDATE deposit SET state = 'removed', removed_at = :now"
                                + " WHERE id = :id AND state = 'deposited'")
                        .bind("id", depositId)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
        if (ended) {
            tx.sql()
                    .createUpdate("DELETE FROM wrap WHERE deposit_id = :id")
                    .bind("id", depositId)
                    .execute();
            SealedDeposits.drop(tx, depositId);
            SideFiles.dropOf(tx, depositId);
        }
        return ended;
    }

    public static void add(Tx tx, Destruction destruction) {
        tx.sql()
                .createUpdate("INSERT INTO destruction (id, deposit_id, body_id, channel, key_version, reason, at,"
                        + " backups_until, certificate) VALUES (:id, :deposit, :body, :channel, :version, :reason, :at,"
                        + " :until, :certificate)")
                .bind("id", destruction.id())
                .bind("deposit", destruction.depositId())
                .bind("body", destruction.bodyId())
                .bind("channel", destruction.channel())
                .bind("version", destruction.keyVersion())
                .bind("reason", destruction.reason())
                .bind("at", destruction.at().toEpochMilli())
                .bind("until", destruction.backupsUntil().toEpochMilli())
                .bind("certificate", destruction.certificate())
                .execute();
    }

    public static void retired(Tx tx, String channel, int below, Instant now) {
        tx.sql()
                .createUpdate("UPDATE destruction SET retired_at = :now WHERE channel = :channel"
                        + " AND key_version < :below AND retired_at IS NULL")
                .bind("channel", channel)
                .bind("below", below)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    public static boolean finish(Tx tx, String id, String certificate, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE destruction SET final_at = :now, final_certificate = :certificate"
                                + " WHERE id = :id AND final_at IS NULL AND retired_at IS NOT NULL")
                        .bind("id", id)
                        .bind("certificate", certificate)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Takes name, label and hash off a destroyed deposit; what is left says its type and channel. */
    public static boolean eraseLabel(Tx tx, String depositId, Channel channel, String type, Instant now) {
        boolean erased = tx.sql()
                        .createUpdate("UPDATE destruction SET label_erased_at = :now WHERE deposit_id = :id"
                                + " AND label_erased_at IS NULL")
                        .bind("id", depositId)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
        if (erased) {
            tx.sql()
                    .createUpdate("UPDATE deposit SET name = 'erased', sha256 = NULL, label = :label"
                            + " WHERE id = :id AND state = 'removed'")
                    .bind("id", depositId)
                    .bind("label", Label.of(channel, type).canonical())
                    .execute();
            tx.sql()
                    .createUpdate("DELETE FROM notice WHERE deposit_id = :id")
                    .bind("id", depositId)
                    .execute();
        }
        return erased;
    }

    private static Destruction read(ResultSet row) throws SQLException {
        return new Destruction(
                row.getString("id"),
                row.getString("deposit_id"),
                row.getString("body_id"),
                row.getString("channel"),
                row.getInt("key_version"),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("at")),
                Instant.ofEpochMilli(row.getLong("backups_until")),
                row.getString("certificate"),
                Rows.instant(row, "retired_at"),
                Rows.instant(row, "final_at"),
                Rows.text(row, "final_certificate"),
                Rows.instant(row, "label_erased_at"));
    }
}
