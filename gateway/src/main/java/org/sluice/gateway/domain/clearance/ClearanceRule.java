package org.sluice.gateway.domain.clearance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Refusal;

/** Whether the clearances on record are enough. A function without state; what no line here allows is refused. */
public final class ClearanceRule {
    private ClearanceRule() {}

    /** What is missing, who can give it and how; nothing where all that was asked is on record. */
    public static Optional<Refusal> against(Demand demand, Going going, List<Clearance> onRecord, Instant now) {
        List<Clearance> covering =
                onRecord.stream().filter(one -> one.covers(going, now)).toList();
        boolean enough = switch (demand) {
            case NOTHING -> true;
            case ONE -> covering.stream().anyMatch(one -> one.kind() != Clearance.Kind.STANDING || one.approved());
            case TWO -> covering.stream().anyMatch(one -> two(one, going));
            case CASE_BY_CASE -> covering.stream().anyMatch(one -> caseByCase(one, going));
        };
        return enough ? Optional.empty() : Optional.of(missing(demand, going, covering));
    }

    private static boolean two(Clearance one, Going going) {
        return switch (one.kind()) {
            case CASE -> approvedByAnother(one, going);
            case STANDING -> one.approved();
            case VITAL_INTERESTS -> true;
        };
    }

    private static boolean caseByCase(Clearance one, Going going) {
        return switch (one.kind()) {
            case CASE -> one.recipient().isPresent() && approvedByAnother(one, going);
            case STANDING -> going.flow() && one.pathway() && one.approved();
            case VITAL_INTERESTS -> going.flow();
        };
    }

    /** Nobody clears the own release where two are asked: not the one who asked, and not the releaser. */
    private static boolean approvedByAnother(Clearance one, Going going) {
        return one.approved()
                && one.approval()
                        .filter(given -> !given.by().equals(going.releasedBy()))
                        .isPresent();
    }

    private static Refusal missing(Demand demand, Going going, List<Clearance> covering) {
        String ask = "sluice clearance add --deposit " + going.depositId() + " --audience " + going.audience();
        String rest = " --risk … --mitigation … --anonymisation … --purpose \"" + going.purpose() + "\" --as PERSON";
        String what = "The deposit " + going.depositId() + " for " + going.recipient() + " (" + going.audience() + ") ";
        Optional<String> stands = standing(demand, going, covering);
        return switch (demand) {
            case NOTHING, ONE ->
                needs(
                        "clearance-needed",
                        what + "needs a clearance first"
                                + stands.map(said -> "." + said + " Or a").orElse(": a")
                                + " releaser or coordinator answers the checklist with: " + ask + rest + ".");
            case TWO ->
                needs(
                        "clearance-needed",
                        what + "needs a clearance and a second person's approval, by neither " + going.releasedBy()
                                + " nor whoever asked."
                                + stands.orElse(" Ask with: " + ask + rest + ", then sluice clearance approve."));
            case CASE_BY_CASE ->
                needs(
                        "approval-needed",
                        what + "is strictly-confidential: it goes out only on a formal request with an approval of its"
                                + " own, by neither " + going.releasedBy() + " nor whoever asked."
                                + stands.orElse(" Ask with: " + ask + " --to " + going.recipient() + rest
                                        + ", then sluice clearance approve."
                                        + (going.flow()
                                                ? " Its type is a flow of the protocol: a standing clearance of the"
                                                        + " pathway from " + going.sender() + " to "
                                                        + going.recipientSide()
                                                        + " serves too, and in danger to life sluice clearance vital."
                                                : "")));
        };
    }

    /** What was asked for already and only lacks a person: whoever reads it need not ask again. */
    private static Optional<String> standing(Demand demand, Going going, List<Clearance> covering) {
        List<Clearance> serving = covering.stream()
                .filter(one -> switch (one.kind()) {
                    case CASE ->
                        demand != Demand.CASE_BY_CASE || one.recipient().isPresent();
                    case STANDING -> demand != Demand.CASE_BY_CASE || (going.flow() && one.pathway());
                    case VITAL_INTERESTS -> false;
                })
                .toList();
        return serving.stream()
                .filter(Clearance::approved)
                .findFirst()
                .map(one -> " " + going.releasedBy() + " approved the clearance " + one.id()
                        + ", so another must release:" + " sluice release create --as PERSON.")
                .or(() -> serving.stream()
                        .filter(one -> !one.approved())
                        .findFirst()
                        .map(one -> " The clearance " + one.id() + ", asked by " + one.askedBy()
                                + ", waits for a second person: sluice clearance approve " + one.id()
                                + " --as PERSON."));
    }

    private static Refusal needs(String code, String message) {
        return Refusal.of(Refusal.Kind.NEEDS, code, message);
    }
}
