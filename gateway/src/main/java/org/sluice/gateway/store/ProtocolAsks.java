package org.sluice.gateway.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of persons who were asked to confirm a version of a protocol. */
public final class ProtocolAsks {
    private ProtocolAsks() {}

    /** When a person was asked last to confirm this version. */
    public static Optional<Instant> last(Handle sql, String personId, String protocol, String version) {
        return sql.createQuery("SELECT asked_at FROM protocol_ask WHERE person_id = :person AND protocol = :protocol"
                        + " AND version = :version")
                .bind("person", personId)
                .bind("protocol", protocol)
                .bind("version", version)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /** Notes a new question in place of the earlier ones of this protocol, whose notices go. */
    public static void ask(Tx tx, String personId, String protocol, String version, String noticeId, Instant now) {
        answered(tx, personId, protocol);
        tx.sql()
                .createUpdate("INSERT INTO protocol_ask (person_id, protocol, version, notice_id, asked_at)"
                        + " VALUES (:person, :protocol, :version, :notice, :now)")
                .bind("person", personId)
                .bind("protocol", protocol)
                .bind("version", version)
                .bind("notice", noticeId)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** What is answered is asked no longer: the notice goes too. */
    public static void answered(Tx tx, String personId, String protocol) {
        tx.sql()
                .createUpdate("DELETE FROM notice WHERE id IN (SELECT notice_id FROM protocol_ask"
                        + " WHERE person_id = :person AND protocol = :protocol)")
                .bind("person", personId)
                .bind("protocol", protocol)
                .execute();
        tx.sql()
                .createUpdate("DELETE FROM protocol_ask WHERE person_id = :person AND protocol = :protocol")
                .bind("person", personId)
                .bind("protocol", protocol)
                .execute();
    }
}
