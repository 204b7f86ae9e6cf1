package org.sluice.gateway.store;

import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.release.Reception;

/** Who has a deposit, or may have it, as the rows of links and inboxes know it. */
public final class Receptions {
    private Receptions() {}

    /** Both ways, links first. */
    public static List<Reception> of(Handle sql, String depositId) {
        return Stream.concat(overLinks(sql, depositId).stream(), overInbox(sql, depositId).stream())
                .toList();
    }

    public static List<Reception> overLinks(Handle sql, String depositId) {
        return sql.createQuery("SELECT l.id AS link_id, l.release_id, l.contact_id, l.audience, c.name,"
                        + " c.participant_id, f.claims, f.delivered, f.completed_at, d.size FROM link_file f"
                        + " JOIN link l ON l.id = f.link_id JOIN contact c ON c.id = l.contact_id"
                        + " JOIN deposit d ON d.id = f.deposit_id WHERE f.deposit_id = :deposit"
                        + " ORDER BY l.issued_at, l.id")
                .bind("deposit", depositId)
                .map((row, context) -> {
                    boolean complete = Rows.instant(row, "completed_at").isPresent();
                    return new Reception(
                            depositId,
                            row.getString("contact_id"),
                            row.getString("name"),
                            Rows.text(row, "participant_id"),
                            row.getString("audience"),
                            "link",
                            row.getString("link_id"),
                            row.getString("release_id"),
                            row.getInt("claims"),
                            complete ? row.getLong("size") : row.getLong("delivered"),
                            complete,
                            Rows.instant(row, "completed_at"));
                })
                .list();
    }

    public static List<Reception> overInbox(Handle sql, String depositId) {
        return sql.createQuery("SELECT x.release_id, x.person_id, x.audience, p.name, p.participant_id, d.size,"
                        + " count(i.id) AS times, coalesce(max(i.bytes), 0) AS bytes, max(i.ended_at) AS ended_at"
                        + " FROM release_deposit r JOIN release_recipient x ON x.release_id = r.release_id"
                        + " JOIN person p ON p.id = x.person_id JOIN deposit d ON d.id = r.deposit_id"
                        + " LEFT JOIN inbox_delivery i ON i.release_id = x.release_id AND i.person_id = x.person_id"
                        + " AND i.deposit_id = r.deposit_id WHERE r.deposit_id = :deposit"
                        + " GROUP BY x.release_id, x.person_id, x.audience, p.name, p.participant_id, d.size"
                        + " ORDER BY x.release_id, x.person_id")
                .bind("deposit", depositId)
                .map((row, context) -> new Reception(
                        depositId,
                        row.getString("person_id"),
                        row.getString("name"),
                        Rows.text(row, "participant_id"),
                        row.getString("audience"),
                        "inbox",
                        row.getString("release_id"),
                        row.getString("release_id"),
                        row.getInt("times"),
                        row.getLong("bytes"),
                        row.getInt("times") > 0 && row.getLong("bytes") >= row.getLong("size"),
                        Rows.instant(row, "ended_at")))
                .list();
    }
}
