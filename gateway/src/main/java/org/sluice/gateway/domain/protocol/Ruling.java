package org.sluice.gateway.domain.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;

/** What the matrix of one protocol says, before floors and the owner's narrowing: the cell, and every reason. */
record Ruling(Basis basis, List<Reason> reasons) {
    Ruling {
        reasons = List.copyOf(reasons);
    }

    static Ruling of(Protocol protocol, Label label, String audience, Set<String> facts) {
        List<Reason> reasons = new ArrayList<>();
        if (protocol.informationType(label.informationType()).isEmpty()) {
            reasons.add(Reason.unknownType(label.informationType()));
        }
        if (protocol.audience(audience).isEmpty()) {
            reasons.add(Reason.unknownAudience(audience, protocol.id()));
        }
        Basis basis = Basis.of(protocol, label.informationType(), audience);
        if (reasons.isEmpty() && basis.cell().isEmpty()) {
            reasons.add(Reason.noCell(label.informationType(), audience));
        }
        basis.cell().ifPresent(c -> judge(c, label, facts, reasons));
        return new Ruling(basis, reasons);
    }

    /** Whether nothing refuses and nothing is missing. */
    boolean permits() {
        return basis.cell().isPresent()
                && reasons.stream()
                        .noneMatch(r -> r.kind().refuses() || r.kind().asks());
    }

    private static void judge(Cell cell, Label label, Set<String> facts, List<Reason> reasons) {
        if (cell.shared() == Shared.NO) {
            reasons.add(Reason.notShared(cell));
            return;
        }
        for (Map.Entry<Dimension, Level> entry : cell.ceilings().entrySet()) {
            reasons.add(measure(cell, label, entry.getValue(), facts));
        }
        for (String condition : cell.conditions()) {
            reasons.add(
                    facts.contains(condition)
                            ? Reason.factOnRecord(condition, cell.row())
                            : Reason.missingFact(condition, cell.row()));
        }
    }

    private static Reason measure(Cell cell, Label label, Level ceiling, Set<String> facts) {
        if (label.effective(ceiling.dimension()).atMost(ceiling)) {
            return Reason.within(label, ceiling, cell.row());
        }
        Optional<String> lift = Optional.ofNullable(cell.liftedBy().get(ceiling.dimension()));
        if (lift.isEmpty()) {
            return Reason.aboveCeiling(label, ceiling, cell.row());
        }
        return facts.contains(lift.get())
                ? Reason.lifted(label, ceiling, lift.get(), cell.row())
                : Reason.missingLift(label, ceiling, lift.get(), cell.row());
    }
}
