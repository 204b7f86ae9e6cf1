package org.sluice.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.sluice.gateway.domain.label.Channel;

/** Rows of the folders that persons made inside an information type. A folder is also there when a file lies in it. */
public final class Folders {
    /** What a folder shows: a current version, or an upload under way. */
    private static final String SHOWN =
            "(state = 'receiving' OR (state IN ('settling', 'deposited') AND superseded_by IS NULL))";

    private static final String OF_TYPE = " WHERE person_id = :person AND channel = :channel AND type = :type";
    private static final String FILE_OF_TYPE = " WHERE person_id = :person AND folder = :channel AND type = :type";
    private static final String AT_OR_BELOW = " AND (path = :path OR substr(path, 1, :length) = :below)";

    private Folders() {}

    /** One person's folder of one information type: what all the folders here are in. */
    public record Of(String personId, Channel channel, String type) {}

    /** Paths of all folders, those that only files make included; ones on the way to them are not named by themselves. */
    public static List<String> paths(Handle sql, Of of) {
        return bound(
                        sql.createQuery("SELECT path FROM folder" + OF_TYPE + " UNION SELECT path FROM deposit"
                                + FILE_OF_TYPE + " AND path <> '' AND " + SHOWN + " UNION SELECT path FROM side_file"
                                + OF_TYPE + " AND path <> '' ORDER BY path"),
                        of)
                .mapTo(String.class)
                .list();
    }

    /** Whether there is such a folder, or one inside it. */
    public static boolean there(Handle sql, Of of, String path) {
        return below(sql, "SELECT COUNT(*) FROM folder" + OF_TYPE + AT_OR_BELOW, of, path) > 0
                || holdsFiles(sql, of, path);
    }

    /** Whether a file lies in it, or in a folder inside it; one that speaks of another too. */
    public static boolean holdsFiles(Handle sql, Of of, String path) {
        return below(sql, "SELECT COUNT(*) FROM deposit" + FILE_OF_TYPE + AT_OR_BELOW + " AND " + SHOWN, of, path) > 0
                || below(sql, "SELECT COUNT(*) FROM side_file" + OF_TYPE + AT_OR_BELOW, of, path) > 0;
    }

    /** Whether nothing lies in it, neither file nor folder. */
    public static boolean isEmpty(Handle sql, Of of, String path) {
        return !holdsFiles(sql, of, path)
                && below(sql, "SELECT COUNT(*) FROM folder" + OF_TYPE + AT_OR_BELOW + " AND path <> :path", of, path)
                        == 0;
    }

    /** How many folders a person has in all, those that only files make included. */
    public static long count(Handle sql, String personId) {
        return sql.createQuery("SELECT COUNT(*) FROM (SELECT channel, type, path FROM folder WHERE person_id = :person"
                        + " UNION SELECT folder, type, path FROM deposit WHERE person_id = :person AND path <> '' AND "
                        + SHOWN + ") AS every_one")
                .bind("person", personId)
                .mapTo(Long.class)
                .one();
    }

    /** Makes a folder; false, and nothing was made, where its person has as many as that already. */
    public static boolean add(Tx tx, Of of, String path, int most, Instant now) {
        return bound(
                                tx.sql()
                                        .createUpdate("INSERT INTO folder (person_id, channel, type, path, made_at)"
                                                + " SELECT :person, :channel, :type, :path, :now WHERE (SELECT COUNT(*)"
                                                + " FROM folder WHERE person_id = :person) < :most"),
                                of)
                        .bind("path", path)
                        .bind("most", most)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    public static boolean remove(Tx tx, Of of, String path) {
        return bound(tx.sql().createUpdate("DELETE FROM folder" + OF_TYPE + " AND path = :path"), of)
                        .bind("path", path)
                        .execute()
                == 1;
    }

    /** Renames a folder and all inside it. */
    public static void rename(Tx tx, Of of, String from, String to) {
        below(
                        bound(
                                tx.sql()
                                        .createUpdate("UPDATE folder SET path = :to || substr(path, :length)" + OF_TYPE
                                                + AT_OR_BELOW),
                                of),
                        from)
                .bind("to", to)
                .execute();
    }

    private static long below(Handle sql, String query, Of of, String path) {
        return below(bound(sql.createQuery(query), of), path).mapTo(Long.class).one();
    }

    /** A prefix as such: LIKE would read signs of its own into a name. Both databases count characters, not bytes. */
    private static <S extends SqlStatement<S>> S below(S statement, String path) {
        String below = path + "/";
        return statement
                .bind("path", path)
                .bind("below", below)
                .bind("length", below.codePointCount(0, below.length()));
    }

    private static <S extends SqlStatement<S>> S bound(S statement, Of of) {
        return statement
                .bind("person", of.personId())
                .bind("channel", of.channel().word())
                .bind("type", of.type());
    }
}
