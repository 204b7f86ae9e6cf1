package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
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
        return frozen.map(IncidentHolds::frozen).or(() -> stopped(sql, exit));
    }

    @Override
    public Optional<Refusal> holding(Handle sql, Deposit deposit, Instant now) {
        return Incidents.freezing(sql, "deposit", deposit.id()).map(IncidentHolds::frozen);
    }

    private static Refusal frozen(String incident) {
        return Refusal.conflict(
                "on-hold",
                "It is frozen because of the incident " + incident
                        + ". It can go again once the hold is lifted or the incident closed.");
    }

    /**
     * What speaks against a new label while an incident freezes a deposit or a link with it: made stricter it may be at any
     * time, but whoever lifts the hold must find it at least as well guarded as when it was laid.
     */
    static Optional<Refusal> laxer(Handle sql, Deposit deposit, Channel channel, Label label) {
        boolean laxer = isLaxer(deposit, channel, label);
        return (laxer ? Incidents.freezing(sql, "deposit", deposit.id()) : Optional.<String>empty())
                .or(() -> laxer ? Incidents.freezingLinkWith(sql, deposit.id()) : Optional.empty())
                .map(incident -> Refusal.conflict(
                        "on-hold",
                        "While the incident " + incident + " freezes " + deposit.id()
                                + " or a link that carries it, its label can only be made stricter. Close the incident"
                                + " or lift its hold first: sluice incident hold " + incident
                                + " --lift --reason TEXT."));
    }

    /** Whether more could leave under this label than under the one that stands. */
    static boolean isLaxer(Deposit deposit, Channel channel, Label label) {
        boolean wider = deposit.label()
                .shareWith()
                .filter(few -> !label.shareWith().map(few::containsAll).orElse(false))
                .isPresent();
        return wider
                || !channel.atLeast(deposit.channel())
                || Arrays.stream(Dimension.values())
                        .anyMatch(one -> !deposit.label().effective(one).atMost(label.effective(one)));
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
