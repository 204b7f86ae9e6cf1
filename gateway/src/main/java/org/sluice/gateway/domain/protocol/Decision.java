package org.sluice.gateway.domain.protocol;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.label.Label;

/** The answer to: may this label go to this audience, with these facts on record? */
public sealed interface Decision {
    /** {@code permit}, {@code refuse} or {@code needs}. */
    String word();

    /** The label that was used: what was declared, and what a standard label gave. */
    Label label();

    /** The audience that was asked for. */
    String audience();

    /** What it rests on, one for each protocol that was asked; none where no protocol is in force. */
    List<Basis> bases();

    /** Every reason, those that decided first. */
    List<Reason> reasons();

    Obligations obligations();

    /** The reasons that made it what it is: those that refuse or ask, or for a permit all of them. */
    default List<Reason> deciding() {
        List<Reason> against = reasons().stream()
                .filter(r -> r.kind().refuses() || r.kind().asks())
                .toList();
        return against.isEmpty() ? reasons() : against;
    }

    /** The cell of the first protocol that has one. */
    default Optional<Cell> cell() {
        return bases().stream().flatMap(b -> b.cell().stream()).findFirst();
    }

    /** The protocols that were asked, for example {@code turkey-cross-border 1}. */
    default String protocols() {
        return bases().stream().map(b -> b.protocol() + " " + b.version()).collect(Collectors.joining(", "));
    }

    /** It may go, under the obligations. */
    record Permit(Label label, String audience, List<Basis> bases, List<Reason> reasons, Obligations obligations)
            implements Decision {
        public Permit {
            bases = List.copyOf(bases);
            reasons = List.copyOf(reasons);
        }

        @Override
        public String word() {
            return "permit";
        }
    }

    /** It may not go, and no fact can change that. */
    record Refuse(Label label, String audience, List<Basis> bases, List<Reason> reasons, Obligations obligations)
            implements Decision {
        public Refuse {
            bases = List.copyOf(bases);
            reasons = List.copyOf(reasons);
        }

        @Override
        public String word() {
            return "refuse";
        }
    }

    /**
     * It may go once the missing facts are on record.
     *
     * @param missing the kinds of the missing facts, each once, in the order of the cell
     */
    record Needs(
            Label label,
            String audience,
            List<Basis> bases,
            List<Reason> reasons,
            List<String> missing,
            Obligations obligations)
            implements Decision {
        public Needs {
            bases = List.copyOf(bases);
            reasons = List.copyOf(reasons);
            missing = List.copyOf(missing);
        }

        @Override
        public String word() {
            return "needs";
        }
    }
}
