package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.inspect.ContentRules;
import org.sluice.gateway.domain.inspect.Finding;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.Inspection;
import org.sluice.gateway.domain.inspect.Report;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.store.Inspections;

/** Nothing leaves that was not looked at yet, or that shows more than its label claims. Judged anew at each request. */
public final class ContentAgainstClaim implements ExitRule {
    /** For standard labels alone: it asks of no exit, and so not of this rule either. */
    private final Rulebook labels = new Rulebook(List.of());

    private static final String LOOKING = "being-inspected";

    private final boolean attestAlways;

    /** @param attestAlways whether somebody must answer for every part that was not looked at, whatever the label */
    public ContentAgainstClaim(boolean attestAlways) {
        this.attestAlways = attestAlways;
    }

    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        return against(sql, exit.deposit(), now);
    }

    /** What is being looked at is held for a moment, which nobody needs to be told. */
    @Override
    public Optional<Refusal> holding(Handle sql, Deposit deposit, Instant now) {
        return against(sql, deposit, now).filter(refusal -> !refusal.code().equals(LOOKING));
    }

    @Override
    public boolean readsContent() {
        return true;
    }

    @Override
    public boolean waiting(Handle sql, Deposit deposit) {
        return looking(Inspections.find(sql, deposit.id()));
    }

    private static boolean looking(Optional<Inspection> inspection) {
        return inspection.isEmpty() || inspection.get().state() == Report.State.PENDING;
    }

    private Optional<Refusal> against(Handle sql, Deposit deposit, Instant now) {
        String id = deposit.id();
        Optional<Inspection> inspection = Inspections.find(sql, id);
        if (looking(inspection)) {
            return Optional.of(Refusal.of(
                    Refusal.Kind.NEEDS,
                    LOOKING,
                    "The deposit " + id + " is being inspected; try again in a moment. How far it is: sluice inspection"
                            + " show " + id));
        }
        Label label = labels.counted(sql, deposit.label().inChannel(deposit.channel()), now);
        Report report = inspection.get().report();
        List<Finding> above = ContentRules.above(report, label, inspection.get().accepted());
        if (!above.isEmpty()) {
            return Optional.of(new Refusal(
                    Refusal.Kind.NEEDS,
                    "content-above-claim",
                    "The deposit " + id + " shows more than its label claims: "
                            + InspectDeposits.sentences(above, 5) + ". Raise the label (sluice deposit label " + id
                            + " " + InspectDeposits.raised(above)
                            + "), or upload a file without it, or have somebody else accept what was found,"
                            + " where it is personal data the owner's data-protection contact: sluice inspection accept "
                            + id + " --as PERSON --reason TEXT",
                    above.stream().map(Finding::sentence).toList()));
        }
        if (inspection.get().attestedBy().isEmpty() && ContentRules.needsAttestation(report, label, attestAlways)) {
            return Optional.of(new Refusal(
                    Refusal.Kind.NEEDS,
                    "attestation-needed",
                    "Parts of the deposit " + id + " could not be looked at, so its depositor must answer for them:"
                            + " sluice inspection attest " + id + " --as PERSON --note TEXT",
                    report.gaps().stream().map(Gap::sentence).toList()));
        }
        return Optional.empty();
    }
}
