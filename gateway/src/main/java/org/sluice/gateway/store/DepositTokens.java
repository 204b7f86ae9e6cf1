package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.DepositToken;

/** Rows of the tokens with which jobs deposit. */
public final class DepositTokens {
    private DepositTokens() {}

    public static Optional<DepositToken> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM deposit_token WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(sql, row))
                .findOne();
    }

    /** @param hash as {@code crypto.Token.hash()} makes it */
    public static Optional<DepositToken> byHash(Handle sql, String hash) {
        return sql.createQuery("SELECT * FROM deposit_token WHERE hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> read(sql, row))
                .findOne();
    }

    /** Newest first. */
    public static List<DepositToken> all(Handle sql) {
        return sql.createQuery("SELECT * FROM deposit_token ORDER BY created_at DESC, id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    public static void add(Tx tx, DepositToken token, String hash) {
        tx.sql()
                .createUpdate("INSERT INTO deposit_token (id, hash, person_id, channel, purpose, epoch, created_at,"
                        + " expires_at) VALUES (:id, :hash, :person, :channel, :purpose, :epoch, :created, :expires)")
                .bind("id", token.id())
                .bind("hash", hash)
                .bind("person", token.personId())
                .bind("channel", token.channel().word())
                .bind("purpose", token.purpose())
                .bind("epoch", token.epoch())
                .bind("created", token.created().toEpochMilli())
                .bind("expires", token.expires().toEpochMilli())
                .execute();
        for (String type : token.types()) {
            tx.sql()
                    .createUpdate("INSERT INTO deposit_token_type (token_id, type) VALUES (:id, :type)")
                    .bind("id", token.id())
                    .bind("type", type)
                    .execute();
        }
    }

    /** False if it was revoked before. */
    public static boolean revoke(Tx tx, String id, Instant now) {
        return tx.sql()
                        .createUpdate(
                                "UPDATE deposit_token SET revoked_at = :now" + " WHERE id = :id AND revoked_at IS NULL")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Whether this is its very first use. */
    public static boolean firstUse(Tx tx, String id, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE deposit_token SET first_used_at = :now"
                                + " WHERE id = :id AND first_used_at IS NULL")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    public static void usedOn(Tx tx, String id, LocalDate day) {
        tx.sql()
                .createUpdate("UPDATE deposit_token SET last_used_on = :day WHERE id = :id")
                .bind("id", id)
                .bind("day", day.toString())
                .execute();
    }

    private static DepositToken read(Handle sql, ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new DepositToken(
                id,
                row.getString("person_id"),
                Channel.of(row.getString("channel")).orElseThrow(),
                new HashSet<>(sql.createQuery("SELECT type FROM deposit_token_type WHERE token_id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .list()),
                row.getString("purpose"),
                row.getLong("epoch"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                Rows.instant(row, "first_used_at"),
                Optional.ofNullable(row.getString("last_used_on")).map(LocalDate::parse),
                Rows.instant(row, "revoked_at"));
    }
}
