package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.ProtocolDiff;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Releases;

/** What another version of a protocol changes, and what that would do to what is released now. Reads only. Thread-safe. */
public final class ComparePolicy {
    private final Ledger ledger;
    private final Rulebook rules;
    private final HiddenRecipients hidden;

    public ComparePolicy(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
        this.hidden = new HiddenRecipients(ledger);
    }

    /**
     * A file on its way to a recipient that would end.
     *
     * @param link absent for what lies in a person's inbox
     */
    public record Ending(
            String release, Optional<String> link, String recipient, String depositId, String name, Decision under) {}

    /** @param looked at how many ways to a file were asked, of those that the viewer sees */
    public record Compared(Protocol before, Protocol after, ProtocolDiff diff, int looked, List<Ending> endings) {
        public Compared {
            endings = List.copyOf(endings);
        }
    }

    /**
     * Compares a text with a version on record.
     *
     * @param beforeId of the protocol that the text would replace
     * @param version of it; the one in force where absent
     * @param viewer the person who looks; the host's administrator where absent
     */
    public Answer<Compared> compare(
            String beforeId, Optional<String> version, String afterText, Optional<String> viewer) {
        Instant now = ledger.now();
        return AssessPolicy.load(afterText)
                .then(after -> ledger.read(sql -> before(sql, beforeId, version, now)
                        .map(before -> Answer.done(compared(sql, before, after, viewer, now)))
                        .orElseGet(() -> Answer.refused(Refusal.unknown("policy", beforeId)))));
    }

    private Optional<Protocol> before(Handle sql, String id, Optional<String> version, Instant now) {
        List<Protocol> among = version.isPresent() ? rules.all(sql) : rules.inForce(sql, now);
        return among.stream()
                .filter(p ->
                        p.id().equals(id) && version.map(p.version()::equals).orElse(true))
                .findFirst();
    }

    private Compared compared(Handle sql, Protocol before, Protocol after, Optional<String> viewer, Instant now) {
        List<Protocol> current = rules.inForce(sql, now);
        List<Protocol> instead = new ArrayList<>(current);
        instead.removeIf(p -> p.id().equals(before.id()) || p.id().equals(after.id()));
        instead.add(after);
        List<Ending> endings = new ArrayList<>();
        int looked = 0;
        for (Release release : Releases.all(sql)) {
            if (release.revoked().isPresent() || !now.isBefore(release.expires())) {
                continue;
            }
            for (Way way : ways(sql, release, hidden.recipients(sql, release, viewer), now)) {
                looked++;
                if (rules.decideUnder(sql, current, way.exit(), now) instanceof Decision.Permit) {
                    Decision under = rules.decideUnder(sql, instead, way.exit(), now);
                    if (!(under instanceof Decision.Permit)) {
                        endings.add(ending(release, way, under));
                    }
                }
            }
        }
        return new Compared(before, after, ProtocolDiff.of(before, after), looked, endings);
    }

    /** One deposit to one recipient, with the live link if it goes by one. */
    private record Way(Exit exit, Optional<String> link) {}

    private static List<Way> ways(Handle sql, Release release, List<Recipient> recipients, Instant now) {
        List<Way> ways = new ArrayList<>();
        for (Recipient recipient : recipients) {
            List<Optional<String>> links = switch (recipient) {
                case Recipient.OfPerson person -> List.of(Optional.<String>empty());
                case Recipient.OfContact contact ->
                    Links.ofRelease(sql, release.id()).stream()
                            .filter(l -> l.contactId().equals(contact.id())
                                    && l.closed().isEmpty()
                                    && now.isBefore(l.expires()))
                            .map(Link::id)
                            .map(Optional::of)
                            .toList();
            };
            for (Optional<String> link : links) {
                for (String id : release.deposits()) {
                    Deposits.find(sql, id)
                            .ifPresent(deposit -> ways.add(new Way(Exit.of(release, deposit, recipient), link)));
                }
            }
        }
        return ways;
    }

    private static Ending ending(Release release, Way way, Decision under) {
        Deposit deposit = way.exit().deposit();
        return new Ending(
                release.id(),
                way.link(),
                way.exit().recipient().id(),
                deposit.id(),
                Exposure.shown(deposit, Optional.empty()).name(),
                under);
    }
}
