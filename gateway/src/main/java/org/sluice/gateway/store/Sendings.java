package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.release.Way;

/** Rows of how the parts of links travelled. */
public final class Sendings {
    private Sendings() {}

    /** The link's own first; none for links that are older than these rows, and for open ones. */
    public static List<Sending> of(Handle sql, String linkId) {
        return sql.createQuery("SELECT * FROM link_sending WHERE link_id = :link ORDER BY part")
                .bind("link", linkId)
                .map((row, context) -> read(row))
                .list();
    }

    public static Optional<Sending> find(Handle sql, String linkId, Sending.Part part) {
        return sql.createQuery("SELECT * FROM link_sending WHERE link_id = :link AND part = :part")
                .bind("link", linkId)
                .bind("part", part.word())
                .map((row, context) -> read(row))
                .findOne();
    }

    public static void add(Tx tx, Sending sending) {
        tx.sql()
                .createUpdate("INSERT INTO link_sending (link_id, part, state, way, address, at, said, made)"
                        + " VALUES (:link, :part, :state, :way, :address, :at, :said, :made)")
                .bind("link", sending.linkId())
                .bind("part", sending.part().word())
                .bind("state", sending.state().word())
                .bind("way", sending.way().word())
                .bind("address", sending.address().orElse(null))
                .bind("at", sending.at().toEpochMilli())
                .bind("said", sending.said().orElse(null))
                .bind("made", sending.made())
                .execute();
    }

    /** Says what became of a part that was on its way, if it is the same one still. The row count is the answer. */
    public static boolean became(Tx tx, Sending sending, Sending.State state, Optional<String> said, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE link_sending SET state = :state, said = :said, at = :now"
                                + " WHERE link_id = :link AND part = :part AND made = :made")
                        .bind("state", state.word())
                        .bind("said", said.orElse(null))
                        .bind("now", now.toEpochMilli())
                        .bind("link", sending.linkId())
                        .bind("part", sending.part().word())
                        .bind("made", sending.made())
                        .execute()
                == 1;
    }

    /** Puts a part made anew in place of the one before; false if somebody else did so first. */
    public static boolean again(Tx tx, Sending before, Sending now) {
        return tx.sql()
                        .createUpdate(
                                "UPDATE link_sending SET state = :state, way = :way, address = :address, at = :at,"
                                        + " said = NULL, made = :made WHERE link_id = :link AND part = :part AND made = :before")
                        .bind("state", now.state().word())
                        .bind("way", now.way().word())
                        .bind("address", now.address().orElse(null))
                        .bind("at", now.at().toEpochMilli())
                        .bind("made", now.made())
                        .bind("link", now.linkId())
                        .bind("part", now.part().word())
                        .bind("before", before.made())
                        .execute()
                == 1;
    }

    private static Sending read(ResultSet row) throws SQLException {
        return new Sending(
                row.getString("link_id"),
                Sending.Part.of(row.getString("part")),
                Sending.State.of(row.getString("state")),
                Way.of(row.getString("way")).orElseThrow(),
                Rows.text(row, "address"),
                Instant.ofEpochMilli(row.getLong("at")),
                Rows.text(row, "said"),
                row.getInt("made"));
    }
}
