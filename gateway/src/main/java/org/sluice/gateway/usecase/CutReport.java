package org.sluice.gateway.usecase;

import java.util.List;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.store.CutList;

/**
 * What a suspension or withdrawal cut, and what had already left.
 *
 * @param running log-in sessions and downloads that were running
 * @param linksIssued closed (or, when suspended, barred) links that its people issued
 * @param linksReceived those addressed to its contacts
 * @param inboxes releases that left its people's inboxes, or others' inboxes because its people had made them
 * @param keys SSH keys that no longer let anybody in
 * @param passing what a withdrawal did beyond cutting
 */
public record CutReport(
        Participant participant,
        boolean changed,
        List<String> running,
        List<String> linksIssued,
        List<String> linksReceived,
        List<String> inboxes,
        List<String> keys,
        List<CutList.Delivered> alreadyLeft,
        Passing passing) {

    /**
     * What a withdrawal did beyond cutting the leaver off.
     *
     * @param handedOver lines of the transition plan that were carried out
     * @param planClosed lines that were not, and why
     * @param linksOfOthers closed links that others had issued for the leaver's deposits
     */
    public record Passing(List<String> handedOver, List<String> planClosed, List<String> linksOfOthers) {
        static final Passing NOTHING = new Passing(List.of(), List.of(), List.of());

        public Passing {
            handedOver = List.copyOf(handedOver);
            planClosed = List.copyOf(planClosed);
            linksOfOthers = List.copyOf(linksOfOthers);
        }
    }

    public CutReport {
        running = List.copyOf(running);
        linksIssued = List.copyOf(linksIssued);
        linksReceived = List.copyOf(linksReceived);
        inboxes = List.copyOf(inboxes);
        keys = List.copyOf(keys);
        alreadyLeft = List.copyOf(alreadyLeft);
    }

    /** The same with what had left as its reader may see it. */
    CutReport showing(List<CutList.Delivered> left) {
        return new CutReport(participant, changed, running, linksIssued, linksReceived, inboxes, keys, left, passing);
    }

    public Status status() {
        return participant.status();
    }
}
