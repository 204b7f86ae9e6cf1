package org.sluice.gateway.store;

import java.util.HashMap;
import java.util.Map;
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

    /** The releases of all that are not plain, by one query. */
    public static Map<String, Packing> all(Handle sql) {
        Map<String, Packing> packings = new HashMap<>();
        sql.createQuery("SELECT release_id, packing FROM release_packing")
                .map((row, context) -> Map.entry(row.getString("release_id"), row.getString("packing")))
                .forEach(one -> Packing.of(one.getValue()).ifPresent(packing -> packings.put(one.getKey(), packing)));
        return packings;
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
