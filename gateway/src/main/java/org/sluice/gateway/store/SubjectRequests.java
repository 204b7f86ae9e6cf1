package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.subject.SubjectRequest;
import org.sluice.gateway.domain.subject.SubjectTask;

/** Rows of data subjects' requests, and of what was asked of whom. */
public final class SubjectRequests {
    private SubjectRequests() {}

    public static void add(Tx tx, SubjectRequest request) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO subject_request (id, kind, case_code, what, recorded_by, received_at, due_at)"
                                + " VALUES (:id, :kind, :code, :what, :by, :received, :due)")
                .bind("id", request.id())
                .bind("kind", request.kind().word())
                .bind("code", request.caseCode())
                .bind("what", request.what())
                .bind("by", request.recordedBy())
                .bind("received", request.received().toEpochMilli())
                .bind("due", request.due().toEpochMilli())
                .execute();
    }

    /** Adds a task unless this copy was asked about before; whether it did. */
    public static boolean ask(Tx tx, SubjectTask task) {
        return tx.sql()
                        .createUpdate("INSERT INTO subject_task (id, request_id, deposit_id, holder, way,"
                                + " participant_id, asked_person, asked_at) VALUES (:id, :request, :deposit, :holder,"
                                + " :way, :participant, :asked, :at)"
                                + " ON CONFLICT (request_id, deposit_id, holder, way) DO NOTHING")
                        .bind("id", task.id())
                        .bind("request", task.requestId())
                        .bind("deposit", task.depositId())
                        .bind("holder", task.holder())
                        .bind("way", task.way())
                        .bind("participant", task.participant().orElse(null))
                        .bind("asked", task.asked())
                        .bind("at", task.askedAt().toEpochMilli())
                        .execute()
                == 1;
    }

    public static boolean confirm(Tx tx, String taskId, String by, String words, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE subject_task SET confirmed_at = :now, confirmed_by = :by, words = :words"
                                + " WHERE id = :id AND confirmed_at IS NULL")
                        .bind("id", taskId)
                        .bind("by", by)
                        .bind("words", words)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    public static boolean close(Tx tx, String id, String outcome, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE subject_request SET outcome = :outcome, closed_at = :now"
                                + " WHERE id = :id AND closed_at IS NULL")
                        .bind("id", id)
                        .bind("outcome", outcome)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    public static Optional<SubjectRequest> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM subject_request WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    public static List<SubjectRequest> all(Handle sql) {
        return sql.createQuery("SELECT * FROM subject_request ORDER BY received_at DESC, id")
                .map((row, context) -> read(row))
                .list();
    }

    /** The ids of requests to see a case that are open and concern this deposit, by its case code or by a task. */
    public static List<String> openAccess(Handle sql, String depositId, String caseCode) {
        return sql.createQuery("SELECT r.id FROM subject_request r WHERE r.kind = 'access' AND r.closed_at IS NULL"
                        + " AND (r.case_code = :code OR EXISTS (SELECT 1 FROM subject_task t"
                        + " WHERE t.request_id = r.id AND t.deposit_id = :deposit)) ORDER BY r.received_at, r.id")
                .bind("code", caseCode)
                .bind("deposit", depositId)
                .mapTo(String.class)
                .list();
    }

    public static List<SubjectTask> tasks(Handle sql, String requestId) {
        return sql.createQuery("SELECT * FROM subject_task WHERE request_id = :request"
                        + " ORDER BY asked_at, deposit_id, way, holder")
                .bind("request", requestId)
                .map((row, context) -> task(row))
                .list();
    }

    public static Optional<SubjectTask> task(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM subject_task WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> task(row))
                .findOne();
    }

    private static SubjectTask task(ResultSet row) throws SQLException {
        return new SubjectTask(
                row.getString("id"),
                row.getString("request_id"),
                row.getString("deposit_id"),
                row.getString("holder"),
                row.getString("way"),
                Rows.text(row, "participant_id"),
                row.getString("asked_person"),
                Instant.ofEpochMilli(row.getLong("asked_at")),
                Rows.instant(row, "confirmed_at"),
                Rows.text(row, "confirmed_by"),
                Rows.text(row, "words"));
    }

    private static SubjectRequest read(ResultSet row) throws SQLException {
        return new SubjectRequest(
                row.getString("id"),
                SubjectRequest.Kind.of(row.getString("kind")).orElseThrow(),
                row.getString("case_code"),
                row.getString("what"),
                row.getString("recorded_by"),
                Instant.ofEpochMilli(row.getLong("received_at")),
                Instant.ofEpochMilli(row.getLong("due_at")),
                Rows.text(row, "outcome"),
                Rows.instant(row, "closed_at"));
    }
}
