package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.protocol.Cell;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.request.Agreement;
import org.sluice.gateway.domain.request.Asked;
import org.sluice.gateway.domain.request.ReleaseBasis;
import org.sluice.gateway.store.Agreements;
import org.sluice.gateway.store.InformationRequests;

/**
 * What goes to a third party rests on a request, a standing request, an agreement or a flow of the protocol (IASC template,
 * annex C). Asked at every request anew: once the agreement ended or the request is over, nothing goes on it any more.
 * Reads only. Thread-safe.
 */
public final class ThirdPartyBasis implements ExitRule {
    private final BiFunction<Handle, Instant, List<Protocol>> inForce;

    /** @param inForce the protocols in force at an instant */
    public ThirdPartyBasis(BiFunction<Handle, Instant, List<Protocol>> inForce) {
        this.inForce = inForce;
    }

    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        if (cells(sql, exit, now, true).isEmpty()) {
            return Optional.empty();
        }
        Asked asked = asked(sql, inForce.apply(sql, now), exit);
        return recorded(sql, asked, now).isPresent() ? Optional.empty() : Optional.of(missing(sql, asked, exit));
    }

    /** On what this exit rests; nothing where it rests on nothing, or where no protocol has a cell for it. */
    static Optional<ReleaseBasis> of(Handle sql, List<Protocol> inForce, Exit exit, Instant now) {
        ThirdPartyBasis rule = new ThirdPartyBasis((handle, at) -> inForce);
        return rule.cells(sql, exit, now, true).isEmpty()
                ? rule.cells(sql, exit, now, false).stream()
                        .findFirst()
                        .map(cell -> new ReleaseBasis(ReleaseBasis.Kind.FLOW, cell.row()))
                : recorded(sql, asked(sql, inForce, exit), now);
    }

    /** The agreements in force that cover an exit and that its deposit's owner is bound by. */
    static boolean agreed(Handle sql, List<Protocol> inForce, Exit exit, Instant now) {
        Asked asked = asked(sql, inForce, exit);
        return agreements(sql, asked)
                .anyMatch(known -> known.inForce(now) && known.covers(asked) && known.bindsOwner(asked));
    }

    /** The cells that decide; those alone that ask for something to rest on, if so wanted. */
    private List<Cell> cells(Handle sql, Exit exit, Instant now, boolean asking) {
        boolean participant = FactsCounted.participantOf(sql, exit.recipient()).isPresent();
        String type = exit.deposit().type();
        List<Cell> cells = new ArrayList<>();
        for (Protocol protocol : Engine.deciding(inForce.apply(sql, now), type)) {
            boolean third = protocol.audience(exit.audience())
                    .filter(audience -> audience.thirdParty().counts(participant))
                    .isPresent();
            protocol.cell(type, exit.audience())
                    .filter(cell -> !asking || (third && !cell.flow()))
                    .ifPresent(cells::add);
        }
        return cells;
    }

    private static Optional<ReleaseBasis> recorded(Handle sql, Asked asked, Instant now) {
        Optional<ReleaseBasis> requested = InformationRequests.grantedTo(sql, asked.recipient()).stream()
                .filter(request -> request.covers(InformationRequests.coverage(sql, request.id()), asked, now))
                .findFirst()
                .map(request -> new ReleaseBasis(
                        request.standing() ? ReleaseBasis.Kind.STANDING_REQUEST : ReleaseBasis.Kind.REQUEST,
                        request.id()));
        return requested.or(() -> agreements(sql, asked)
                .filter(agreement -> agreement.inForce(now) && agreement.covers(asked))
                .findFirst()
                .map(agreement -> new ReleaseBasis(ReleaseBasis.Kind.AGREEMENT, agreement.id())));
    }

    private static Stream<Agreement> agreements(Handle sql, Asked asked) {
        return Stream.concat(
                Agreements.with(sql, asked.recipient()).stream(),
                asked.participant().stream().flatMap(id -> Agreements.with(sql, id).stream()));
    }

    private static Asked asked(Handle sql, List<Protocol> inForce, Exit exit) {
        return new Asked(
                exit.deposit().id(),
                exit.deposit().type(),
                Personal.is(Engine.standardOr(inForce, exit.deposit().label())),
                exit.deposit().participantId(),
                exit.sender(),
                exit.recipient().id(),
                FactsCounted.participantOf(sql, exit.recipient()),
                exit.purpose());
    }

    private static Refusal missing(Handle sql, Asked asked, Exit exit) {
        String recipient = exit.recipient().id();
        List<String> there = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        InformationRequests.grantedTo(sql, recipient).forEach(request -> {
            there.add(request.id());
            shown.add(request.id() + " for \"" + request.purpose() + "\"");
        });
        agreements(sql, asked).forEach(agreement -> {
            there.add(agreement.id());
            shown.add(agreement.id() + " for \"" + String.join("\", \"", agreement.purposes()) + "\"");
        });
        return new Refusal(
                Refusal.Kind.NEEDS,
                "basis-needed",
                recipient + " is a third party as " + exit.audience() + ": what it gets rests on its granted request, a"
                        + " standing one, an agreement or a flow of the protocol, and nothing on record covers "
                        + exit.deposit().id() + " for \"" + exit.purpose() + "\" now."
                        + (there.isEmpty() ? "" : " On record are: " + String.join("; ", shown) + ".")
                        + " Take its written request in (sluice request take --from " + recipient
                        + ") and have it answered, or put the agreement on record (sluice agreement add --with "
                        + recipient + " --type " + exit.deposit().type() + ").",
                List.copyOf(there));
    }
}
