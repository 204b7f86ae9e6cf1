package org.sluice.gateway.store;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.Packing;

/** How files are packed: what was wished for releases, and what holds for each link. */
public final class Packings {
    private Packings() {}

    /** @throws IllegalStateException for a row that can't be read, as it must not let files go as they are */
    public static Packing of(Handle sql, Link link) {
        return read(sql, "SELECT packing FROM link_packing WHERE link_id = :id", link.id())
                .or(() -> wished(sql, link.releaseId()))
                .orElse(Packing.PLAIN);
    }

    /** Of all links, by one query; one that is missing is plain. */
    public static Map<String, Packing> all(Handle sql) {
        Map<String, Packing> packings = new HashMap<>();
        sql.createQuery("SELECT l.id, COALESCE(p.packing, r.packing) AS packing FROM link l"
                        + " LEFT JOIN link_packing p ON p.link_id = l.id"
                        + " LEFT JOIN release_packing r ON r.release_id = l.release_id"
                        + " WHERE COALESCE(p.packing, r.packing) IS NOT NULL")
                .map((row, context) -> Map.entry(row.getString("id"), row.getString("packing")))
                .forEach(one -> packings.put(one.getKey(), packing(one.getValue(), one.getKey())));
        return packings;
    }

    /** Nothing where nobody wished anything. */
    public static Optional<Packing> wished(Handle sql, String releaseId) {
        return read(sql, "SELECT packing FROM release_packing WHERE release_id = :id", releaseId);
    }

    private static Optional<Packing> read(Handle sql, String query, String id) {
        return sql.createQuery(query)
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .map(word -> packing(word, id));
    }

    private static Packing packing(String word, String id) {
        return Packing.of(word)
                .orElseThrow(() -> new IllegalStateException("The packing of " + id + " can't be read."));
    }

    /** Of a release that was just made. */
    public static void wish(Tx tx, String releaseId, Packing packing) {
        write(tx, "INSERT INTO release_packing (release_id, packing) VALUES (:id, :packing)", releaseId, packing);
    }

    /** Of a link that was just made. */
    public static void set(Tx tx, String linkId, Packing packing) {
        write(tx, "INSERT INTO link_packing (link_id, packing) VALUES (:id, :packing)", linkId, packing);
    }

    private static void write(Tx tx, String statement, String id, Packing packing) {
        tx.sql()
                .createUpdate(statement)
                .bind("id", id)
                .bind("packing", packing.word())
                .execute();
    }
}
