package org.sluice.gateway.domain.clearance;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Obligations;
import org.sluice.gateway.domain.protocol.Reason;

/**
 * What an exception can do: pass over a cell's "not shared" and its ceilings. Never the owner's word, a floor, a mark, what
 * people withheld, an unknown name; never for data that shows persons, whose flows have their own way in an emergency; and
 * a fact that the cell asks for is still asked for.
 */
public final class ExceptionRule {
    private static final Set<Reason.Kind> LIFTABLE = EnumSet.of(Reason.Kind.NOT_SHARED, Reason.Kind.ABOVE_CEILING);

    private ExceptionRule() {}

    /** @param grant one that counts for this cell and recipient now */
    public static Decision lift(Decision.Refuse refused, ExceptionGrant grant) {
        boolean persons = Level.checked(Dimension.PERSONS, "pseudonymised")
                .atMost(refused.label().effective(Dimension.PERSONS));
        boolean onlyTheCell = refused.reasons().stream()
                .filter(reason -> reason.kind().refuses())
                .allMatch(reason -> LIFTABLE.contains(reason.kind()));
        if (persons || !onlyTheCell || refused.obligations().equals(Obligations.NOWHERE)) {
            return refused;
        }
        List<Reason> reasons = refused.reasons().stream()
                .map(reason -> reason.kind().refuses() ? lifted(reason, grant) : reason)
                .toList();
        List<String> missing = reasons.stream()
                .filter(reason -> reason.kind().asks())
                .flatMap(reason -> reason.fact().stream())
                .distinct()
                .toList();
        return missing.isEmpty()
                ? new Decision.Permit(
                        refused.label(), refused.audience(), refused.bases(), reasons, refused.obligations())
                : new Decision.Needs(
                        refused.label(), refused.audience(), refused.bases(), reasons, missing, refused.obligations());
    }

    private static Reason lifted(Reason reason, ExceptionGrant grant) {
        return new Reason(
                Reason.Kind.LIFTED,
                reason.dimension(),
                reason.have(),
                reason.origin(),
                reason.allowed(),
                Optional.of(grant.id()),
                reason.row(),
                reason.sentence() + " The exception " + grant.id() + " lifts this until " + grant.until() + " ("
                        + grant.reason().word() + "; " + grant.approval() + ").");
    }
}
