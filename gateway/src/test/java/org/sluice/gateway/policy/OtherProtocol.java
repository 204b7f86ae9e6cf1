package org.sluice.gateway.policy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Cell;
import org.sluice.gateway.domain.protocol.Disclosure;
import org.sluice.gateway.domain.protocol.Handling;
import org.sluice.gateway.domain.protocol.Onward;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Scope;
import org.sluice.gateway.domain.protocol.Shared;

/** A protocol that knows the same words as another and says something else in most cells: more, less or nothing. */
final class OtherProtocol {
    private OtherProtocol() {}

    static Protocol of(Protocol like, Draws draws) {
        return with(like, Scope.SPECIFIC, draws);
    }

    static Protocol responseWide(Protocol like, Draws draws) {
        return with(like, Scope.RESPONSE_WIDE, draws);
    }

    private static Protocol with(Protocol like, Scope scope, Draws draws) {
        List<Cell> cells =
                like.cells().stream().map(cell -> changed(cell, draws)).toList();
        return new Protocol(
                "other",
                "1",
                scope,
                like.titles(),
                like.inForceFrom(),
                like.inForceUntil(),
                like.facts(),
                like.audiences(),
                like.informationTypes(),
                cells,
                like.floors(),
                like.channels(),
                like.vocabulary(),
                like.basedOn(),
                like.membership(),
                like.banner());
    }

    private static Cell changed(Cell cell, Draws draws) {
        if (draws.chance(30)) {
            return cell;
        }
        Map<Dimension, Level> ceilings = new EnumMap<>(Dimension.class);
        ceilings.putAll(cell.ceilings());
        Dimension dimension = draws.one(List.of(Dimension.values()));
        ceilings.put(dimension, draws.one(dimension.levels()));
        Shared shared = draws.chance(85) ? Shared.YES : Shared.NO;
        return new Cell(
                cell.informationType(),
                cell.audience(),
                shared,
                ceilings,
                draws.one(List.of(Disclosure.values())),
                draws.some(cell.conditions(), 60),
                cell.liftedBy(),
                cell.onward(),
                draws.chance(50) ? cell.passing() : Onward.NOWHERE,
                draws.chance(50) ? cell.handling() : Handling.PLAIN,
                draws.chance(50) == cell.flow(),
                cell.row());
    }
}
