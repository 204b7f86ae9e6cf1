package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.WebUpload;

/** Rows of the uploads over HTTPS that can be continued. */
public final class WebUploads {
    private WebUploads() {}

    public static Optional<WebUpload> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM web_upload WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** Unfinished ones that can't be continued any more. */
    public static List<WebUpload> expired(Handle sql, Instant now) {
        return sql.createQuery("SELECT * FROM web_upload WHERE ended_at IS NULL AND expires_at <= :now")
                .bind("now", now.toEpochMilli())
                .map((row, context) -> read(row))
                .list();
    }

    /** How many of a person's can be continued. */
    public static int unfinished(Handle sql, String personId, Instant now) {
        return sql.createQuery("SELECT COUNT(*) FROM web_upload WHERE person_id = :person AND ended_at IS NULL"
                        + " AND expires_at > :now")
                .bind("person", personId)
                .bind("now", now.toEpochMilli())
                .mapTo(Integer.class)
                .one();
    }

    public static void add(Tx tx, WebUpload upload) {
        tx.sql()
                .createUpdate("INSERT INTO web_upload (id, token_id, person_id, deposit_id, length, expires_at)"
                        + " VALUES (:id, :token, :person, :deposit, :length, :expires)")
                .bind("id", upload.id())
                .bind("token", upload.tokenId())
                .bind("person", upload.personId())
                .bind("deposit", upload.depositId())
                .bind("length", upload.length().orElse(null))
                .bind("expires", upload.expires().toEpochMilli())
                .execute();
    }

    /** How it stands after a request. */
    public static void stands(Tx tx, String id, String depositId, Optional<Long> length, Instant expires) {
        tx.sql()
                .createUpdate("UPDATE web_upload SET deposit_id = :deposit, length = :length, expires_at = :expires"
                        + " WHERE id = :id")
                .bind("id", id)
                .bind("deposit", depositId)
                .bind("length", length.orElse(null))
                .bind("expires", expires.toEpochMilli())
                .execute();
    }

    /** False if it had ended before. */
    public static boolean end(Tx tx, String id, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE web_upload SET ended_at = :now WHERE id = :id AND ended_at IS NULL")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Forgets those that ended, once nobody can ask for them any more. */
    public static void forget(Tx tx, Instant now) {
        tx.sql()
                .createUpdate("DELETE FROM web_upload WHERE ended_at IS NOT NULL AND expires_at <= :now")
                .bind("now", now.toEpochMilli())
                .execute();
    }

    private static WebUpload read(ResultSet row) throws SQLException {
        long length = row.getLong("length");
        Optional<Long> said = row.wasNull() ? Optional.empty() : Optional.of(length);
        return new WebUpload(
                row.getString("id"),
                row.getString("token_id"),
                row.getString("person_id"),
                row.getString("deposit_id"),
                said,
                Instant.ofEpochMilli(row.getLong("expires_at")),
                Rows.instant(row, "ended_at"));
    }
}
