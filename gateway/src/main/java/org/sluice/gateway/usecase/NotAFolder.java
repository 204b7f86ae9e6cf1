package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.store.Folders;

/** A file can't take the name of a folder that is there, nor bring a folder with it where its person has too many. */
public final class NotAFolder implements DropRule {
    @Override
    public Optional<Refusal> against(
            Handle sql, Visit visit, Spot spot, Label label, Optional<Long> size, Instant now) {
        Folders.Of of = new Folders.Of(visit.person().id(), spot.channel(), spot.type());
        if (Folders.there(sql, of, spot.whole())) {
            return Optional.of(Refusal.conflict(
                    "is-a-folder", "\"" + spot.name() + "\" is a folder. Put the file into it, or rename the file."));
        }
        boolean fresh = !spot.path().isEmpty() && !Folders.there(sql, of, spot.path());
        return fresh && Folders.count(sql, of.personId()) >= OwnFolders.MOST
                ? Optional.of(OwnFolders.tooMany())
                : Optional.empty();
    }
}
