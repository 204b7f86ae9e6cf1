package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Status;
import org.sluice.gateway.domain.participant.TransitionEntry;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.TransitionEntries;

/**
 * Once notice is given, active access stops (DPISP section 1.10.3 b): the leaver's people and contacts fetch only what its
 * transition plan, in force, lists for them; if it lists nothing, nothing, and what was released to them before is no
 * exception. What they deposited themselves stays theirs to read. Thread-safe.
 */
public final class DuringNotice implements ExitRule {
    /** How pages and folders tell this refusal from the others. */
    public static final String CODE = "notice-given";

    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        String deposit = exit.deposit().id();
        return FactsCounted.participantOf(sql, exit.recipient())
                .flatMap(id -> Participants.find(sql, id))
                .filter(participant -> participant.status() == Status.WITHDRAWING)
                .filter(leaver -> !listed(sql, leaver, deposit))
                .map(leaver -> refusal(leaver, exit));
    }

    private static boolean listed(Handle sql, Participant leaver, String deposit) {
        return TransitionEntries.open(sql, leaver.id()).stream()
                .anyMatch(entry -> entry.kind() == TransitionEntry.Kind.FETCH
                        && entry.counts()
                        && entry.subject().equals(deposit));
    }

    private static Refusal refusal(Participant leaver, Exit exit) {
        String owner = exit.deposit().participantId();
        return Refusal.of(
                Refusal.Kind.REFUSED,
                CODE,
                leaver.id() + " has given notice and leaves"
                        + leaver.effective().map(at -> " at " + at).orElse("")
                        + "; until then it can fetch only what its transition plan lists, and "
                        + exit.deposit().id()
                        + " is not in it. If it must still be fetched, a coordinator enters it: sluice participant plan"
                        + " add " + leaver.id() + " --fetch " + exit.deposit().id() + " --to " + owner
                        + "; it counts once " + owner + " has acknowledged it.");
    }
}
