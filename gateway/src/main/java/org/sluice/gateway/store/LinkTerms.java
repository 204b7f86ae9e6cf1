package org.sluice.gateway.store;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.link.Terms;

/** What recipients agreed to, and by when they destroy what they got. */
public final class LinkTerms {
    private LinkTerms() {}

    /** When the recipient of a link agreed to exactly these terms. */
    public static Optional<Instant> agreed(Handle sql, String linkId, Terms terms) {
        return sql.createQuery("SELECT agreed_at FROM link_terms WHERE link_id = :link AND digest = :digest")
                .bind("link", linkId)
                .bind("digest", terms.digest())
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    /** What was agreed to last over a link, and when. */
    public static Optional<Agreed> last(Handle sql, String linkId) {
        return sql.createQuery("SELECT terms, language, agreed_at FROM link_terms WHERE link_id = :link"
                        + " ORDER BY agreed_at DESC LIMIT 1")
                .bind("link", linkId)
                .map((row, context) -> new Agreed(
                        row.getString("terms"),
                        row.getString("language"),
                        Instant.ofEpochMilli(row.getLong("agreed_at"))))
                .findOne();
    }

    /**
     * Terms that a recipient agreed to.
     *
     * @param terms in their canonical spelling
     * @param language in which they were read
     */
    public record Agreed(String terms, String language, Instant at) {}

    /** False if they were agreed to already. */
    public static boolean agree(Tx tx, String linkId, Terms terms, String language, Instant now) {
        return tx.sql()
                        .createUpdate("INSERT INTO link_terms (link_id, digest, terms, language, agreed_at)"
                                + " VALUES (:link, :digest, :terms, :language, :now)"
                                + " ON CONFLICT (link_id, digest) DO NOTHING")
                        .bind("link", linkId)
                        .bind("digest", terms.digest())
                        .bind("terms", terms.canonical())
                        .bind("language", language)
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    /** By when the recipients of a release destroy it, if its releaser said so. */
    public static Optional<Instant> destroyBy(Handle sql, String releaseId) {
        return sql.createQuery("SELECT destroy_by FROM release_destruction WHERE release_id = :release")
                .bind("release", releaseId)
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli);
    }

    public static void destroyBy(Tx tx, String releaseId, Instant by) {
        tx.sql()
                .createUpdate("INSERT INTO release_destruction (release_id, destroy_by) VALUES (:release, :by)")
                .bind("release", releaseId)
                .bind("by", by.toEpochMilli())
                .execute();
    }
}
