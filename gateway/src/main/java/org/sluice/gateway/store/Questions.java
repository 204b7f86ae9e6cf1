package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.fact.Question;

/** Rows of questions. */
public final class Questions {
    private Questions() {}

    /** @param codeHash of the code that its page asks for */
    public static void add(Tx tx, Question question, String tokenHash, String codeHash) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO question (id, kind, about, subject, deposit_id, recipient, audience, purpose,"
                                + " why, participant_id, asked_by, asked_at, expires_at, token_hash, code_hash) VALUES (:id, :kind, :about,"
                                + " :subject, :deposit, :recipient, :audience, :purpose, :why, :participant, :by, :asked,"
                                + " :expires, :token, :code)")
                .bind("id", question.id())
                .bind("kind", question.kind())
                .bind("about", question.about().word())
                .bind("subject", question.subject())
                .bind("deposit", question.depositId())
                .bind("recipient", question.recipient())
                .bind("audience", question.audience())
                .bind("purpose", question.purpose())
                .bind("why", question.why())
                .bind("participant", question.participantId())
                .bind("by", question.askedBy())
                .bind("asked", question.asked().toEpochMilli())
                .bind("expires", question.expires().toEpochMilli())
                .bind("token", tokenHash)
                .bind("code", codeHash)
                .execute();
    }

    public static Optional<Question> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM question WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    public static Optional<Question> byToken(Handle sql, String tokenHash) {
        return sql.createQuery("SELECT * FROM question WHERE token_hash = :hash")
                .bind("hash", tokenHash)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** The code's hash; none for a question of an older version or one whose page was closed by wrong codes. */
    public static Optional<String> codeHash(Handle sql, String id, int mostWrong) {
        return sql.createQuery("SELECT code_hash FROM question WHERE id = :id AND code_hash IS NOT NULL"
                        + " AND coalesce(wrong_codes, 0) < :most")
                .bind("id", id)
                .bind("most", mostWrong)
                .mapTo(String.class)
                .findOne();
    }

    public static void wrongCode(Tx tx, String id) {
        tx.sql()
                .createUpdate("UPDATE question SET wrong_codes = coalesce(wrong_codes, 0) + 1 WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    public static List<Question> all(Handle sql) {
        return sql.createQuery("SELECT * FROM question ORDER BY asked_at DESC, id")
                .map((row, context) -> read(row))
                .list();
    }

    /** Answers a question that nobody answered yet; whether it was this one. */
    public static boolean answer(
            Tx tx, String id, Question.Answer answer, String by, Optional<String> factId, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE question SET answered_at = :now, answered_by = :by, answer = :answer,"
                                + " fact_id = :fact WHERE id = :id AND answered_at IS NULL")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .bind("by", by)
                        .bind("answer", answer.word())
                        .bind("fact", factId.orElse(null))
                        .execute()
                == 1;
    }

    private static Question read(ResultSet row) throws SQLException {
        return new Question(
                row.getString("id"),
                row.getString("kind"),
                Fact.About.of(row.getString("about")).orElseThrow(),
                row.getString("subject"),
                row.getString("deposit_id"),
                row.getString("recipient"),
                row.getString("audience"),
                row.getString("purpose"),
                row.getString("why"),
                row.getString("participant_id"),
                row.getString("asked_by"),
                Instant.ofEpochMilli(row.getLong("asked_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                Rows.instant(row, "answered_at"),
                Rows.text(row, "answered_by"),
                Rows.text(row, "answer").flatMap(Question.Answer::of),
                Rows.text(row, "fact_id"));
    }
}
