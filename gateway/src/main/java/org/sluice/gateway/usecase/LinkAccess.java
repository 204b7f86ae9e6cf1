package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.link.Terms;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Obligations;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.InformationRequests;
import org.sluice.gateway.store.LinkTerms;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.ReleaseBases;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Sendings;

/** The one check behind every route of a link: opening, list, claim, each range, receipt. Reads only. Thread-safe. */
final class LinkAccess {
    /** No participant's id has a space: whoever opened a link with an earlier password opened it for nothing. */
    private static final String PASSWORD = "the password";

    private final Rulebook rules;
    /** Asked by itself too, so that the recipient is told why and what to do. */
    private final DuringNotice leaving = new DuringNotice();

    LinkAccess(Rulebook rules) {
        this.rules = rules;
    }

    /**
     * A link with all that hangs on it, in standing at the instant asked.
     *
     * @param epochs of the participants on either side; a cookie that carries other ones is void
     */
    record Standing(Link link, Release release, Contact contact, Map<String, Long> epochs) {
        Set<String> participants() {
            return epochs.keySet().stream().filter(id -> !id.equals(PASSWORD)).collect(Collectors.toSet());
        }
    }

    /**
     * The link if it lives, its release stands, and both sides' participants may act. A lock bars the password only: a
     * stranger who guesses must not break off what the recipient has opened.
     */
    Answer<Standing> standing(Handle sql, Link link, Instant now) {
        LinkState state = link.state(now);
        Release release = Releases.find(sql, link.releaseId()).orElseThrow();
        if (state != LinkState.LIVE && state != LinkState.LOCKED) {
            boolean over = state == LinkState.CONFIRMED || state == LinkState.EXPIRED;
            return Answer.refused(over && tookWhatFell(sql, link, release, now) ? takenBack() : ended(state));
        }
        Contact contact = Contacts.find(sql, link.contactId()).orElseThrow();
        if (release.revoked().isPresent()) {
            return Answer.refused(ended(LinkState.REVOKED));
        }
        Map<String, Long> epochs = new TreeMap<>();
        List<String> sides = new ArrayList<>(List.of(release.participantId()));
        contact.participantId().ifPresent(sides::add);
        for (String side : sides) {
            Optional<Participant> participant = Participants.find(sql, side);
            if (participant.isEmpty() || participant.get().barred(now).isPresent()) {
                return Answer.refused(ended(LinkState.REVOKED));
            }
            epochs.put(side, participant.get().epoch());
        }
        Sendings.find(sql, link.id(), Sending.Part.PASSWORD)
                .filter(password -> password.made() > 1)
                .ifPresent(password -> epochs.put(PASSWORD, (long) password.made()));
        return Answer.done(new Standing(link, release, contact, epochs));
    }

    /** Whether something that was fetched over it may be shared with its recipient no more: they come here to learn it. */
    private boolean tookWhatFell(Handle sql, Link link, Release release, Instant now) {
        return Links.files(sql, link.id()).stream()
                .filter(file -> file.claims() > 0)
                .flatMap(file -> Deposits.find(sql, file.depositId()).stream())
                .anyMatch(
                        deposit -> !(rules.decide(sql, exit(link, release, deposit), now) instanceof Decision.Permit));
    }

    /** One deposit of a link, if the protocol permits it to this recipient still. */
    Answer<Deposit> permitted(Handle sql, Standing standing, String depositId, Instant now) {
        Optional<Deposit> deposit = Deposits.find(sql, depositId);
        if (deposit.isEmpty() || !standing.release().deposits().contains(depositId)) {
            return Answer.refused(Refusal.unknown("file", depositId));
        }
        if (deposit.get().state() != DepositState.DEPOSITED || deposit.get().held()) {
            return Answer.refused(notAvailable());
        }
        Optional<Refusal> noticed = leaving.against(sql, exit(standing, deposit.get()), now);
        if (noticed.isPresent()) {
            return Answer.refused(noticed.get());
        }
        boolean permitted = fits(standing.link().channel(), deposit.get())
                && rules.permits(sql, exit(standing, deposit.get()), now);
        return permitted ? Answer.done(deposit.get()) : Answer.refused(notAvailable());
    }

    /**
     * A label that was raised since asks for more than this link was issued under: another way for its password, fewer
     * downloads, a shorter life, or an approval case by case.
     */
    static boolean fits(Channel issuedUnder, Deposit deposit) {
        return issuedUnder.atLeast(deposit.channel());
    }

    Decision decision(Handle sql, Standing standing, Deposit deposit, Instant now) {
        return rules.decide(sql, exit(standing, deposit), now);
    }

    /** How what may be had over a link may be used: what the decisions on it oblige to, and when it must be destroyed. */
    Terms terms(Handle sql, Standing standing, Instant now) {
        List<Obligations> obligations = standing.release().deposits().stream()
                .map(id -> permitted(sql, standing, id, now))
                .flatMap(answer ->
                        answer instanceof Answer.Done<Deposit> done ? Stream.of(done.value()) : Stream.<Deposit>empty())
                .map(deposit -> decision(sql, standing, deposit, now).obligations())
                .toList();
        return Terms.of(obligations, destroyBy(sql, standing.link()));
    }

    /** What its releaser said, or the earliest of the requests on which something of the link goes. */
    static Optional<Instant> destroyBy(Handle sql, Link link) {
        Stream<Instant> asked = ReleaseBases.of(sql, link.releaseId()).stream()
                .filter(row -> row.recipientId().equals(link.contactId()))
                .flatMap(row -> InformationRequests.find(sql, row.basis().on()).stream())
                .flatMap(request -> request.destructionDue().stream());
        return Stream.concat(asked, LinkTerms.destroyBy(sql, link.releaseId()).stream())
                .min(Comparator.naturalOrder());
    }

    private static Exit exit(Standing standing, Deposit deposit) {
        return exit(standing.link(), standing.release(), deposit);
    }

    private static Exit exit(Link link, Release release, Deposit deposit) {
        return Exit.of(release, deposit, new Recipient.OfContact(link.contactId(), link.audience()));
    }

    List<LinkFile> files(Handle sql, Standing standing) {
        return Links.files(sql, standing.link().id());
    }

    static Refusal ended(LinkState state) {
        return Refusal.conflict(
                "link-" + state.word(),
                switch (state) {
                    case LIVE -> "The link is live.";
                    case LOCKED -> "Too many wrong passwords: this link is locked for a while.";
                    case EXPIRED -> "This link has expired. Ask its sender for a new one.";
                    case CONFIRMED -> "You confirmed that the files arrived, which closed this link.";
                    case REVOKED -> "This link was taken back. Ask its sender.";
                    case REISSUED -> "This link was replaced by a newer one.";
                });
    }

    private static Refusal takenBack() {
        return Refusal.conflict(
                "taken-back",
                "You fetched files over this link that may no longer be shared with you. Stop using them, destroy your"
                        + " copies, and ask their sender if you are in doubt.");
    }

    private static Refusal notAvailable() {
        return Refusal.of(
                Refusal.Kind.REFUSED,
                "no-longer-permitted",
                "This file may no longer be shared with you under the protocol. Ask its sender.");
    }
}
