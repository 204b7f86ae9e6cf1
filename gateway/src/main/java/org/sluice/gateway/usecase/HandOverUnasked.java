package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.release.ContactWays;
import org.sluice.gateway.domain.release.Reach;
import org.sluice.gateway.store.UnaskedHandOvers;
import org.sluice.gateway.store.WaysOfContacts;

/**
 * Hands over by itself what waits for contacts with standing ways: both of them sent by the gateway. Once for each; what
 * can't be sent so, or was refused, waits for a person as it would have. Thread-safe.
 */
public final class HandOverUnasked {
    private static final Logger LOG = LoggerFactory.getLogger(HandOverUnasked.class);
    private static final Actor.SystemActor ACTOR = new Actor.SystemActor("hand-over");

    private final Ledger ledger;
    private final HandOverLinks handOver;
    private final IssueLinks links;

    HandOverUnasked(Ledger ledger, HandOverLinks handOver, IssueLinks links) {
        this.ledger = ledger;
        this.handOver = handOver;
        this.links = links;
    }

    /** Tries each that waits and was not tried; returns how many links went. */
    public int due() {
        int went = 0;
        Instant now = ledger.now();
        for (UnaskedHandOvers.Waiting one : ledger.read(sql -> UnaskedHandOvers.waiting(sql, now))) {
            try {
                went += ready(one) && taken(one, now) && handedOver(one) ? 1 : 0;
            } catch (RuntimeException e) {
                LOG.error(
                        "The link for {} in {} could not be handed over unasked", one.contactId(), one.releaseId(), e);
            }
        }
        return went;
    }

    /** Asked before it is tried for good: an administrator who sets up a way later has it go then. */
    private boolean ready(UnaskedHandOvers.Waiting one) {
        return ledger.read(sql -> {
            ContactWays ways = WaysOfContacts.of(sql, one.contactId());
            Reach reach = LinkWays.reach(sql, one.contactId());
            try {
                links.deliver().sendable(reach, one.contactId(), ways.link().orElseThrow());
                links.deliver().sendable(reach, one.contactId(), ways.password().orElseThrow());
                LinkWays.fit(
                        sql,
                        one.contactId(),
                        Channel.STRICTLY_CONFIDENTIAL,
                        ways.link().get(),
                        ways.password().get());
                return true;
            } catch (RefusedException e) {
                return false;
            }
        });
    }

    private boolean taken(UnaskedHandOvers.Waiting one, Instant now) {
        return ledger.write(tx -> UnaskedHandOvers.take(tx, one, now)).orThrow();
    }

    private boolean handedOver(UnaskedHandOvers.Waiting one) {
        ContactWays ways = ledger.read(sql -> WaysOfContacts.of(sql, one.contactId()));
        Answer<ReleaseMade> made =
                handOver.unasked(ACTOR, one.releaseId(), List.of(one.contactId()), ways.link(), ways.password());
        return switch (made) {
            case Answer.Done<ReleaseMade> done -> true;
            case Answer.Refused<ReleaseMade> refused -> {
                LOG.info(
                        "The link for {} in {} waits for a person: {}",
                        one.contactId(),
                        one.releaseId(),
                        refused.refusal().code());
                yield false;
            }
        };
    }
}
