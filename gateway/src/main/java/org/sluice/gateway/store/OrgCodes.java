package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Rows of the register of codes that stand for organisations. */
public final class OrgCodes {
    private OrgCodes() {}

    /** An organisation with its code. */
    public record Code(String name, String code) {}

    public static Optional<String> find(Handle sql, String nameKey) {
        return sql.createQuery("SELECT code FROM org_code WHERE name_key = :key")
                .bind("key", nameKey)
                .mapTo(String.class)
                .findOne();
    }

    public static List<Code> all(Handle sql) {
        return sql.createQuery("SELECT name, code FROM org_code ORDER BY name")
                .map((row, context) -> new Code(row.getString("name"), row.getString("code")))
                .list();
    }

    /** False if the code is taken. */
    public static boolean add(Tx tx, String nameKey, String name, String code, Instant now) {
        return tx.sql()
                        .createUpdate("INSERT INTO org_code (name_key, name, code, made_at)"
                                + " VALUES (:key, :name, :code, :at) ON CONFLICT DO NOTHING")
                        .bind("key", nameKey)
                        .bind("name", name)
                        .bind("code", code)
                        .bind("at", now.toEpochMilli())
                        .execute()
                == 1;
    }
}
