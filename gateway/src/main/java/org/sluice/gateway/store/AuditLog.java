package org.sluice.gateway.store;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.AuditLine;
import org.sluice.gateway.domain.audit.Checkpoint;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.Signer;
import org.sluice.gateway.store.Tx.PendingRecord;

/** The audit chain as rows. It is appended to through {@link Tx#append} only, and nothing here can cut or reset it. */
public final class AuditLog {
    /** One call erases no more than this, so that the record of it stays short. */
    public static final int MOST_ERASED_AT_ONCE = 1000;

    private AuditLog() {}

    /** Where the chain ends, as this handle's transaction sees it. */
    public static AuditHead head(Handle sql) {
        return head(sql, "");
    }

    /** At most {@code most} records from {@code first} on, in order. */
    public static List<AuditRecord> read(Handle sql, long first, int most) {
        return sql.createQuery("SELECT seq, at, kind, line, salt, payload, hash FROM audit WHERE seq >= :first"
                        + " ORDER BY seq LIMIT :most")
                .bind("first", first)
                .bind("most", most)
                .map(AuditLog::record)
                .list();
    }

    /** Checkpoints of the lines {@code first} to {@code last}, in order. */
    public static List<Checkpoint> checkpoints(Handle sql, long first, long last) {
        return sql.createQuery("SELECT seq, hash, at, signer, signature FROM checkpoint"
                        + " WHERE seq BETWEEN :first AND :last ORDER BY seq")
                .bind("first", first)
                .bind("last", last)
                .map(AuditLog::checkpoint)
                .list();
    }

    /** The newest checkpoint, if one was ever signed. */
    public static Optional<Checkpoint> lastCheckpoint(Handle sql) {
        return sql.createQuery("SELECT seq, hash, at, signer, signature FROM checkpoint ORDER BY seq DESC LIMIT 1")
                .map(AuditLog::checkpoint)
                .findOne();
    }

    /**
     * Signs where the chain ends, as far as it is committed, and records that. The returned checkpoint proves something
     * only once it left the host. Signed twice at the same line, the first one stays and is returned.
     */
    public static Checkpoint checkpoint(Tx tx, Actor actor, Signer signer, InstantSource clock) {
        AuditHead head = head(tx.sql());
        var fresh = Checkpoint.sign(head.seq(), head.hash(), clock.instant(), signer);
        int added = tx.sql()
                .createUpdate("INSERT INTO checkpoint (seq, hash, at, signer, signature)"
                        + " VALUES (:seq, :hash, :at, :signer, :signature) ON CONFLICT (seq) DO NOTHING")
                .bind("seq", fresh.seq())
                .bind("hash", fresh.hash())
                .bind("at", fresh.at().toEpochMilli())
                .bind("signer", fresh.signer())
                .bind("signature", fresh.signature())
                .execute();
        if (added == 0) {
            return checkpoints(tx.sql(), head.seq(), head.seq()).getFirst();
        }
        tx.append(new AuditEvent(
                EventKind.CHECKPOINT_SIGNED,
                actor,
                Map.of("seq", Long.toString(head.seq()), "hash", head.hash(), "signer", fresh.signer())));
        return fresh;
    }

    /**
     * Erases actor and details of these records, for good; their lines stay and the chain still verifies. What was erased
     * before is passed over. The erasure is itself recorded, and that record cannot be erased: an export without a
     * payload must show who took it away.
     *
     * @param reason the rule or request that asked for it
     * @return how many payloads were erased by this call
     * @throws IllegalArgumentException when there is no such record, when it is the record of an erasure, or for more
     *     than {@value #MOST_ERASED_AT_ONCE} at once
     */
    public static int erasePayloads(Tx tx, Actor actor, String reason, Collection<Long> seqs) {
        var wanted = new TreeSet<>(seqs);
        if (wanted.size() > MOST_ERASED_AT_ONCE) {
            throw new IllegalArgumentException(
                    "At most " + MOST_ERASED_AT_ONCE + " payloads are erased at once, not " + wanted.size() + ".");
        }
        var erased = new TreeSet<Long>();
        for (long seq : wanted) {
            if (erase(tx.sql(), seq)) {
                erased.add(seq);
            }
        }
        if (!erased.isEmpty()) {
            String list = erased.stream().map(String::valueOf).collect(Collectors.joining(","));
            tx.append(new AuditEvent(EventKind.PAYLOAD_ERASED, actor, Map.of("reason", reason, "seqs", list)));
        }
        return erased.size();
    }

    /** Records made before an instant whose payload is there and may be erased, oldest first. */
    public static List<Long> erasable(Handle sql, Instant before, int most) {
        return sql.createQuery("SELECT seq FROM audit WHERE at < :before AND payload IS NOT NULL AND kind <> :erasure"
                        + " ORDER BY seq LIMIT :most")
                .bind("before", before.toEpochMilli())
                .bind("erasure", EventKind.PAYLOAD_ERASED.word())
                .bind("most", most)
                .mapTo(Long.class)
                .list();
    }

    /** Appends to the chain; the head's row stays locked until the commit, which must be the next thing. */
    static void chain(Handle sql, Dialect dialect, List<PendingRecord> records, SecureRandom random) {
        AuditHead before = head(sql, dialect.forUpdate());
        AuditHead head = before;
        PreparedBatch rows = sql.prepareBatch("INSERT INTO audit (seq, at, kind, line, salt, payload, hash)"
                + " VALUES (:seq, :at, :kind, :line, :salt, :payload, :hash)");
        for (PendingRecord record : records) {
            byte[] salt = new byte[AuditLine.SALT_BYTES];
            random.nextBytes(salt);
            String payload = record.event().payload();
            var line = new AuditLine(
                    head.seq() + 1,
                    record.at(),
                    record.event().kind().word(),
                    AuditLine.digest(salt, payload),
                    head.hash());
            head = new AuditHead(line.seq(), line.hash());
            rows.bind("seq", line.seq())
                    .bind("at", line.at().toEpochMilli())
                    .bind("kind", line.kind())
                    .bind("line", line.text())
                    .bind("salt", Base64.getEncoder().encodeToString(salt))
                    .bind("payload", payload)
                    .bind("hash", head.hash())
                    .add();
        }
        rows.execute();
        int moved = sql.createUpdate("UPDATE audit_head SET seq = :seq, hash = :hash WHERE id = 1 AND seq = :before")
                .bind("seq", head.seq())
                .bind("hash", head.hash())
                .bind("before", before.seq())
                .execute();
        if (moved != 1) {
            throw new IllegalStateException("The head of the audit chain moved while it was locked.");
        }
    }

    private static AuditHead head(Handle sql, String lock) {
        return sql.createQuery("SELECT seq, hash FROM audit_head WHERE id = 1" + lock)
                .map((row, context) -> new AuditHead(row.getLong("seq"), row.getString("hash")))
                .one();
    }

    private static boolean erase(Handle sql, long seq) {
        String kind = sql.createQuery("SELECT kind FROM audit WHERE seq = :seq")
                .bind("seq", seq)
                .map((row, context) -> row.getString("kind"))
                .findOne()
                .orElseThrow(() -> new IllegalArgumentException("There is no audit record " + seq + "."));
        if (kind.equals(EventKind.PAYLOAD_ERASED.word())) {
            throw new IllegalArgumentException(
                    "Audit record " + seq + " says that a payload was erased; it cannot be erased itself.");
        }
        return sql.createUpdate("UPDATE audit SET salt = NULL, payload = NULL WHERE seq = :seq AND payload IS NOT NULL")
                        .bind("seq", seq)
                        .execute()
                == 1;
    }

    private static AuditRecord record(ResultSet row, StatementContext context) throws SQLException {
        return new AuditRecord(
                row.getLong("seq"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("kind"),
                row.getString("line"),
                Optional.ofNullable(row.getString("salt")),
                Optional.ofNullable(row.getString("payload")),
                row.getString("hash"));
    }

    private static Checkpoint checkpoint(ResultSet row, StatementContext context) throws SQLException {
        return new Checkpoint(
                row.getLong("seq"),
                row.getString("hash"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("signer"),
                row.getString("signature"));
    }
}
