package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which deposit is a version of which other one. */
public final class Versions {
    private Versions() {}

    /**
     * A version of a deposit.
     *
     * @param kind {@code anonymised} or {@code consolidated}
     */
    public record Version(String derivedId, String originalId, String kind) {}

    /** The versions of a deposit that are deposited and current, newest first. Whether one may go, the rules decide. */
    public static List<Version> of(Handle sql, String depositId) {
        return sql.createQuery("SELECT v.* FROM deposit_version v JOIN deposit d ON d.id = v.derived_id"
                        + " WHERE v.original_id = :original AND d.state = 'deposited' AND d.superseded_by IS NULL"
                        + " ORDER BY v.made_at DESC, v.derived_id")
                .bind("original", depositId)
                .map((row, context) ->
                        new Version(row.getString("derived_id"), row.getString("original_id"), row.getString("kind")))
                .list();
    }

    /** Of what a deposit is a version. */
    public static List<Version> madeFrom(Handle sql, String depositId) {
        return sql.createQuery("SELECT * FROM deposit_version WHERE derived_id = :derived")
                .bind("derived", depositId)
                .map((row, context) ->
                        new Version(row.getString("derived_id"), row.getString("original_id"), row.getString("kind")))
                .list();
    }

    /** Whether anything was made from a deposit that is still there. */
    public static boolean hasDerived(Handle sql, String depositId) {
        return sql.createQuery("SELECT COUNT(*) FROM deposit_version v JOIN deposit d ON d.id = v.derived_id"
                                + " WHERE v.original_id = :original AND d.state <> 'removed'")
                        .bind("original", depositId)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    public static void add(Tx tx, Version version, String madeBy, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO deposit_version (derived_id, original_id, kind, made_by, made_at)"
                        + " VALUES (:derived, :original, :kind, :by, :at)")
                .bind("derived", version.derivedId())
                .bind("original", version.originalId())
                .bind("kind", version.kind())
                .bind("by", madeBy)
                .bind("at", now.toEpochMilli())
                .execute();
    }
}
