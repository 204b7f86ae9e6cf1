package org.sluice.gateway.store;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Rows of what persons do for their participant, and of contacts that are one named person. */
public final class Functions {
    private Functions() {}

    public static Set<String> of(Handle sql, String personId) {
        return new HashSet<>(sql.createQuery("SELECT function FROM person_function WHERE person_id = :id")
                .bind("id", personId)
                .mapTo(String.class)
                .list());
    }

    /** Puts these in place of the earlier ones. */
    public static void set(Tx tx, String personId, Set<String> functions) {
        tx.sql()
                .createUpdate("DELETE FROM person_function WHERE person_id = :id")
                .bind("id", personId)
                .execute();
        for (String function : functions) {
            tx.sql()
                    .createUpdate("INSERT INTO person_function (person_id, function) VALUES (:id, :function)")
                    .bind("id", personId)
                    .bind("function", function)
                    .execute();
        }
    }

    /** Whether this contact is one named person; a desk is not. */
    public static boolean isNamed(Handle sql, String contactId) {
        return sql.createQuery("SELECT count(*) FROM contact_named WHERE contact_id = :id")
                        .bind("id", contactId)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    public static void setNamed(Tx tx, String contactId, boolean named, Instant now) {
        tx.sql()
                .createUpdate("DELETE FROM contact_named WHERE contact_id = :id")
                .bind("id", contactId)
                .execute();
        if (named) {
            tx.sql()
                    .createUpdate("INSERT INTO contact_named (contact_id, since) VALUES (:id, :now)")
                    .bind("id", contactId)
                    .bind("now", now.toEpochMilli())
                    .execute();
        }
    }
}
