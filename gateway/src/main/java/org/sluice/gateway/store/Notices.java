package org.sluice.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Notice;

/** Rows of notices. */
public final class Notices {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Notices() {}

    public static List<Notice> of(Handle sql, String personId) {
        return sql.createQuery("SELECT * FROM notice WHERE person_id = :person ORDER BY at, id")
                .bind("person", personId)
                .map((row, context) -> read(row))
                .list();
    }

    public static void add(Tx tx, Notice notice) {
        ObjectNode parameters = JSON.createObjectNode();
        notice.parameters().forEach(parameters::put);
        tx.sql()
                .createUpdate("INSERT INTO notice (id, person_id, at, kind, parameters, deposit_id)"
                        + " VALUES (:id, :person, :at, :kind, :parameters, :deposit)")
                .bind("id", notice.id())
                .bind("person", notice.personId())
                .bind("at", notice.at().toEpochMilli())
                .bind("kind", notice.kind().word())
                .bind("parameters", parameters.toString())
                .bind("deposit", notice.depositId().orElse(null))
                .execute();
    }

    /** Says something else under the same id and time, or says it at all. */
    public static void put(Tx tx, Notice notice) {
        ObjectNode parameters = JSON.createObjectNode();
        notice.parameters().forEach(parameters::put);
        boolean there = tx.sql()
                        .createUpdate("UPDATE notice SET parameters = :parameters WHERE id = :id")
                        .bind("parameters", parameters.toString())
                        .bind("id", notice.id())
                        .execute()
                == 1;
        if (!there) {
            add(tx, notice);
        }
    }

    /** Nothing is left to do or to know of what is gone. */
    public static void dropOf(Tx tx, String depositId) {
        tx.sql()
                .createUpdate("DELETE FROM notice WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .execute();
    }

    /** Questions about a deposit that has been answered are no longer asked. */
    public static void dropOf(Tx tx, String depositId, Notice.Kind kind) {
        tx.sql()
                .createUpdate("DELETE FROM notice WHERE deposit_id = :deposit AND kind = :kind")
                .bind("deposit", depositId)
                .bind("kind", kind.word())
                .execute();
    }

    /** What these parameters said stands no more, or was done. */
    public static void dropOf(Tx tx, Notice.Kind kind, Map<String, String> parameters) {
        tx
                .sql()
                .createQuery("SELECT * FROM notice WHERE kind = :kind")
                .bind("kind", kind.word())
                .map((row, context) -> read(row))
                .list()
                .stream()
                .filter(notice -> notice.parameters().entrySet().containsAll(parameters.entrySet()))
                .forEach(notice -> tx.sql()
                        .createUpdate("DELETE FROM notice WHERE id = :id")
                        .bind("id", notice.id())
                        .execute());
    }

    private static Notice read(ResultSet row) throws SQLException {
        Map<String, String> parameters = new TreeMap<>();
        try {
            for (Map.Entry<String, JsonNode> field :
                    JSON.readTree(row.getString("parameters")).properties()) {
                parameters.put(field.getKey(), field.getValue().asText());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A notice's parameters in the database are not JSON.", e);
        }
        return new Notice(
                row.getString("id"),
                row.getString("person_id"),
                Instant.ofEpochMilli(row.getLong("at")),
                Notice.Kind.of(row.getString("kind")),
                parameters,
                Rows.text(row, "deposit_id"));
    }
}
