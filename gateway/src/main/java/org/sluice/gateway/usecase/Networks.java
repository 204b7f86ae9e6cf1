package org.sluice.gateway.usecase;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.store.Participants;

/** From where a participant's persons and jobs may come. Thread-safe. */
public final class Networks {
    private final Ledger ledger;
    private final LiveAccess live;

    public Networks(Ledger ledger, LiveAccess live) {
        this.ledger = ledger;
        this.live = live;
    }

    /** Why somebody of this participant may not come from this address, if so. */
    public static Optional<Refusal> refusal(Handle sql, String participantId, Optional<InetAddress> address) {
        Optional<AllowedNetworks> allowed = Participants.networks(sql, participantId);
        if (allowed.isPresent()
                && allowed.get().admits(address.map(InetAddress::getAddress).orElse(new byte[0]))) {
            return Optional.empty();
        }
        return Optional.of(Refusal.forbidden(
                "network-not-allowed",
                "Nobody of " + participantId + " may come from this network. Its administrator sets which ones may:"
                        + " sluice participant networks " + participantId + " --allow NETWORK"));
    }

    public Answer<AllowedNetworks> of(String participantId) {
        return ledger.read(sql -> Participants.networks(sql, participantId))
                .map(Answer::done)
                .orElse(Answer.refused(Refusal.unknown("participant", participantId)));
    }

    /** Sets them in place of those before; sessions from elsewhere end at once. */
    public Answer<AllowedNetworks> set(Actor actor, String participantId, AllowedNetworks networks) {
        Answer<AllowedNetworks> set = ledger.write(tx -> {
            Entitled.administrator(tx, actor, "says from where a participant may come", ledger.now());
            if (Participants.holdToChange(tx, participantId).isEmpty()) {
                throw new RefusedException(Refusal.unknown("participant", participantId));
            }
            Participants.setNetworks(tx, participantId, networks);
            tx.append(new AuditEvent(
                    EventKind.NETWORKS_SET, actor, Map.of("participant", participantId, "networks", networks.text())));
            return networks;
        });
        live.cutFallen();
        return set;
    }
}
