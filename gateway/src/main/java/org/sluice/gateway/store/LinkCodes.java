package org.sluice.gateway.store;

import java.time.Duration;
import java.time.Instant;

/** Rows of the codes that links ask for. The database counts: how many were sent, how many tries are left. */
public final class LinkCodes {
    private LinkCodes() {}

    /** Puts a new code in place of any other, if fewer than {@code most} were sent in the span. The row count is the answer. */
    public static boolean begin(
            Tx tx,
            String linkId,
            String codeHash,
            String ticketHash,
            Instant ends,
            int most,
            Duration span,
            Instant now) {
        return tx.sql()
                        .createUpdate(
                                "INSERT INTO link_code (link_id, code_hash, ticket_hash, ends_at, tries, sent, first_at)"
                                        + " VALUES (:link, :code, :ticket, :ends, 0, 1, :now)"
                                        + " ON CONFLICT (link_id) DO UPDATE SET code_hash = :code, ticket_hash = :ticket,"
                                        + " ends_at = :ends, tries = 0,"
                                        + " sent = CASE WHEN link_code.first_at <= :since THEN 1 ELSE link_code.sent + 1 END,"
                                        + " first_at = CASE WHEN link_code.first_at <= :since THEN :now ELSE link_code.first_at END"
                                        + " WHERE link_code.first_at <= :since OR link_code.sent < :most")
                        .bind("link", linkId)
                        .bind("code", codeHash)
                        .bind("ticket", ticketHash)
                        .bind("ends", ends.toEpochMilli())
                        .bind("now", now.toEpochMilli())
                        .bind("since", now.minus(span).toEpochMilli())
                        .bind("most", most)
                        .execute()
                == 1;
    }

    /** Counts one try with this ticket; false where it is not this one's, is over, or has had its tries. */
    public static boolean tried(Tx tx, String linkId, String ticketHash, int most, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE link_code SET tries = tries + 1 WHERE link_id = :link"
                                + " AND ticket_hash = :ticket AND tries < :most AND ends_at > :now")
                        .bind("link", linkId)
                        .bind("ticket", ticketHash)
                        .bind("most", most)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** Whatever code is on its way opens nothing any more. How many were sent stays. */
    public static void end(Tx tx, String linkId) {
        tx.sql()
                .createUpdate("UPDATE link_code SET ends_at = 0 WHERE link_id = :link")
                .bind("link", linkId)
                .execute();
    }

    /** Spends the code; false where it is another. How many were sent stays. */
    public static boolean spend(Tx tx, String linkId, String codeHash, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE link_code SET ends_at = 0 WHERE link_id = :link AND code_hash = :code"
                                + " AND ends_at > :now")
                        .bind("link", linkId)
                        .bind("code", codeHash)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }
}
