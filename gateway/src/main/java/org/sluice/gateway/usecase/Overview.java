package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Exposure;
import org.sluice.gateway.domain.fact.Fact;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.protocol.Decision;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.release.PassedOn;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.scan.Scan;
import org.sluice.gateway.domain.whole.Wholeness;
import org.sluice.gateway.store.AuditLog;
import org.sluice.gateway.store.AuditRecord;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Facts;
import org.sluice.gateway.store.LinkLetters;
import org.sluice.gateway.store.LinkNetworks;
import org.sluice.gateway.store.LinkTerms;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.PassedOns;
import org.sluice.gateway.store.PendingHandOvers;
import org.sluice.gateway.store.ReleaseBases;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.store.Scans;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.Sendings;
import org.sluice.gateway.store.Wholes;

/** What is there, for administrators: lists and single things, never contents or secrets. Reads only. Thread-safe. */
public final class Overview {
    /** Audit records in one answer. */
    public static final int MOST_RECORDS = 1000;

    private final Ledger ledger;
    private final Rulebook rules;
    private final HiddenRecipients hidden;
    private final Shown words;
    private final LinkAccess access;

    public Overview(Ledger ledger, Rulebook rules) {
        this.ledger = ledger;
        this.rules = rules;
        this.hidden = new HiddenRecipients(ledger);
        this.words = new Shown(rules);
        this.access = new LinkAccess(rules);
    }

    /**
     * A deposit with what counts for it now.
     *
     * @param counted the label with standard labels filled in, in the channel that keeps it
     * @param decisions one for each audience of the protocols in force
     * @param holding what keeps it from all of them, whatever the matrix says
     * @param whole what is known of its end and its hash; none before it has settled
     * @param scan what is known from the virus scanner, if that was ever asked
     * @param sealed at rest: it opens with its links or its owner's key only
     */
    public record DepositSeen(
            Deposit deposit,
            Label counted,
            Channel floor,
            List<Fact> facts,
            List<Decision> decisions,
            List<Refusal> holding,
            Optional<Wholeness> whole,
            Optional<Scan> scan,
            boolean sealed) {
        public DepositSeen {
            holding = List.copyOf(holding);
            facts = List.copyOf(facts);
            decisions = List.copyOf(decisions);
        }
    }

    /** A deposit in a list; {@code held}: it goes to nobody as it stands; {@code sealed} at rest. */
    public record DepositListed(Deposit deposit, boolean held, boolean sealed) {}

    /** A release in a list; {@code sealed}: something in it is sealed at rest. */
    public record ReleaseListed(Release release, boolean sealed) {}

    /** A file of a link with its name; {@code available}: its recipient could fetch it now. */
    public record FileSeen(LinkFile file, String name, boolean available) {}

    /** A link as it stands now, with what its recipient reported that it passed on; {@code sealed}: it opens what is. */
    public record LinkSeen(
            Link link,
            LinkState state,
            List<FileSeen> files,
            List<PassedOn> passedOn,
            List<Sending> sendings,
            AllowedNetworks networks,
            Optional<LinkTerms.Agreed> agreed,
            Optional<LinkLetters.Destroyed> destroyed,
            boolean sealed,
            Packing packing) {
        public LinkSeen {
            sendings = List.copyOf(sendings);
            passedOn = List.copyOf(passedOn);
            files = List.copyOf(files);
        }
    }

    /**
     * A release with its links, and on what each of its exits rested when it was made.
     *
     * @param pending contacts whose links wait to be handed over
     * @param sealed whether something in it is sealed at rest
     */
    public record ReleaseSeen(
            Release release, List<LinkSeen> links, List<BasisSeen> bases, List<String> pending, boolean sealed) {
        public ReleaseSeen {
            pending = List.copyOf(pending);
            bases = List.copyOf(bases);
            links = List.copyOf(links);
        }
    }

    /** One version of a protocol. */
    public record PolicySeen(Protocol protocol, boolean inForce) {}

    /** @param viewer the person who looks; the host's administrator where absent. Words are shown as {@link Shown} says. */
    public List<DepositListed> deposits(Optional<String> viewer) {
        Instant now = ledger.now();
        return ledger.read(sql -> {
            Optional<String> of = Callers.participant(sql, viewer);
            Set<String> sealed = SealedDeposits.all(sql);
            return Deposits.all(sql).stream()
                    .map(deposit -> new DepositListed(
                            words.shown(sql, deposit, of, now),
                            deposit.held() || !rules.holding(sql, deposit, now).isEmpty(),
                            sealed.contains(deposit.id())))
                    .toList();
        });
    }

    public Answer<DepositSeen> deposit(String id, Optional<String> viewer) {
        Instant now = ledger.now();
        return ledger.read(sql -> Deposits.find(sql, id)
                .filter(found -> found.state() != DepositState.REMOVED)
                .map(found -> Answer.done(seen(sql, found, viewer, now)))
                .orElseGet(() -> Answer.refused(Refusal.unknown("deposit", id))));
    }

    private DepositSeen seen(Handle sql, Deposit deposit, Optional<String> person, Instant now) {
        Optional<String> viewer = Callers.participant(sql, person);
        Set<String> audiences = new LinkedHashSet<>();
        rules.inForce(sql, now).forEach(protocol -> protocol.audiences().forEach(a -> audiences.add(a.id())));
        List<Decision> decisions = new ArrayList<>();
        audiences.forEach(audience -> decisions.add(rules.decide(sql, deposit, audience, now)));
        Label counted = rules.counted(sql, deposit.label().inChannel(deposit.channel()), now);
        return new DepositSeen(
                words.shown(sql, deposit, viewer, now),
                words.hides(sql, deposit, viewer, now) ? counted.withoutWords() : counted,
                rules.floor(sql, deposit.label(), now),
                hidden.facts(sql, Facts.of(sql, deposit.id()), person),
                decisions,
                words.holding(sql, deposit, viewer, now),
                Wholes.find(sql, deposit.id())
                        .map(whole ->
                                words.hides(sql, deposit, viewer, now) ? whole.withoutWords(Exposure.WITHHELD) : whole),
                Scans.find(sql, deposit.id()),
                SealedDeposits.sealed(sql, deposit.id()));
    }

    /** Who sees whom among the recipients. */
    public HiddenRecipients recipients() {
        return hidden;
    }

    public List<ReleaseListed> releases(Optional<String> viewer) {
        return ledger.read(sql -> {
            Protection protection = Protection.read(sql);
            return hidden.releases(sql, Releases.all(sql), viewer).stream()
                    .map(release -> new ReleaseListed(release, protection.sealed(release)))
                    .toList();
        });
    }

    public Answer<ReleaseSeen> release(String id, Optional<String> viewer) {
        Instant now = ledger.now();
        return ledger.read(sql -> Releases.find(sql, id)
                .flatMap(found ->
                        hidden.releases(sql, List.of(found), viewer).stream().findFirst())
                .map(found -> Answer.done(seen(sql, found, viewer, now)))
                .orElseGet(() -> Answer.refused(Refusal.unknown("release", id))));
    }

    private ReleaseSeen seen(Handle sql, Release release, Optional<String> viewer, Instant now) {
        Protection protection = Protection.read(sql);
        Set<String> recipients =
                release.recipients().stream().map(Recipient::id).collect(Collectors.toSet());
        return new ReleaseSeen(
                release,
                Links.ofRelease(sql, release.id()).stream()
                        .filter(link -> hidden.sees(sql, link, viewer))
                        .map(link -> seen(sql, link, Callers.participant(sql, viewer), protection, now))
                        .toList(),
                ReleaseBases.of(sql, release.id()).stream()
                        .filter(row -> recipients.contains(row.recipientId()))
                        .map(row -> BasisSeen.of(sql, row, now))
                        .toList(),
                PendingHandOvers.of(sql, release.id()).stream()
                        .filter(recipients::contains)
                        .toList(),
                protection.sealed(release));
    }

    public List<LinkSeen> links(Optional<String> viewer) {
        Instant now = ledger.now();
        return ledger.read(sql -> {
            Protection protection = Protection.read(sql);
            return Links.all(sql).stream()
                    .filter(link -> hidden.sees(sql, link, viewer))
                    .map(link -> seen(sql, link, Callers.participant(sql, viewer), protection, now))
                    .toList();
        });
    }

    public Answer<LinkSeen> link(String id, Optional<String> viewer) {
        Instant now = ledger.now();
        return ledger.read(sql -> Links.find(sql, id)
                .filter(link -> hidden.sees(sql, link, viewer))
                .map(found ->
                        Answer.done(seen(sql, found, Callers.participant(sql, viewer), Protection.read(sql), now)))
                .orElseGet(() -> Answer.refused(Refusal.unknown("link", id))));
    }

    private LinkSeen seen(Handle sql, Link link, Optional<String> viewer, Protection protection, Instant now) {
        Answer<LinkAccess.Standing> standing = access.standing(sql, link, now);
        List<FileSeen> files = Links.files(sql, link.id()).stream()
                .map(file -> new FileSeen(
                        file,
                        Deposits.find(sql, file.depositId())
                                .map(deposit ->
                                        words.shown(sql, deposit, viewer, now).name())
                                .orElse(""),
                        standing.then(both -> access.permitted(sql, both, file.depositId(), now))
                                instanceof Answer.Done<?>))
                .toList();
        return new LinkSeen(
                link,
                link.state(now),
                files,
                PassedOns.ofLink(sql, link.id()),
                Sendings.of(sql, link.id()),
                LinkNetworks.of(sql, link.id()),
                LinkTerms.last(sql, link.id()),
                LinkLetters.destroyed(sql, link.id()),
                protection.sealed(link),
                protection.packing(link));
    }

    public List<PolicySeen> policies() {
        Instant now = ledger.now();
        return ledger.read(sql -> {
            List<Protocol> inForce = rules.inForce(sql, now);
            return rules.all(sql).stream()
                    .map(protocol -> new PolicySeen(protocol, inForce.contains(protocol)))
                    .toList();
        });
    }

    /** One version of a protocol: the named one, else the one that came into force last. */
    public Answer<PolicySeen> policy(String id, Optional<String> version) {
        return policies().stream()
                .filter(seen -> seen.protocol().id().equals(id)
                        && version.map(seen.protocol().version()::equals).orElse(true))
                .max(Comparator.comparing(seen -> seen.protocol().inForceFrom()))
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(Refusal.unknown("policy", id)));
    }

    /** At most {@code most} audit records from {@code from} on, and never more than {@link #MOST_RECORDS}. */
    public List<AuditRecord> audit(long from, int most) {
        return ledger.read(sql -> AuditLog.read(sql, from, Math.min(most, MOST_RECORDS)));
    }

    public Instant now() {
        return ledger.now();
    }
}
