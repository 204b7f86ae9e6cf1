package org.sluice.gateway.domain.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;

/** What the matrix of one protocol says, before floors and the owner's narrowing: the cell, and every reason. */
record Ruling(Basis basis, List<Reason> reasons) {
    Ruling {
        reasons = List.copyOf(reasons);
    }

    static Ruling of(Protocol protocol, Question question) {
        String type = question.label().informationType();
        String audience = question.audience();
        List<Reason> reasons = new ArrayList<>();
        if (protocol.informationType(type).isEmpty()) {
            reasons.add(Reason.unknownType(type));
        }
        if (protocol.audience(audience).isEmpty()) {
            reasons.add(Reason.unknownAudience(audience, protocol.id()));
        }
        Basis basis = Basis.of(protocol, type, audience);
        if (reasons.isEmpty() && basis.cell().isEmpty()) {
            reasons.add(Reason.noCell(type, audience));
        }
        basis.cell().ifPresent(cell -> judge(protocol, cell, question, reasons));
        return new Ruling(basis, reasons);
    }

    /** Whether nothing refuses and nothing is missing. */
    boolean permits() {
        return basis.cell().isPresent()
                && reasons.stream()
                        .noneMatch(r -> r.kind().refuses() || r.kind().asks());
    }

    private static void judge(Protocol protocol, Cell cell, Question question, List<Reason> reasons) {
        if (cell.shared() == Shared.NO) {
            reasons.add(Reason.notShared(cell));
            return;
        }
        for (Level ceiling : cell.ceilings().values()) {
            reasons.add(measure(protocol, cell, ceiling, question));
        }
        CaseRules.judge(cell, question, reasons);
        for (Condition condition : cell.conditions()) {
            reasons.add(fact(protocol, condition, question.facts(), cell.row()));
        }
    }

    /** A refusal counts whatever else is on record, unless a fact that goes before it is. */
    private static Reason fact(Protocol protocol, Condition condition, FactsOnRecord facts, String row) {
        for (String kind : condition.anyOf()) {
            if (refused(protocol, kind, facts)) {
                return Reason.factRefused(kind, row);
            }
        }
        return condition.anyOf().stream()
                .filter(facts::has)
                .findFirst()
                .map(kind -> Reason.factOnRecord(kind, row))
                .orElseGet(() -> Reason.missingFact(condition.words(), row));
    }

    private static Reason measure(Protocol protocol, Cell cell, Level ceiling, Question question) {
        Label label = question.label();
        if (label.effective(ceiling.dimension()).atMost(ceiling)) {
            return Reason.within(label, ceiling, cell.row());
        }
        Optional<String> lift = Optional.ofNullable(cell.liftedBy().get(ceiling.dimension()));
        if (lift.isEmpty()) {
            return Reason.aboveCeiling(label, ceiling, cell.row());
        }
        if (refused(protocol, lift.get(), question.facts())) {
            return Reason.factRefused(lift.get(), cell.row());
        }
        return question.facts().has(lift.get())
                ? Reason.lifted(label, ceiling, lift.get(), cell.row())
                : Reason.missingLift(label, ceiling, lift.get(), cell.row());
    }

    /** Whether a refusal of this fact is on record, and none of the facts that go before it. */
    static boolean refused(Protocol protocol, String kind, FactsOnRecord facts) {
        return facts.refused().contains(kind)
                && protocol.fact(kind)
                        .map(known -> known.overridesRefusal().stream().noneMatch(facts::has))
                        .orElse(true);
    }
}
