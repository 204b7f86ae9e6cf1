package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.protocol.Proposal;

/** Rows of proposed changes of protocols, and of objections to them; every text stays. */
public final class Proposals {
    private Proposals() {}

    public static Optional<Proposal> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM policy_proposal WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    public static List<Proposal> all(Handle sql) {
        return sql.createQuery("SELECT * FROM policy_proposal ORDER BY proposed_at DESC, id")
                .map((row, context) -> read(row))
                .list();
    }

    /** Open ones whose window is over at this instant. */
    public static List<Proposal> closed(Handle sql, Instant now) {
        return sql.createQuery("SELECT * FROM policy_proposal WHERE state = 'open' AND window_ends_at <= :now"
                        + " ORDER BY window_ends_at, id")
                .bind("now", now.toEpochMilli())
                .map((row, context) -> read(row))
                .list();
    }

    public static void add(Tx tx, Proposal proposal) {
        tx.sql()
                .createUpdate("INSERT INTO policy_proposal (id, protocol_id, version, text, summary, proposed_by,"
                        + " proposed_at, window_ends_at, asked_for, asked_reason, state, adapts) VALUES (:id, :protocol,"
                        + " :version, :text, :summary, :by, :at, :ends, :asked, :askedReason, 'open', :adapts)")
                .bind("id", proposal.id())
                .bind("protocol", proposal.protocolId())
                .bind("version", proposal.version())
                .bind("text", proposal.text())
                .bind("summary", proposal.summary())
                .bind("by", proposal.by())
                .bind("at", proposal.proposed().toEpochMilli())
                .bind("ends", proposal.windowEnds().toEpochMilli())
                .bind(
                        "asked",
                        proposal.asked().map(a -> a.inForce().toEpochMilli()).orElse(null))
                .bind(
                        "askedReason",
                        proposal.asked().map(Proposal.Asked::reason).orElse(null))
                .bind("adapts", proposal.adapts().orElse(null))
                .execute();
    }

    /** Ends an open proposal; the row count is the answer, so that two who decide at once don't both. */
    public static boolean decide(
            Tx tx, String id, Proposal.State state, Proposal.Verdict verdict, Optional<Instant> inForce) {
        return tx.sql()
                        .createUpdate("UPDATE policy_proposal SET state = :state, decided_at = :at, decided_by = :by,"
                                + " decided_reason = :reason, in_force_at = :force WHERE id = :id AND state = 'open'")
                        .bind("id", id)
                        .bind("state", state.word())
                        .bind("at", verdict.at().toEpochMilli())
                        .bind("by", verdict.by())
                        .bind("reason", verdict.reason())
                        .bind("force", inForce.map(Instant::toEpochMilli).orElse(null))
                        .execute()
                == 1;
    }

    public static List<Proposal.Objection> objections(Handle sql, String proposalId) {
        return sql.createQuery("SELECT * FROM policy_objection WHERE proposal_id = :id ORDER BY at, id")
                .bind("id", proposalId)
                .map((row, context) -> new Proposal.Objection(
                        row.getString("id"),
                        row.getString("person_id"),
                        row.getString("participant_id"),
                        row.getString("reason"),
                        Instant.ofEpochMilli(row.getLong("at"))))
                .list();
    }

    /** Adds an objection while the window is open; the row count is the answer. */
    public static boolean object(Tx tx, String proposalId, Proposal.Objection objection) {
        return tx.sql()
                        .createUpdate(
                                "INSERT INTO policy_objection (id, proposal_id, person_id, participant_id, reason,"
                                        + " at) SELECT :id, p.id, :person, :participant, :reason, :at FROM policy_proposal p"
                                        + " WHERE p.id = :proposal AND p.state = 'open' AND p.window_ends_at > :at")
                        .bind("id", objection.id())
                        .bind("proposal", proposalId)
                        .bind("person", objection.by())
                        .bind("participant", objection.participantId())
                        .bind("reason", objection.reason())
                        .bind("at", objection.at().toEpochMilli())
                        .execute()
                == 1;
    }

    /** Moves the end of an open window to a later instant; the row count is the answer. */
    public static boolean extend(Tx tx, String id, Instant now, Instant until) {
        return tx.sql()
                        .createUpdate("UPDATE policy_proposal SET window_ends_at = :until WHERE id = :id"
                                + " AND state = 'open' AND window_ends_at > :now AND window_ends_at < :until")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .bind("until", until.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Marks a proposal as waiting; false if it was marked already. */
    public static boolean waits(Tx tx, String id, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE policy_proposal SET waiting_since = :now WHERE id = :id"
                                + " AND state = 'open' AND waiting_since IS NULL")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    private static Proposal read(ResultSet row) throws SQLException {
        Optional<Instant> asked = Rows.instant(row, "asked_for");
        String askedReason = Rows.text(row, "asked_reason").orElse("");
        Optional<Instant> decided = Rows.instant(row, "decided_at");
        String by = Rows.text(row, "decided_by").orElse("");
        String reason = Rows.text(row, "decided_reason").orElse("");
        return new Proposal(
                row.getString("id"),
                row.getString("protocol_id"),
                row.getString("version"),
                row.getString("text"),
                row.getString("summary"),
                row.getString("proposed_by"),
                Instant.ofEpochMilli(row.getLong("proposed_at")),
                Instant.ofEpochMilli(row.getLong("window_ends_at")),
                asked.map(at -> new Proposal.Asked(at, askedReason)),
                Proposal.State.of(row.getString("state")),
                decided.map(at -> new Proposal.Verdict(at, by, reason)),
                Rows.instant(row, "in_force_at"),
                Rows.text(row, "adapts"));
    }
}
