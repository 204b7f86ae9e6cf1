package org.sluice.gateway.store;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.participant.AllowedNetworks;

/** From where single links may be opened. */
public final class LinkNetworks {
    private LinkNetworks() {}

    /** @throws IllegalStateException for a row that can't be read, as it must not open a link to everywhere */
    public static AllowedNetworks of(Handle sql, String linkId) {
        return sql.createQuery("SELECT networks FROM link_network WHERE link_id = :link")
                .bind("link", linkId)
                .mapTo(String.class)
                .findOne()
                .map(LinkNetworks::read)
                .orElse(AllowedNetworks.ANY);
    }

    private static AllowedNetworks read(String text) {
        return switch (AllowedNetworks.of(List.of(text.split(",")))) {
            case Answer.Done<AllowedNetworks> done -> done.value();
            case Answer.Refused<AllowedNetworks> refused ->
                throw new IllegalStateException("The networks of a link can't be read: "
                        + refused.refusal().message());
        };
    }

    public static void set(Tx tx, String linkId, AllowedNetworks networks) {
        tx.sql()
                .createUpdate("DELETE FROM link_network WHERE link_id = :link")
                .bind("link", linkId)
                .execute();
        if (!networks.networks().isEmpty()) {
            tx.sql()
                    .createUpdate("INSERT INTO link_network (link_id, networks) VALUES (:link, :networks)")
                    .bind("link", linkId)
                    .bind("networks", networks.text())
                    .execute();
        }
    }
}
