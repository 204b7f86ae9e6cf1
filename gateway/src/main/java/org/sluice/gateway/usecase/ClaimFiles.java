package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Tx;

/** Counts downloads before they begin, one for each file and claim, and keeps what their recipient agreed to. Thread-safe. */
public final class ClaimFiles {
    /** Each holds a body open until the last one was sent. */
    static final int MOST_TOGETHER = 200;

    private final Ledger ledger;
    private final LinkAccess access;

    ClaimFiles(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.access = new LinkAccess(rules);
    }

    /**
     * What a recipient said yes to with its claim.
     *
     * @param terms the digest of the terms that its page showed; empty where it showed none
     * @param language in which they were shown
     */
    public record Agreement(String terms, String language) {
        public static final Agreement NONE = new Agreement("", "en");
    }

    /** Of nothing that is sealed at rest. */
    public Answer<LinkFile> claim(String linkId, Map<String, Long> epochs, String depositId, Agreement agreement) {
        return claim(linkId, epochs, depositId, agreement, Optional.empty());
    }

    /**
     * Counts one download; a claim that is still open is not counted again. Where terms bind, they are agreed to before, in
     * this unit or an earlier one.
     *
     * @param sealed the secret that opens what is sealed, as the recipient's cookie holds it
     */
    public Answer<LinkFile> claim(
            String linkId, Map<String, Long> epochs, String depositId, Agreement agreement, Optional<Token> sealed) {
        Instant now = ledger.now();
        Answer<LinkFile> claimed = ledger.write(tx -> {
            LinkAccess.Standing standing =
                    ViewLink.standing(tx.sql(), access, linkId, epochs, now).orThrow();
            holdSides(tx, standing, now);
            LinkPacking.keys(tx.sql(), standing.link(), now).orThrow();
            Deposit deposit =
                    access.permitted(tx.sql(), standing, depositId, now).orThrow();
            return claim(tx, standing, deposit, agreement, sealed, now);
        });
        if (claimed instanceof Answer.Refused<LinkFile> refused) {
            record(EventKind.LINK_CLAIM_REFUSED, linkId, depositId, refused.refusal());
        }
        return claimed;
    }

    private LinkFile claim(
            Tx tx,
            LinkAccess.Standing standing,
            Deposit deposit,
            Agreement agreement,
            Optional<Token> sealed,
            Instant now) {
        String linkId = standing.link().id();
        SealedSessions.against(tx.sql(), linkId, deposit, sealed, now).ifPresent(refusal -> {
            throw new RefusedException(refusal);
        });
        LinkFile before = Links.file(tx.sql(), linkId, deposit.id()).orElseThrow();
        if (before.open()) {
            return before;
        }
        AgreeToTerms.agree(tx, standing, access.terms(tx.sql(), standing, now), agreement, now);
        if (!Links.claim(tx, linkId, deposit.id(), now)) {
            throw new RefusedException(noneLeft());
        }
        tx.append(FetchFile.event(EventKind.LINK_CLAIMED, standing, deposit)
                .with("claim", Integer.toString(before.claims() + 1)));
        return Links.file(tx.sql(), linkId, deposit.id()).orElseThrow();
    }

    private static Refusal noneLeft() {
        return Refusal.conflict(
                "no-downloads-left", "This file was downloaded as often as its sender allowed. Ask its sender.");
    }

    /** Claims every file of a link that may be had and of which a download is left, each as if by itself; at least one. */
    public Answer<List<LinkFile>> claimAll(
            String linkId, Map<String, Long> epochs, Agreement agreement, Optional<Token> sealed) {
        Instant now = ledger.now();
        Answer<List<LinkFile>> claimed = ledger.write(tx -> {
            LinkAccess.Standing standing =
                    ViewLink.standing(tx.sql(), access, linkId, epochs, now).orThrow();
            holdSides(tx, standing, now);
            LinkPacking.keys(tx.sql(), standing.link(), now).orThrow();
            List<LinkFile> all = new ArrayList<>();
            for (LinkFile file : access.files(tx.sql(), standing)) {
                if ((file.open() || file.left() > 0)
                        && access.permitted(tx.sql(), standing, file.depositId(), now)
                                instanceof Answer.Done<Deposit> done) {
                    all.add(claim(tx, standing, done.value(), agreement, sealed, now));
                }
            }
            if (all.isEmpty()) {
                throw new RefusedException(noneLeft());
            }
            if (all.size() > MOST_TOGETHER) {
                throw new RefusedException(Refusal.conflict(
                        "too-many-together", "These are too many files for one ZIP. Take them one by one."));
            }
            return List.copyOf(all);
        });
        if (claimed instanceof Answer.Refused<List<LinkFile>> refused) {
            record(EventKind.LINK_CLAIM_REFUSED, linkId, "all", refused.refusal());
        }
        return claimed;
    }

    /** The files of a link whose claims are open and that may be had still; at least one. */
    public Answer<List<Deposit>> claimed(String linkId, Map<String, Long> epochs) {
        return claimed(linkId, epochs, false);
    }

    /** @param packed whether they leave in the packing of their release, and not as they are */
    public Answer<List<Deposit>> claimed(String linkId, Map<String, Long> epochs, boolean packed) {
        Instant now = ledger.now();
        return ledger.read(sql -> ViewLink.standing(sql, access, linkId, epochs, now)
                .then(standing -> AsPacked.only(sql, standing, packed))
                .then(standing -> {
                    List<Deposit> all = access.files(sql, standing).stream()
                            .filter(LinkFile::open)
                            .map(file -> access.permitted(sql, standing, file.depositId(), now))
                            .flatMap(answer -> answer instanceof Answer.Done<Deposit> done
                                    ? Stream.of(done.value())
                                    : Stream.<Deposit>empty())
                            .toList();
                    return all.isEmpty() ? Answer.refused(notClaimed()) : Answer.done(all);
                }));
    }

    static Refusal notClaimed() {
        return Refusal.forbidden(
                "not-claimed", "Begin the download from the list of files; this address alone opens nothing.");
    }

    private static void holdSides(Tx tx, LinkAccess.Standing standing, Instant now) {
        for (String participant : standing.participants()) {
            Participants.holdActive(tx, participant, now).orThrow();
        }
    }

    private void record(EventKind kind, String linkId, String depositId, Refusal refusal) {
        ledger.record(new AuditEvent(
                kind,
                new Actor.LinkHolder(linkId),
                Map.of("link", linkId, "deposit", depositId, "reason", refusal.code())));
    }
}
