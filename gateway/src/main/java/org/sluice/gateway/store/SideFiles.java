package org.sluice.gateway.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.domain.deposit.SideName;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;

/** Rows of side files. */
public final class SideFiles {
    private static final String FOLDER =
            " WHERE person_id = :person AND channel = :channel AND type = :type AND path = :path";

    private SideFiles() {}

    /** The side files of one folder, by name. */
    public static List<SideFile> folder(Handle sql, String personId, Channel channel, String type, String path) {
        return sql.createQuery("SELECT * FROM side_file" + FOLDER + " ORDER BY name")
                .bind("person", personId)
                .bind("channel", channel.word())
                .bind("type", type)
                .bind("path", path)
                .map((row, context) -> read(row))
                .list();
    }

    public static Optional<SideFile> find(Handle sql, String personId, Spot spot) {
        return sql.createQuery("SELECT * FROM side_file" + FOLDER + " AND name = :name")
                .bind("person", personId)
                .bind("channel", spot.channel().word())
                .bind("type", spot.type())
                .bind("path", spot.path())
                .bind("name", spot.name())
                .map((row, context) -> read(row))
                .findOne();
    }

    /**
     * What a person put beside a file of this name, whether the file is there or not; the newest where there are several
     * under different endings.
     *
     * @param subject the file, or a folder where its name is empty
     */
    public static Optional<SideFile> of(Handle sql, String personId, Spot subject, SideName.Kind kind) {
        return sql
                .createQuery("SELECT * FROM side_file" + FOLDER
                        + " AND subject = :subject AND kind = :kind AND arriving = 0 ORDER BY at DESC, id")
                .bind("person", personId)
                .bind("channel", subject.channel().word())
                .bind("type", subject.type())
                .bind("path", subject.path())
                .bind("subject", subject.name())
                .bind("kind", kind.word())
                .map((row, context) -> read(row))
                .list()
                .stream()
                .findFirst();
    }

    /** How many of a person's were applied to nothing yet. */
    public static int waiting(Handle sql, String personId) {
        return sql.createQuery("SELECT COUNT(*) FROM side_file WHERE person_id = :person AND deposit_id IS NULL")
                .bind("person", personId)
                .mapTo(Integer.class)
                .one();
    }

    /** Those sent at this instant or before that no deposit of today has. */
    public static List<SideFile> unused(Handle sql, Instant sentBy) {
        return sql.createQuery("SELECT * FROM side_file s WHERE s.at <= :at AND NOT EXISTS (SELECT 1 FROM deposit d"
                        + " WHERE d.id = s.deposit_id AND d.state <> 'removed') ORDER BY s.at, s.id")
                .bind("at", sentBy.toEpochMilli())
                .map((row, context) -> read(row))
                .list();
    }

    public static void add(Tx tx, SideFile file) {
        tx.sql()
                .createUpdate(
                        "INSERT INTO side_file (id, person_id, channel, type, path, name, kind, subject, arriving,"
                                + " text, at, deposit_id) VALUES (:id, :person, :channel, :type, :path, :name, :kind, :subject,"
                                + " :arriving, :text, :at, :deposit)")
                .bind("id", file.id())
                .bind("person", file.personId())
                .bind("channel", file.spot().channel().word())
                .bind("type", file.spot().type())
                .bind("path", file.spot().path())
                .bind("name", file.spot().name())
                .bind("kind", file.name().kind().word())
                .bind("subject", file.name().subject())
                .bind("arriving", file.name().arriving() ? 1 : 0)
                .bind("text", file.text())
                .bind("at", file.at().toEpochMilli())
                .bind("deposit", file.depositId().orElse(null))
                .execute();
    }

    public static boolean remove(Tx tx, String id) {
        return tx.sql()
                        .createUpdate("DELETE FROM side_file WHERE id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    public static void applied(Tx tx, String id, String depositId) {
        tx.sql()
                .createUpdate("UPDATE side_file SET deposit_id = :deposit WHERE id = :id")
                .bind("deposit", depositId)
                .bind("id", id)
                .execute();
    }

    /** The words beside a deposit go where it goes. */
    static void dropOf(Tx tx, String depositId) {
        tx.sql()
                .createUpdate("DELETE FROM side_file WHERE deposit_id = :deposit")
                .bind("deposit", depositId)
                .execute();
    }

    private static SideFile read(ResultSet row) throws SQLException {
        Channel channel = Channel.of(row.getString("channel")).orElseThrow();
        return new SideFile(
                row.getString("id"),
                row.getString("person_id"),
                new Spot(channel, row.getString("type"), row.getString("path"), row.getString("name")),
                new SideName(
                        SideName.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("subject"),
                        row.getInt("arriving") != 0),
                row.getString("text"),
                Instant.ofEpochMilli(row.getLong("at")),
                Rows.text(row, "deposit_id"));
    }
}
