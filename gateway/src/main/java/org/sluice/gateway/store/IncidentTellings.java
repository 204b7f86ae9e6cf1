package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.incident.Telling;

/** Rows of those who must be told of an incident directly. */
public final class IncidentTellings {
    private IncidentTellings() {}

    public static void add(Tx tx, String incidentId, String contactId) {
        tx.sql()
                .createUpdate("INSERT INTO incident_telling (incident_id, contact_id) VALUES (:incident, :contact)")
                .bind("incident", incidentId)
                .bind("contact", contactId)
                .execute();
    }

    /** Whether this contact was to be told and is now. */
    public static boolean told(Tx tx, String incidentId, String contactId, String how, Instant at) {
        return tx.sql()
                        .createUpdate("UPDATE incident_telling SET told_at = :at, how = :how"
                                + " WHERE incident_id = :incident AND contact_id = :contact AND told_at IS NULL")
                        .bind("incident", incidentId)
                        .bind("contact", contactId)
                        .bind("how", how)
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    public static List<Telling> of(Handle sql, String incidentId) {
        return sql.createQuery("SELECT t.contact_id, c.name, c.email, c.phone, t.told_at, t.how FROM incident_telling t"
                        + " JOIN contact c ON c.id = t.contact_id WHERE t.incident_id = :incident"
                        + " ORDER BY t.contact_id")
                .bind("incident", incidentId)
                .map((row, context) -> new Telling(
                        row.getString("contact_id"),
                        row.getString("name"),
                        Rows.text(row, "email"),
                        Rows.text(row, "phone"),
                        Rows.instant(row, "told_at"),
                        Rows.text(row, "how")))
                .list();
    }
}
