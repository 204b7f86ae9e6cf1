package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelText;

/** Rows of deposits. Every change of state is one conditional UPDATE whose row count is the answer. */
public final class Deposits {
    private Deposits() {}

    public static Optional<Deposit> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM deposit WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** The deposit, its row held against changes until the unit ends: its wrap follows what stands in it. */
    public static Optional<Deposit> hold(Tx tx, String id) {
        return tx.sql()
                .createQuery(
                        "SELECT * FROM deposit WHERE id = :id" + tx.dialect().forUpdate())
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    /** What a deposit superseded, at once or through others. */
    public static List<String> supersededBy(Handle sql, String depositId) {
        List<String> all = new java.util.ArrayList<>();
        List<String> next = List.of(depositId);
        while (!next.isEmpty()) {
            List<String> found = new java.util.ArrayList<>();
            for (String id : next) {
                found.addAll(sql.createQuery("SELECT id FROM deposit WHERE superseded_by = :id ORDER BY id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .list());
            }
            found.removeAll(all);
            all.addAll(found);
            next = found;
        }
        return all;
    }

    /**
     * When a participant's latest deposit of a type was deposited, whatever came of it later. What passed to it from
     * somebody who left is that one's doing and not its own.
     */
    public static Optional<Instant> latest(Handle sql, String participantId, String type) {
        return sql.createQuery("SELECT max(deposited_at) AS latest FROM deposit WHERE participant_id = :participant"
                        + " AND type = :type AND id NOT IN (SELECT deposit_id FROM deposit_handover)")
                .bind("participant", participantId)
                .bind("type", type)
                .map((row, context) -> Rows.instant(row, "latest"))
                .one();
    }

    /** When a participant deposited something of a type, oldest first; what was destroyed since was deposited too. */
    public static List<Instant> times(Handle sql, String participantId, String type) {
        return sql.createQuery("SELECT deposited_at FROM deposit WHERE participant_id = :participant AND type = :type"
                        + " AND deposited_at IS NOT NULL AND id NOT IN (SELECT deposit_id FROM deposit_handover)"
                        + " ORDER BY deposited_at")
                .bind("participant", participantId)
                .bind("type", type)
                .mapTo(Long.class)
                .map(Instant::ofEpochMilli)
                .list();
    }

    /** All that were ever begun and not taken back, newest first. */
    public static List<Deposit> all(Handle sql) {
        return sql.createQuery("SELECT * FROM deposit WHERE state <> 'removed' ORDER BY begun_at DESC, id")
                .map((row, context) -> read(row))
                .list();
    }

    /** What a person's folder shows: current versions, and uploads under way whose name has no version yet. */
    public static List<Deposit> folder(Handle sql, String personId, Channel folder, String type, String path) {
        return sql.createQuery("SELECT * FROM deposit d WHERE person_id = :person AND folder = :folder AND type = :type"
                        + " AND path = :path AND superseded_by IS NULL AND (state IN ('settling', 'deposited')"
                        + " OR (state = 'receiving' AND NOT EXISTS (SELECT 1 FROM deposit c"
                        + " WHERE c.person_id = d.person_id AND c.folder = d.folder AND c.type = d.type"
                        + " AND c.path = d.path AND c.name = d.name AND c.state IN ('settling', 'deposited')"
                        + " AND c.superseded_by IS NULL))) ORDER BY name")
                .bind("person", personId)
                .bind("folder", folder.word())
                .bind("type", type)
                .bind("path", path)
                .map((row, context) -> read(row))
                .list();
    }

    public static List<Deposit> allReceiving(Handle sql) {
        return sql.createQuery("SELECT * FROM deposit WHERE state = 'receiving'")
                .map((row, context) -> read(row))
                .list();
    }

    /** The upload under way for a name, if there is one. */
    public static Optional<Deposit> receiving(Handle sql, String personId, Spot spot) {
        return named(sql, personId, spot, "state = 'receiving'");
    }

    /** The current version of a name, if there is one. */
    public static Optional<Deposit> current(Handle sql, String personId, Spot spot) {
        return named(sql, personId, spot, "state IN ('settling', 'deposited') AND superseded_by IS NULL");
    }

    private static Optional<Deposit> named(Handle sql, String personId, Spot spot, String condition) {
        return sql.createQuery("SELECT * FROM deposit WHERE person_id = :person AND folder = :folder AND type = :type"
                        + " AND path = :path AND name = :name AND " + condition)
                .bind("person", personId)
                .bind("folder", spot.channel().word())
                .bind("type", spot.type())
                .bind("path", spot.path())
                .bind("name", spot.name())
                .map((row, context) -> read(row))
                .findOne();
    }

    public static void add(Tx tx, Deposit deposit) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO deposit (id, participant_id, person_id, folder, type, path, name, state, channel,"
                                + " label, label_version, body_id, size, begun_at)"
                                + " VALUES (:id, :participant, :person, :folder, :type, :path, :name, :state, :channel,"
                                + " :label, :version, :body, :size, :begun)")
                .bind("id", deposit.id())
                .bind("participant", deposit.participantId())
                .bind("person", deposit.personId())
                .bind("folder", deposit.folder().word())
                .bind("type", deposit.type())
                .bind("path", deposit.path())
                .bind("name", deposit.name())
                .bind("state", deposit.state().word())
                .bind("channel", deposit.channel().word())
                .bind("label", deposit.label().canonical())
                .bind("version", deposit.labelVersion())
                .bind("body", deposit.bodyId())
                .bind("size", deposit.size())
                .bind("begun", deposit.begun().toEpochMilli())
                .execute();
    }

    public static boolean close(Tx tx, String id, long size, String sha256, Instant now, Optional<Instant> settles) {
        return tx.sql()
                        .createUpdate("UPDATE deposit SET state = 'settling', size = :size, sha256 = :sha256,"
                                + " closed_at = :now, settles_at = :settles WHERE id = :id AND state = 'receiving'")
                        .bind("id", id)
                        .bind("size", size)
                        .bind("sha256", sha256)
                        .bind("now", now.toEpochMilli())
                        .bind("settles", settles.map(Instant::toEpochMilli).orElse(null))
                        .execute()
                == 1;
    }

    /** Puts off or brings forward when a settling deposit settles; without an instant it waits for another word. */
    public static boolean settleAt(Tx tx, String id, Optional<Instant> settles) {
        return tx.sql()
                        .createUpdate("UPDATE deposit SET settles_at = :settles WHERE id = :id AND state = 'settling'")
                        .bind("id", id)
                        .bind("settles", settles.map(Instant::toEpochMilli).orElse(null))
                        .execute()
                == 1;
    }

    public static boolean settle(Tx tx, String id, Instant now) {
        return tx.sql()
                        .createUpdate("UPDATE deposit SET state = 'deposited', deposited_at = :now, settles_at = NULL"
                                + " WHERE id = :id AND state = 'settling'")
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    public static List<Deposit> due(Handle sql, Instant now) {
        return sql.createQuery("SELECT * FROM deposit WHERE state = 'settling' AND settles_at <= :now")
                .bind("now", now.toEpochMilli())
                .map((row, context) -> read(row))
                .list();
    }

    /** What was closed by this instant and waits for another word, such as its rename. */
    public static List<Deposit> waiting(Handle sql, Instant closed) {
        return sql.createQuery("SELECT * FROM deposit WHERE state = 'settling' AND settles_at IS NULL"
                        + " AND closed_at <= :closed")
                .bind("closed", closed.toEpochMilli())
                .map((row, context) -> read(row))
                .list();
    }

    public static void supersede(Tx tx, String id, String by) {
        tx.sql()
                .createUpdate("UPDATE deposit SET superseded_by = :by WHERE id = :id AND superseded_by IS NULL")
                .bind("id", id)
                .bind("by", by)
                .execute();
    }

    /** Takes back what is not deposited yet, and drops the record that opens its body. */
    public static boolean remove(Tx tx, String id, Instant now) {
        return remove(tx, id, now, "state IN ('receiving', 'settling')");
    }

    /** Takes back a current version that was deposited and that no release ever held. */
    public static boolean takeBack(Tx tx, String id, Instant now) {
        return remove(
                tx,
                id,
                now,
                "state = 'deposited' AND superseded_by IS NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM release_deposit r WHERE r.deposit_id = deposit.id)");
    }

    /** As {@link #remove}, but spares what was closed meanwhile: that is a whole file. */
    public static boolean removeUnfinished(Tx tx, String id, Instant now) {
        return remove(tx, id, now, "state = 'receiving'");
    }

    private static boolean remove(Tx tx, String id, Instant now, String condition) {
        boolean removed = tx.sql()
                        .createUpdate("UPDATE deposit SET state = 'removed', removed_at = :now, settles_at = NULL"
                                + " WHERE id = :id AND " + condition)
                        .bind("id", id)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
        if (removed) {
            tx.sql()
                    .createUpdate("DELETE FROM wrap WHERE deposit_id = :id")
                    .bind("id", id)
                    .execute();
            SealedDeposits.drop(tx, id);
            // What it had superseded is the current version again: taking back a new version must not lose the old one.
            tx.sql()
                    .createUpdate("UPDATE deposit SET superseded_by = NULL WHERE superseded_by = :id")
                    .bind("id", id)
                    .execute();
        }
        return removed;
    }

    public static void interrupted(Tx tx, String id, long size) {
        tx.sql()
                .createUpdate("UPDATE deposit SET size = :size WHERE id = :id AND state = 'receiving'")
                .bind("id", id)
                .bind("size", size)
                .execute();
    }

    /** A new label, channel or name under a higher version; false if somebody else was faster. */
    public static boolean relabel(Tx tx, Deposit from, Channel channel, Label label) {
        return tx.sql()
                        .createUpdate("UPDATE deposit SET channel = :channel, label = :label,"
                                + " label_version = label_version + 1"
                                + " WHERE id = :id AND label_version = :version AND state <> 'removed'")
                        .bind("channel", channel.word())
                        .bind("label", label.canonical())
                        .bind("id", from.id())
                        .bind("version", from.labelVersion())
                        .execute()
                == 1;
    }

    /** Moves what is not deposited yet; a version of the earlier name that it had superseded is current again. */
    public static boolean move(Tx tx, String id, Spot to) {
        boolean moved = tx.sql()
                        .createUpdate("UPDATE deposit SET path = :path, name = :name, label_version = label_version + 1"
                                + " WHERE id = :id AND state IN ('receiving', 'settling')")
                        .bind("id", id)
                        .bind("path", to.path())
                        .bind("name", to.name())
                        .execute()
                == 1;
        if (moved) {
            tx.sql()
                    .createUpdate("UPDATE deposit SET superseded_by = NULL"
                            + " WHERE superseded_by = :id AND (name <> :name OR path <> :path)")
                    .bind("id", id)
                    .bind("path", to.path())
                    .bind("name", to.name())
                    .execute();
        }
        return moved;
    }

    public static void modified(Tx tx, String id, Instant modified) {
        tx.sql()
                .createUpdate("UPDATE deposit SET modified_at = :modified WHERE id = :id")
                .bind("id", id)
                .bind("modified", modified.toEpochMilli())
                .execute();
    }

    /** Ids of bodies that some row still needs. */
    public static boolean needsBody(Handle sql, String bodyId) {
        return sql.createQuery("SELECT COUNT(*) FROM deposit WHERE body_id = :body AND state <> 'removed'")
                        .bind("body", bodyId)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    static Deposit read(ResultSet row) throws SQLException {
        return new Deposit(
                row.getString("id"),
                row.getString("participant_id"),
                row.getString("person_id"),
                channel(row.getString("folder")),
                row.getString("path"),
                row.getString("name"),
                DepositState.of(row.getString("state")),
                channel(row.getString("channel")),
                label(row.getString("label")),
                row.getLong("label_version"),
                row.getString("body_id"),
                row.getLong("size"),
                Rows.text(row, "sha256"),
                Instant.ofEpochMilli(row.getLong("begun_at")),
                Rows.instant(row, "closed_at"),
                Rows.instant(row, "settles_at"),
                Rows.instant(row, "deposited_at"),
                Rows.instant(row, "modified_at"),
                Rows.text(row, "superseded_by"));
    }

    /** A label that was tampered with is an error: it must not read as one that says less. */
    private static Label label(String text) {
        return LabelText.read(text).orElseThrow(() -> new IllegalStateException("A label on record is malformed."));
    }

    private static Channel channel(String word) {
        return Channel.of(word).orElseThrow(() -> new IllegalStateException("No channel is called " + word + "."));
    }
}
