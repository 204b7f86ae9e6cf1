package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.store.Incidents;

/**
 * What incidents hold back: frozen deposits and links go to nobody, and while a breach of a protocol is unresolved its
 * information goes to nobody outside. Reads only. Thread-safe.
 */
public final class IncidentHolds implements ExitRule {
    private final Function<Handle, List<Protocol>> protocols;

    /** @param protocols every version on record: what is outside under one of them is outside */
    public IncidentHolds(Function<Handle, List<Protocol>> protocols) {
        this.protocols = protocols;
    }

    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        Optional<String> frozen = Incidents.freezing(
                        sql, "deposit", exit.deposit().id())
                .or(() -> exit.releaseId()
                        .flatMap(release -> Incidents.freezingLink(
                                sql, release, exit.recipient().id())));
        return frozen.map(incident -> Refusal.conflict(
                        "on-hold",
                        "It is frozen because of the incident " + incident
                                + ". It can go again once the hold is lifted or the incident closed."))
                .or(() -> stopped(sql, exit));
    }

    /** Whether a hold keeps a deposit from being changed or destroyed. */
    public static boolean on(Handle sql, String depositId) {
        return Incidents.freezing(sql, "deposit", depositId).isPresent();
    }

    private Optional<Refusal> stopped(Handle sql, Exit exit) {
        Map<String, String> stops = Incidents.stops(sql);
        if (stops.isEmpty()) {
            return Optional.empty();
        }
        return protocols.apply(sql).stream()
                .filter(protocol -> stops.containsKey(protocol.id()))
                .filter(protocol ->
                        protocol.informationType(exit.deposit().type()).isPresent())
                .filter(protocol -> isOutside(protocol, exit.audience()))
                .findFirst()
                .map(protocol -> Refusal.conflict(
                        "breach-open",
                        "While the breach " + stops.get(protocol.id()) + " of " + protocol.id()
                                + " is unresolved, its information goes to nobody outside; " + exit.audience()
                                + " is outside. The field response among its own goes on."));
    }

    private static boolean isOutside(Protocol protocol, String audience) {
        return protocol.audience(audience).map(known -> !known.internal()).orElse(true);
    }
}
