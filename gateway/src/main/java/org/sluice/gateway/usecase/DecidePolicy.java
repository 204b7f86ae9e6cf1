package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Proposal;
import org.sluice.gateway.policy.ProtocolTemplate;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Proposals;
import org.sluice.gateway.store.ProtocolDocuments;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.usecase.ProposePolicy.Seen;

/**
 * Ends a proposal: by itself where nobody objected in time, else by the group's word. An accepted version counts from its
 * instant on in place of the older ones. Thread-safe.
 */
public final class DecidePolicy {
    private static final String NOBODY_OBJECTED = "nobody objected in time";
    private static final String GATEWAY = "gateway";

    private final Ledger ledger;
    private final ProposePolicy propose;
    private final AssessPolicy assess;

    public DecidePolicy(Ledger ledger, ProposePolicy propose, AssessPolicy assess) {
        this.ledger = ledger;
        this.propose = propose;
        this.assess = assess;
    }

    /**
     * The group lets a proposal stand against objections. It counts seven days from now on, never before the window
     * closed.
     *
     * @param asked an earlier or later instant that the group says, with its reason
     */
    public Answer<Seen> accept(
            Actor actor, String personId, String proposalId, String reason, Optional<Proposal.Asked> asked) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            ProposePolicy.requireWords("reason", reason);
            Person person = ProposePolicy.coordinator(tx, personId, now);
            Proposal proposal = ProposePolicy.find(tx.sql(), proposalId);
            requireOpen(proposal);
            if (proposal.by().equals(person.id())) {
                throw new RefusedException(Refusal.forbidden(
                        "own-proposal",
                        "Who proposed a change does not put on record that it stands against objections; let another"
                                + " coordinator do it."));
            }
            if (proposal.windowOpen(now)) {
                throw new RefusedException(Refusal.conflict(
                        "window-open",
                        "Objections to " + proposalId + " are taken until " + proposal.windowEnds()
                                + "; decide after that."));
            }
            if (Proposals.objections(tx.sql(), proposalId).isEmpty()) {
                throw new RefusedException(Refusal.conflict(
                        "unopposed", "Nobody objected to " + proposalId + ", so it is accepted by itself."));
            }
            asked.ifPresent(a -> ProposePolicy.requireWords("reason", a.reason()));
            notReady(tx, proposal).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
            Instant from = later(proposal.decidedFrom(now, asked), now);
            Proposal.Verdict verdict = new Proposal.Verdict(now, person.id(), reason);
            stand(tx, actor, proposal, verdict, from, asked.map(Proposal.Asked::reason));
            return ProposePolicy.seen(tx.sql(), ProposePolicy.find(tx.sql(), proposalId), now);
        });
    }

    /** The group, or whoever proposed it, lets a proposal fall. */
    public Answer<Seen> reject(Actor actor, String personId, String proposalId, String reason) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            ProposePolicy.requireWords("reason", reason);
            Person person = ProposePolicy.coordinator(tx, personId, now);
            drop(tx, actor, proposalId, Proposal.State.REJECTED, new Proposal.Verdict(now, person.id(), reason));
            return ProposePolicy.seen(tx.sql(), ProposePolicy.find(tx.sql(), proposalId), now);
        });
    }

    /** The group changes what it proposed: the old proposal ends, and the new text starts anew with a window of its own. */
    public Answer<Seen> adapt(Actor actor, String personId, String proposalId, String reason, String text) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            ProposePolicy.requireWords("reason", reason);
            Person person = ProposePolicy.coordinator(tx, personId, now);
            Proposal old =
                    drop(tx, actor, proposalId, Proposal.State.ADAPTED, new Proposal.Verdict(now, person.id(), reason));
            Seen seen = propose.put(
                    tx, actor, person, text, old.summary(), ProposePolicy.When.USUAL, Optional.of(proposalId));
            if (!seen.proposal().protocolId().equals(old.protocolId())) {
                throw new RefusedException(Refusal.wrong(
                        "another-protocol",
                        "The adapted text is of " + seen.proposal().protocolId() + ", the proposal of "
                                + old.protocolId() + "; propose it on its own."));
            }
            return seen;
        });
    }

    /**
     * Accepts every proposal to which nobody objected in time; returns how many. One that lets more pass than its template
     * by now, without an assessment of that, stays open: the coordinators are told once.
     */
    public int due() {
        Instant now = ledger.now();
        List<Proposal> closed = ledger.read(sql -> Proposals.closed(sql, now).stream()
                .filter(p -> p.unopposed(Proposals.objections(sql, p.id()), now))
                .toList());
        int accepted = 0;
        for (Proposal proposal : closed) {
            if (ledger.write(tx -> unopposed(tx, proposal, now)).orThrow()) {
                accepted++;
            }
        }
        return accepted;
    }

    private boolean unopposed(Tx tx, Proposal proposal, Instant now) {
        Optional<Refusal> notReady = notReady(tx, proposal);
        if (notReady.isPresent()) {
            if (Proposals.waits(tx, proposal.id(), now)) {
                waiting(tx, proposal, now, notReady.get());
            }
            return false;
        }
        // Late, after the gateway was off, it counts from now on: what was decided until then stays true.
        stand(
                tx,
                new Actor.SystemActor("policy"),
                proposal,
                new Proposal.Verdict(now, GATEWAY, NOBODY_OBJECTED),
                later(proposal.unopposedFrom(), now),
                proposal.asked().map(Proposal.Asked::reason));
        return true;
    }

    /**
     * What it was measured against when it was proposed may have become narrower since, and another text may have taken its
     * version: so it is measured again before it counts.
     */
    private Optional<Refusal> notReady(Tx tx, Proposal proposal) {
        if (ProtocolDocuments.has(tx.sql(), proposal.protocolId(), proposal.version())) {
            return Optional.of(Refusal.conflict(
                    "version-taken",
                    "Version " + proposal.version() + " of " + proposal.protocolId()
                            + " came on record meanwhile; reject this proposal, or adapt it with another version."));
        }
        return assess.against(tx.sql(), AssessPolicy.load(proposal.text()).orThrow());
    }

    private void waiting(Tx tx, Proposal proposal, Instant now, Refusal refusal) {
        String parts = refusal.details().isEmpty() ? refusal.message() : String.join("; ", refusal.details());
        TellPeople.tell(
                ledger,
                tx,
                now,
                Notice.Kind.POLICY_WAITING,
                Map.of(
                        "proposal", proposal.id(),
                        "protocol", proposal.protocolId(),
                        "version", proposal.version(),
                        "parts", parts),
                p -> p.is(Role.COORDINATOR) || p.id().equals(proposal.by()));
        tx.append(new AuditEvent(
                EventKind.POLICY_WAITING,
                new Actor.SystemActor("policy"),
                Map.of("proposal", proposal.id(), "code", refusal.code(), "parts", parts)));
    }

    private void stand(
            Tx tx, Actor actor, Proposal proposal, Proposal.Verdict verdict, Instant from, Optional<String> shorter) {
        if (!Proposals.decide(tx, proposal.id(), Proposal.State.ACCEPTED, verdict, Optional.of(from))) {
            throw decided(proposal.id());
        }
        String digest = ProtocolTemplate.digest(proposal.text());
        ProtocolDocuments.accept(
                tx,
                new ProtocolDocuments.Document(proposal.protocolId(), proposal.version(), digest, proposal.text()),
                verdict.at(),
                from);
        tell(tx, proposal, verdict, Notice.Kind.POLICY_ACCEPTED, Map.of("force", from.toString()));
        AuditEvent event = new AuditEvent(
                EventKind.POLICY_ACCEPTED,
                actor,
                Map.of(
                        "proposal", proposal.id(),
                        "by", verdict.by(),
                        "reason", verdict.reason(),
                        "in_force", from.toString()));
        tx.append(shorter.map(why -> event.with("date_reason", why)).orElse(event));
        tx.append(new AuditEvent(
                EventKind.PROTOCOL_LOADED,
                actor,
                Map.of(
                        "protocol", proposal.protocolId(),
                        "version", proposal.version(),
                        "sha256", digest)));
    }

    private Proposal drop(Tx tx, Actor actor, String id, Proposal.State state, Proposal.Verdict verdict) {
        Proposal proposal = ProposePolicy.find(tx.sql(), id);
        requireOpen(proposal);
        if (!Proposals.decide(tx, id, state, verdict, Optional.empty())) {
            throw decided(id);
        }
        tell(tx, proposal, verdict, Notice.Kind.POLICY_DROPPED, Map.of());
        tx.append(new AuditEvent(
                state == Proposal.State.ADAPTED ? EventKind.POLICY_ADAPTED : EventKind.POLICY_REJECTED,
                actor,
                Map.of("proposal", id, "by", verdict.by(), "reason", verdict.reason())));
        return proposal;
    }

    private void tell(Tx tx, Proposal proposal, Proposal.Verdict verdict, Notice.Kind kind, Map<String, String> more) {
        // Nobody is asked any longer what they object to.
        Notices.dropOf(tx, Notice.Kind.POLICY_PROPOSED, Map.of("proposal", proposal.id()));
        Map<String, String> parameters = new java.util.HashMap<>(more);
        parameters.put("proposal", proposal.id());
        parameters.put("protocol", proposal.protocolId());
        parameters.put("version", proposal.version());
        parameters.put("reason", verdict.reason());
        TellPeople.tell(ledger, tx, verdict.at(), kind, parameters, everybody -> true);
    }

    private static void requireOpen(Proposal proposal) {
        if (proposal.state() != Proposal.State.OPEN) {
            throw decided(proposal.id());
        }
    }

    private static RefusedException decided(String id) {
        return new RefusedException(Refusal.conflict(
                "already-decided", "The proposal " + id + " was decided already; nothing was changed."));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
