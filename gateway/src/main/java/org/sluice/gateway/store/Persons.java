package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.KeyLimits;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.PersonKey;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.participant.SourcePatterns;

/** Rows of persons and their keys. */
public final class Persons {
    private Persons() {}

    public static Optional<Person> find(Handle sql, String id) {
        return sql.createQuery("SELECT * FROM person WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(sql, row))
                .findOne();
    }

    public static List<Person> all(Handle sql) {
        return sql.createQuery("SELECT * FROM person ORDER BY id")
                .map((row, context) -> read(sql, row))
                .list();
    }

    public static List<Person> ofParticipant(Handle sql, String participantId) {
        return sql.createQuery("SELECT * FROM person WHERE participant_id = :id ORDER BY id")
                .bind("id", participantId)
                .map((row, context) -> read(sql, row))
                .list();
    }

    public static void add(Tx tx, Person person, Instant now) {
        tx.sql()
                .createUpdate("INSERT INTO person (id, participant_id, name, email, language, created_at)"
                        + " VALUES (:id, :participant, :name, :email, :language, :now)")
                .bind("id", person.id())
                .bind("participant", person.participantId())
                .bind("name", person.name())
                .bind("email", person.email())
                .bind("language", person.language())
                .bind("now", now.toEpochMilli())
                .execute();
        addRoles(tx, person);
    }

    /** Id and participant stay. */
    public static void change(Tx tx, Person person) {
        tx.sql()
                .createUpdate("UPDATE person SET name = :name, email = :email, language = :language WHERE id = :id")
                .bind("id", person.id())
                .bind("name", person.name())
                .bind("email", person.email())
                .bind("language", person.language())
                .execute();
        tx.sql()
                .createUpdate("DELETE FROM person_role WHERE person_id = :id")
                .bind("id", person.id())
                .execute();
        addRoles(tx, person);
    }

    private static void addRoles(Tx tx, Person person) {
        for (Role role : person.roles()) {
            tx.sql()
                    .createUpdate("INSERT INTO person_role (person_id, role) VALUES (:id, :role)")
                    .bind("id", person.id())
                    .bind("role", role.word())
                    .execute();
        }
    }

    public static Optional<PersonKey> key(Handle sql, String fingerprint) {
        return sql.createQuery("SELECT * FROM person_key WHERE fingerprint = :fingerprint")
                .bind("fingerprint", fingerprint)
                .map((row, context) -> readKey(row))
                .findOne();
    }

    public static List<PersonKey> keys(Handle sql, String personId) {
        return sql.createQuery("SELECT * FROM person_key WHERE person_id = :id ORDER BY added_at, fingerprint")
                .bind("id", personId)
                .map((row, context) -> readKey(row))
                .list();
    }

    public static void addKey(Tx tx, PersonKey key) {
        tx.sql()
                .createUpdate("INSERT INTO person_key (fingerprint, person_id, line, added_at, from_networks, until_at)"
                        + " VALUES (:fingerprint, :person, :line, :added, :from, :until)")
                .bind("fingerprint", key.fingerprint())
                .bind("person", key.personId())
                .bind("line", key.line())
                .bind("added", key.added().toEpochMilli())
                .bind("from", key.limits().from().map(SourcePatterns::text).orElse(null))
                .bind("until", key.limits().until().map(Instant::toEpochMilli).orElse(null))
                .execute();
    }

    public static boolean removeKey(Tx tx, String personId, String fingerprint) {
        return tx.sql()
                        .createUpdate("DELETE FROM person_key WHERE person_id = :id AND fingerprint = :fingerprint")
                        .bind("id", personId)
                        .bind("fingerprint", fingerprint)
                        .execute()
                == 1;
    }

    private static Person read(Handle sql, ResultSet row) throws SQLException {
        String id = row.getString("id");
        Set<Role> roles = new HashSet<>();
        for (String word : sql.createQuery("SELECT role FROM person_role WHERE person_id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .list()) {
            Role.of(word).ifPresent(roles::add);
        }
        return new Person(
                id,
                row.getString("participant_id"),
                row.getString("name"),
                row.getString("email"),
                row.getString("language"),
                roles);
    }

    private static PersonKey readKey(ResultSet row) throws SQLException {
        return new PersonKey(
                row.getString("fingerprint"),
                row.getString("person_id"),
                row.getString("line"),
                Instant.ofEpochMilli(row.getLong("added_at")),
                new KeyLimits(
                        Optional.ofNullable(row.getString("from_networks"))
                                // Networks that no longer read refuse, by an exception: they must not count as none.
                                .map(text -> SourcePatterns.of(text).orThrow()),
                        Rows.instant(row, "until_at")));
    }
}
