package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.CertificateAuthority;
import org.sluice.gateway.domain.participant.Revocation;
import org.sluice.gateway.domain.participant.UserCertificate;

/** Rows of participants' certificate authorities, and of what they revoked. */
public final class Authorities {
    private Authorities() {}

    public static Optional<CertificateAuthority> find(Handle sql, String fingerprint) {
        return sql.createQuery("SELECT * FROM certificate_authority WHERE fingerprint = :fingerprint")
                .bind("fingerprint", fingerprint)
                .map((row, context) -> read(row))
                .findOne();
    }

    public static List<CertificateAuthority> of(Handle sql, String participantId) {
        return sql.createQuery(
                        "SELECT * FROM certificate_authority WHERE participant_id = :id ORDER BY added_at, fingerprint")
                .bind("id", participantId)
                .map((row, context) -> read(row))
                .list();
    }

    public static void add(Tx tx, CertificateAuthority authority) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO certificate_authority (fingerprint, participant_id, line, most_days, added_at)"
                                + " VALUES (:fingerprint, :participant, :line, :days, :added)")
                .bind("fingerprint", authority.fingerprint())
                .bind("participant", authority.participantId())
                .bind("line", authority.line())
                .bind("days", authority.mostDays().orElse(null))
                .bind("added", authority.added().toEpochMilli())
                .execute();
    }

    public static boolean remove(Tx tx, String participantId, String fingerprint) {
        return tx.sql()
                        .createUpdate("DELETE FROM certificate_authority WHERE participant_id = :id"
                                + " AND fingerprint = :fingerprint")
                        .bind("id", participantId)
                        .bind("fingerprint", fingerprint)
                        .execute()
                == 1;
    }

    public static List<Revocation> revocations(Handle sql, String participantId) {
        return sql.createQuery("SELECT * FROM certificate_revocation WHERE participant_id = :id"
                        + " ORDER BY at, revoked_by, what")
                .bind("id", participantId)
                .map((row, context) -> new Revocation(
                        row.getString("participant_id"),
                        by(row.getString("revoked_by")),
                        row.getString("what"),
                        row.getString("reason"),
                        Instant.ofEpochMilli(row.getLong("at"))))
                .list();
    }

    /** Whether the participant revoked this certificate, by its serial, its key id or its authority. */
    public static boolean revoked(Handle sql, String participantId, UserCertificate certificate) {
        return sql.createQuery("SELECT COUNT(*) FROM certificate_revocation WHERE participant_id = :id AND ("
                                + "(revoked_by = 'serial' AND what = :serial)"
                                + " OR (revoked_by = 'key-id' AND what = :key_id)"
                                + " OR (revoked_by = 'authority' AND what = :authority))")
                        .bind("id", participantId)
                        .bind("serial", certificate.serialText())
                        .bind("key_id", certificate.keyId())
                        .bind("authority", certificate.authority())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** False where it stands already. */
    public static boolean revoke(Tx tx, Revocation revocation) {
        return tx.sql()
                        .createUpdate(
                                "INSERT INTO certificate_revocation (participant_id, revoked_by, what, reason, at)"
                                        + " VALUES (:id, :by, :what, :reason, :at) ON CONFLICT DO NOTHING")
                        .bind("id", revocation.participantId())
                        .bind("by", revocation.by().word())
                        .bind("what", revocation.value())
                        .bind("reason", revocation.reason())
                        .bind("at", revocation.at().toEpochMilli())
                        .execute()
                == 1;
    }

    private static Revocation.By by(String word) {
        return switch (word) {
            case "serial" -> Revocation.By.SERIAL;
            case "key-id" -> Revocation.By.KEY_ID;
            case "authority" -> Revocation.By.AUTHORITY;
            default -> throw new IllegalStateException("A revocation by \"" + word + "\" is not known.");
        };
    }

    private static CertificateAuthority read(ResultSet row) throws SQLException {
        int days = row.getInt("most_days");
        return new CertificateAuthority(
                row.getString("fingerprint"),
                row.getString("participant_id"),
                row.getString("line"),
                days == 0 ? Optional.empty() : Optional.of(days),
                Instant.ofEpochMilli(row.getLong("added_at")));
    }
}
