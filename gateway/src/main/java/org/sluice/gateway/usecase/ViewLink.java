package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.link.Terms;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.LinkTerms;
import org.sluice.gateway.store.Links;

/** What an opened link shows. Reads only: a GET changes and counts nothing. Thread-safe. */
public final class ViewLink {
    private final Ledger ledger;
    private final Rulebook rules;
    private final LinkAccess access;

    public ViewLink(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
        this.access = new LinkAccess(rules);
    }

    /**
     * The page of one link.
     *
     * @param releasedBy the releaser's participant, by name
     * @param terms how it may be used; what must be agreed to before the first download
     * @param agreed when exactly these terms were agreed to
     * @param packing how the files are packed while they are sent
     * @param keys for which they are sealed; none where they are not, or where none counts any more
     * @param epochs to be carried by the renewed cookie
     */
    public record View(
            Link link,
            String recipientName,
            String releasedBy,
            String purpose,
            Instant expires,
            Terms terms,
            Optional<Instant> agreed,
            Packing packing,
            List<RecipientKey> keys,
            List<File> files,
            Map<String, Long> epochs) {
        public View {
            keys = List.copyOf(keys);
            files = List.copyOf(files);
        }

        /** The receipt is offered once every file that may still be had was delivered in whole. */
        public boolean receiptOffered() {
            return files.stream().anyMatch(file -> file.state().completed().isPresent())
                    && files.stream()
                            .allMatch(file -> file.state().completed().isPresent()
                                    || file.unavailable().isPresent());
        }
    }

    /**
     * One file of a link.
     *
     * @param label what counts, standard labels filled in
     * @param unavailable why it can't be had any more, if so
     * @param protocol for the titles of type and channel, in the reader's language
     */
    public record File(
            Deposit deposit,
            Label label,
            LinkFile state,
            Decision decision,
            Optional<Refusal> unavailable,
            Optional<Protocol> protocol) {
        /** Whether the recipient fetched what the protocol permits no more: a hold is lifted again, this is not. */
        public boolean takenBack() {
            return state.claims() > 0 && !(decision instanceof Decision.Permit);
        }
    }

    /**
     * Shows a link to whoever opened it.
     *
     * @param epochs as the cookie carries them; others than today's void it
     */
    public Answer<View> view(String linkId, Map<String, Long> epochs) {
        Instant now = ledger.now();
        return ledger.read(
                sql -> standing(sql, linkId, epochs, now).then(standing -> Answer.done(view(sql, standing, now))));
    }

    Answer<LinkAccess.Standing> standing(Handle sql, String linkId, Map<String, Long> epochs, Instant now) {
        return standing(sql, access, linkId, epochs, now);
    }

    static Answer<LinkAccess.Standing> standing(
            Handle sql, LinkAccess access, String linkId, Map<String, Long> epochs, Instant now) {
        Optional<Link> link = Links.find(sql, linkId);
        if (link.isEmpty()) {
            return Answer.refused(Refusal.unknown("link", linkId));
        }
        return access.standing(sql, link.get(), now)
                .then(standing -> standing.epochs().equals(epochs)
                        ? Answer.done(standing)
                        : Answer.refused(Refusal.forbidden(
                                "session-over", "This session is over; open the link again with its password.")));
    }

    private View view(Handle sql, LinkAccess.Standing standing, Instant now) {
        List<File> files = new ArrayList<>();
        for (LinkFile state : access.files(sql, standing)) {
            Deposit deposit = Deposits.find(sql, state.depositId()).orElseThrow();
            Answer<Deposit> permitted = access.permitted(sql, standing, deposit.id(), now);
            Optional<Refusal> unavailable = permitted instanceof Answer.Refused<Deposit> refused
                    ? Optional.of(refused.refusal())
                    : Optional.empty();
            files.add(new File(
                    deposit,
                    rules.counted(sql, deposit.label().inChannel(deposit.channel()), now),
                    state,
                    access.decision(sql, standing, deposit, now),
                    unavailable,
                    rules.governing(sql, deposit.type(), now)));
        }
        String releasedBy = org.sluice.gateway.store.Participants.find(
                        sql, standing.release().participantId())
                .orElseThrow()
                .name();
        Terms terms = access.terms(sql, standing, now);
        LinkPacking.Packed packed = LinkPacking.of(sql, standing.link(), now);
        return new View(
                standing.link(),
                standing.contact().name(),
                releasedBy,
                standing.release().purpose(),
                standing.link().expires(),
                terms,
                LinkTerms.agreed(sql, standing.link().id(), terms),
                packed.packing(),
                packed.keys(),
                files,
                standing.epochs());
    }
}
