package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Decision;

/** Which folders {@code @…} there are for somebody. Shows the way only: whether a file may go, {@link ReleaseAtOnce} says. */
public final class AudienceFolders {
    /** More would hide the folders and files that are really there. */
    private static final int MOST = 48;

    private final Ledger ledger;
    private final Rulebook rules;

    public AudienceFolders(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
    }

    /**
     * Names of the folders that somebody may use in a type's folder: audiences for which somebody is
     * registered and to which the matrix lets a file go that has no label but its folder's.
     */
    public List<String> offered(Visit visit, Channel channel, String type) {
        if (!both(visit) || channel.atLeast(Channel.CONFIDENTIAL)) {
            return List.of();
        }
        Instant now = ledger.now();
        Label label = Label.of(channel, type);
        return ledger.read(sql -> {
            Channel floor = rules.floor(sql, label, now);
            Deposit coming =
                    ReleaseAtOnce.coming(visit, new Spot(channel, type, "", ReleaseAtOnce.NOT_YET), label, floor, now);
            return Addressees.reachable(sql, rules, visit.person().id(), now).stream()
                    .filter(audience ->
                            !coming.held() && !(rules.decide(sql, coming, audience, now) instanceof Decision.Refuse))
                    .limit(MOST)
                    .map(audience -> Spot.AT + audience)
                    .toList();
        });
    }

    /** Whether a folder right inside a type leads to somebody. {@code name} is all of it, with the sign. */
    public boolean leads(Visit visit, String name) {
        return both(visit) && ledger.read(sql -> leads(sql, visit, name));
    }

    boolean leads(Handle sql, Visit visit, String name) {
        return both(visit)
                && name.charAt(0) == Spot.AT
                && name.indexOf('/') < 0
                && Addressees.of(sql, rules, name.substring(1), visit.person().id(), ledger.now())
                        instanceof Answer.Done<?>;
    }

    private static boolean both(Visit visit) {
        return visit.person().is(Role.DEPOSITOR) && visit.person().is(Role.RELEASER);
    }
}
