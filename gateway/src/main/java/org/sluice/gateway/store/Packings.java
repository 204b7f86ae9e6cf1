package org.sluice.gateway.store;

import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.link.Packing;

/** How the files of releases are packed. */
public final class Packings {
    private Packings() {}

    public static Packing of(Handle sql, String releaseId) {
        return sql.createQuery("SELECT packing FROM release_packing WHERE release_id = :release")
                .bind("release", releaseId)
                .mapTo(String.class)
                .findOne()
                .flatMap(Packing::of)
                .orElse(Packing.PLAIN);
    }

    /** Of a release that was just made. */
    public static void set(Tx tx, String releaseId, Packing packing) {
        if (packing != Packing.PLAIN) {
            tx.sql()
                    .createUpdate("INSERT INTO release_packing (release_id, packing) VALUES (:release, :packing)")
                    .bind("release", releaseId)
                    .bind("packing", packing.word())
                    .execute();
        }
    }
}
