package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.release.AudienceDrop;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.store.AudienceDrops;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Tx;

/**
 * Releases what is put into a folder {@code @…} to whom the folder names. Decided before the first byte; when the file is
 * deposited and everybody who has to look into it has, it is decided again and released, or not at all: nothing refused
 * then is tried later, and a person releases it by hand. Thread-safe, on several nodes too: a row's end is one conditional
 * update, in the unit that makes the release.
 */
public final class ReleaseAtOnce implements DropRule, OnDeposited {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseAtOnce.class);
    private static final Actor ACTOR = new Actor.SystemActor("release-at-once");
    /** With a space, so that it is no deposit's id: a file of which nothing has arrived has none. */
    static final String NOT_YET = "The file";

    private final Ledger ledger;
    private final Rulebook rules;
    private final CreateRelease releases;
    private final AtOnceRule atOpen;
    private final AtOnceRule atRelease;

    public ReleaseAtOnce(Ledger ledger, Rulebook rules, CreateRelease releases) {
        this.ledger = ledger;
        this.rules = rules;
        this.releases = releases;
        this.atOpen = new AtOnceRule(rules.beforeContent());
        this.atRelease = new AtOnceRule(rules);
    }

    @Override
    public Optional<Refusal> against(
            Handle sql, Visit visit, Spot spot, Label label, Optional<Long> size, Instant now) {
        if (spot.audience().isEmpty()) {
            return spot.addressed() ? Optional.of(noFile(sql, visit, spot, now)) : Optional.empty();
        }
        Deposit coming = coming(visit, spot, label, rules.floor(sql, label, now), now);
        return atOpen.judge(sql, coming, spot.audience().get(), now) instanceof Answer.Refused<?> refused
                ? Optional.of(refused.refusal())
                : Optional.empty();
    }

    /** Clients that find no folder of a name take it for a file's: it would lie there and go to nobody. */
    private Refusal noFile(Handle sql, Visit visit, Spot spot, Instant now) {
        return switch (Addressees.of(
                sql, rules, spot.name().substring(1), visit.person().id(), now)) {
            case Answer.Refused<Addressees> refused -> refused.refusal();
            case Answer.Done<Addressees> done ->
                Refusal.conflict(
                        "is-a-folder",
                        "\"" + spot.name() + "\" is a folder. Put the file into it, under its own name.");
        };
    }

    /** The deposit that would come of a file, were it taken. */
    static Deposit coming(Visit visit, Spot spot, Label label, Channel floor, Instant now) {
        return new Deposit(
                NOT_YET,
                visit.person().participantId(),
                visit.person().id(),
                spot.channel(),
                spot.path(),
                spot.name(),
                DepositState.DEPOSITED,
                label.channel().atLeast(floor) ? label.channel() : floor,
                label,
                1,
                "",
                0,
                Optional.empty(),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    public void deposited(Tx tx, Deposit deposit, Instant now) {
        deposit.spot().audience().ifPresent(addressed -> AudienceDrops.await(tx, deposit.id(), addressed, now));
    }

    /** Releases all whose time has come, or says why not; returns how many it ended. */
    public int due() {
        int ended = 0;
        for (AudienceDrop drop : ledger.read(AudienceDrops::waiting)) {
            try {
                ended += end(drop) ? 1 : 0;
            } catch (RuntimeException e) {
                LOG.error("The deposit {} could not be released at once; it is tried again", drop.depositId(), e);
            }
        }
        return ended;
    }

    private boolean end(AudienceDrop drop) {
        boolean looking = ledger.read(sql -> Deposits.find(sql, drop.depositId())
                .filter(deposit -> deposit.state() == DepositState.DEPOSITED
                        && deposit.supersededBy().isEmpty()
                        && rules.waiting(sql, deposit))
                .isPresent());
        if (looking) {
            return false;
        }
        return switch (ledger.write(tx -> released(tx, drop.depositId()))) {
            case Answer.Done<Boolean> done -> done.value();
            case Answer.Refused<Boolean> refused ->
                ledger.write(tx -> refused(tx, drop.depositId(), refused.refusal()))
                        .orThrow();
        };
    }

    /** @throws RefusedException if it may not go (any more), which rolls all of it back */
    private boolean released(Tx tx, String depositId) {
        Instant now = ledger.now();
        Optional<AudienceDrop> drop = AudienceDrops.hold(tx, depositId);
        if (drop.isEmpty()) {
            return false;
        }
        // Held, as its depositor may be taking it back at this very moment.
        Deposit deposit = Deposits.hold(tx, depositId).orElseThrow();
        if (deposit.state() != DepositState.DEPOSITED || deposit.supersededBy().isPresent()) {
            return AudienceDrops.end(
                    tx, depositId, AudienceDrop.State.OVERTAKEN, Optional.empty(), Optional.empty(), now);
        }
        String addressed = drop.get().addressed();
        AtOnceRule.Judged judged =
                atRelease.judge(tx.sql(), deposit, addressed, now).orThrow();
        ReleaseMade made =
                releases.makeWithoutLinks(tx, ACTOR, deposit.personId(), order(deposit, addressed, judged.may()));
        if (!AudienceDrops.end(
                tx,
                depositId,
                AudienceDrop.State.RELEASED,
                Optional.empty(),
                Optional.of(made.release().id()),
                now)) {
            throw new IllegalStateException("The row of " + depositId + " was held, and yet somebody ended it.");
        }
        tell(tx, deposit, made, judged);
        return true;
    }

    /** What its releaser would have typed. */
    private static ReleaseOrder order(Deposit deposit, String addressed, List<Recipient> to) {
        return new ReleaseOrder(
                List.of(deposit.id()),
                to.stream()
                        .map(recipient -> recipient.id() + ":" + recipient.audience())
                        .toList(),
                AtOnceRule.purpose(deposit, addressed),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void tell(Tx tx, Deposit deposit, ReleaseMade made, AtOnceRule.Judged judged) {
        String contacts = made.release().recipients().stream()
                .filter(recipient -> recipient instanceof Recipient.OfContact)
                .map(Recipient::id)
                .collect(Collectors.joining(", "));
        if (!contacts.isEmpty()) {
            notice(
                    tx,
                    deposit,
                    Notice.Kind.HAND_OVER_PENDING,
                    Map.of("release", made.release().id(), "contacts", contacts));
        }
        if (!judged.leftOut().isEmpty()) {
            notice(
                    tx,
                    deposit,
                    Notice.Kind.AUDIENCE_LEFT_OUT,
                    Map.of(
                            "release",
                            made.release().id(),
                            "left",
                            judged.leftOut().entrySet().stream()
                                    .map(one ->
                                            one.getKey() + ": " + one.getValue().message())
                                    .collect(Collectors.joining("; "))));
        }
    }

    private boolean refused(Tx tx, String depositId, Refusal refusal) {
        Instant now = ledger.now();
        Deposit deposit = Deposits.find(tx.sql(), depositId).orElseThrow();
        boolean ended = AudienceDrops.end(
                tx, depositId, AudienceDrop.State.REFUSED, Optional.of(refusal.code()), Optional.empty(), now);
        if (ended) {
            tx.append(new AuditEvent(
                            EventKind.RELEASE_REFUSED,
                            ACTOR,
                            Map.of(
                                    "as",
                                    deposit.personId(),
                                    "deposits",
                                    depositId,
                                    "to",
                                    "@" + deposit.spot().audience().orElse(""),
                                    "reason",
                                    refusal.code()))
                    .with("words", Words.cut(refusal.message() + " " + String.join(" ", refusal.details()))));
            notice(tx, deposit, Notice.Kind.AUDIENCE_NOT_RELEASED, Map.of("reason", refusal.message()));
        }
        return ended;
    }

    private void notice(Tx tx, Deposit deposit, Notice.Kind kind, Map<String, String> more) {
        Map<String, String> parameters = new HashMap<>(more);
        parameters.put("file", deposit.name());
        parameters.put("folder", deposit.spot().folder());
        parameters.put("deposit", deposit.id());
        parameters.put("audience", "@" + deposit.spot().audience().orElse(""));
        Notices.add(
                tx,
                new Notice(
                        ledger.newId("n"),
                        deposit.personId(),
                        ledger.now(),
                        kind,
                        parameters,
                        Optional.of(deposit.id())));
    }
}
