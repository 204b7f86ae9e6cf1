package org.sluice.gateway.usecase;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Incidents;
import org.sluice.gateway.store.SubjectRequests;
import org.sluice.gateway.store.TransitionEntries;

/**
 * What somebody else still needs of a deposit: who looks into an incident, a data subject that asked to see its case, and
 * the successor to whom a leaver passes it. Reads only. Thread-safe.
 */
public final class Holds implements HoldCheck {
    @Override
    public List<String> on(Handle sql, String depositId) {
        List<String> on = new ArrayList<>();
        Incidents.freezing(sql, "deposit", depositId)
                .ifPresent(incident -> on.add("The incident " + incident + " freezes it: " + lift(incident)));
        // Whoever says that a file is not for them names a link and no file; what it carried is what will be looked at.
        Incidents.freezingLinkWith(sql, depositId)
                .ifPresent(incident ->
                        on.add("The incident " + incident + " freezes a link that carries it: " + lift(incident)));
        String code = Deposits.find(sql, depositId)
                .flatMap(deposit -> deposit.label().particulars().caseCode())
                .orElse("");
        SubjectRequests.openAccess(sql, depositId, code)
                .forEach(request -> on.add("The data subject's request " + request
                        + " asks what is kept of its case: answer and close it first, with: sluice subject close "
                        + request + " --outcome TEXT."));
        TransitionEntries.openWith(sql, depositId).forEach(entry -> on.add(planned(entry)));
        return on;
    }

    private static String lift(String incident) {
        return "close that incident, or lift its hold with: sluice incident hold " + incident
                + " --lift --reason TEXT.";
    }

    private static String planned(TransitionEntry entry) {
        String what = entry.kind() == TransitionEntry.Kind.FETCH
                ? " lets " + entry.leaver() + " fetch it until it leaves"
                : " passes " + (entry.kind() == TransitionEntry.Kind.DEPOSIT ? "it" : "what carries it") + " to "
                        + entry.successor() + " as " + entry.leaver() + " leaves";
        return "The line " + entry.id() + " of a transition plan" + what
                + ": wait for that day, or have the line dropped with: sluice participant plan drop " + entry.id()
                + " --reason TEXT.";
    }
}
