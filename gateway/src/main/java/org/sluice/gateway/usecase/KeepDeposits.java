package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.protocol.Engine;
import org.sluice.gateway.domain.retention.RetentionRule;
import org.sluice.gateway.domain.retention.RetentionRule.Act;
import org.sluice.gateway.domain.retention.RetentionSchema;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Retention;
import org.sluice.gateway.store.Tx;

/** The retention schema, what is due by it, and the dated look at what is kept long. Thread-safe. */
public final class KeepDeposits {
    /** So long before its owner is told of a destruction; the documents name no figure. */
    public static final Duration TOLD_BEFORE = Duration.ofDays(7);

    /** Nobody who looks can keep a thing for longer at once. */
    static final Duration LONGEST_KEPT = Duration.ofDays(366);

    private final Ledger ledger;
    private final Rulebook rules;
    private final HoldCheck holds;
    private final DestroyDeposit destroy;

    public KeepDeposits(Ledger ledger, Rulebook rules, HoldCheck holds, DestroyDeposit destroy) {
        this.ledger = ledger;
        this.rules = rules;
        this.holds = holds;
        this.destroy = destroy;
    }

    /** A deposit and its day; {@code held} ones are due and stay. */
    public record Kept(Deposit deposit, RetentionSchema.Due due, boolean held) {}

    public RetentionSchema schema() {
        return ledger.read(Retention::schema);
    }

    /** Sets a line of the schema, for a coordinator. */
    public Answer<RetentionRule> set(Actor actor, String asPerson, RetentionRule rule) {
        return ledger.write(tx -> {
            Person person = person(tx, asPerson, Role.COORDINATOR);
            check(tx.sql(), rule);
            Retention.set(tx, rule);
            tx.append(event(actor, person, rule)
                    .with("act", rule.act().word())
                    .with(
                            "after",
                            rule.days()
                                    .map(days -> days + " days")
                                    .orElseGet(() ->
                                            rule.onDay().map(Object::toString).orElse(""))));
            return rule;
        });
    }

    /** Takes a line back. */
    public Answer<RetentionRule> unset(Actor actor, String asPerson, RetentionRule rule) {
        return ledger.write(tx -> {
            Person person = person(tx, asPerson, Role.COORDINATOR);
            if (!Retention.unset(tx, rule.clock(), rule.protocol(), rule.channel(), rule.type())) {
                throw refused(Refusal.of(
                        Refusal.Kind.UNKNOWN,
                        "unknown-line",
                        "The retention schema has no such line; see them with:" + " sluice retention list."));
            }
            tx.append(event(actor, person, rule).with("act", "none"));
            return rule;
        });
    }

    private void check(Handle sql, RetentionRule rule) {
        Instant now = ledger.now();
        boolean protocol = rule.protocol().equals(RetentionRule.ANY)
                || rules.all(sql).stream().anyMatch(known -> known.id().equals(rule.protocol()));
        if (!protocol) {
            throw refused(Refusal.unknown("policy", rule.protocol()));
        }
        if (!rule.channel().equals(RetentionRule.ANY)
                && Channel.of(rule.channel()).isEmpty()) {
            throw refused(Refusal.wrong(
                    "bad-channel", "There is no such channel; take " + String.join(", ", Channel.words()) + "."));
        }
        if (!rule.type().equals(RetentionRule.ANY) && !rules.knowsType(sql, rule.type(), now)) {
            throw refused(Refusal.unknown("information type", rule.type()));
        }
        boolean whole = rule.clock() == RetentionRule.Clock.AUDIT || rule.clock() == RetentionRule.Clock.BACKUP;
        if (whole && rule.weight() > 0) {
            throw refused(Refusal.wrong(
                    "whole-clock",
                    "The clocks audit and backup are one for all; leave protocol, channel and type out."));
        }
        rule.onDay()
                .filter(day -> !day.isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC)))
                .ifPresent(day -> {
                    throw refused(Refusal.wrong(
                            "bad-day", "The day " + day + " is no day to come; name one from tomorrow on."));
                });
        if (rule.clock() == RetentionRule.Clock.BACKUP && rule.days().isEmpty()) {
            throw refused(Refusal.wrong("days-missing", "Say for how many days a backup is kept."));
        }
    }

    /** Everything that is kept, with its day, the earliest first. */
    public List<Kept> kept() {
        Instant now = ledger.now();
        return ledger.read(sql -> {
            RetentionSchema schema = Retention.schema(sql);
            return Retention.kept(sql).stream()
                    .map(deposit -> new Kept(deposit, due(sql, schema, deposit, now), holds.held(sql, deposit.id())))
                    .sorted(java.util.Comparator.comparing(one -> one.due().at()))
                    .toList();
        });
    }

    /** What is due now. */
    public List<Kept> dueNow() {
        Instant now = ledger.now();
        return kept().stream().filter(one -> one.due().is(now)).toList();
    }

    RetentionSchema.Due due(Handle sql, RetentionSchema schema, Deposit deposit, Instant now) {
        List<String> protocols = Engine.deciding(rules.inForce(sql, now), deposit.type()).stream()
                .map(protocol -> protocol.id())
                .toList();
        return schema.content(
                protocols,
                deposit.channel().word(),
                deposit.type(),
                deposit.deposited().orElse(deposit.begun()),
                Retention.keptUntil(sql, deposit.id()));
    }

    /**
     * Somebody looked again at something that is kept long, and keeps it.
     *
     * @param sensitivity how sensitive it is today
     * @param reidentification whether people or organisations could be told from it, with what else is known today
     */
    public Answer<Kept> review(
            Actor actor,
            String asPerson,
            String depositId,
            String sensitivity,
            String reidentification,
            Instant keepUntil) {
        Instant now = ledger.now();
        return ledger.write(tx -> {
            if (sensitivity.isBlank() || reidentification.isBlank()) {
                throw refused(Refusal.wrong(
                        "review-open", "Say how sensitive it is today, and whether anybody could be told from it."));
            }
            if (!keepUntil.isAfter(now) || keepUntil.isAfter(now.plus(LONGEST_KEPT))) {
                throw refused(Refusal.wrong(
                        "bad-end",
                        "Keep it until after now and for at most " + LONGEST_KEPT.toDays()
                                + " days, then look again."));
            }
            // Held first: on another node it may be about to be destroyed, and this answer must be true.
            Deposit deposit = Deposits.hold(tx, depositId)
                    .filter(found -> found.state() == DepositState.DEPOSITED)
                    .orElseThrow(() -> refused(Refusal.unknown("deposit", depositId)));
            Person person = reviewer(tx, asPerson, deposit);
            Retention.review(
                    tx, ledger.newId("v"), depositId, person.id(), sensitivity, reidentification, keepUntil, now);
            Notices.dropOf(tx, depositId, Notice.Kind.RETENTION_DUE);
            Notices.dropOf(tx, depositId, Notice.Kind.RETENTION_DESTROYS);
            tx.append(new AuditEvent(
                    EventKind.RETENTION_REVIEWED,
                    actor,
                    Map.of(
                            "deposit", depositId,
                            "by", person.id(),
                            "sensitivity", Words.cut(sensitivity),
                            "reidentification", Words.cut(reidentification),
                            "keep_until", keepUntil.toString())));
            return new Kept(
                    deposit, due(tx.sql(), Retention.schema(tx.sql()), deposit, now), holds.held(tx.sql(), depositId));
        });
    }

    /**
     * Destroys what the schema says is to be destroyed, a week after its owner was told at the earliest, and tells the owner
     * of what is to be looked at; each is told once.
     */
    public int due() {
        Instant now = ledger.now();
        int acted = 0;
        for (Kept one : kept()) {
            String id = one.deposit().id();
            boolean destroys = one.due().act() == Act.DESTROY;
            if (destroys && !one.held() && ledger.read(sql -> destroysNow(sql, id, one.due(), now))) {
                acted += destroy.destroyDue(id, this::stillDue) instanceof Answer.Done<?> ? 1 : 0;
            } else if (one.due().is(destroys ? now.plus(TOLD_BEFORE) : now)) {
                acted += ledger.write(tx -> remind(tx, one)).orThrow() ? 1 : 0;
            }
        }
        return acted;
    }

    private static boolean destroysNow(Handle sql, String depositId, RetentionSchema.Due due, Instant now) {
        return due.act() == Act.DESTROY
                && due.is(now)
                && Retention.told(sql, depositId, due.at())
                        .filter(told -> !now.isBefore(told.plus(TOLD_BEFORE)))
                        .isPresent();
    }

    /** A long run destroys file after file, and meanwhile people answer for what it listed: their word counts. */
    private void stillDue(Tx tx, Deposit deposit) {
        Instant now = ledger.now();
        RetentionSchema.Due due = due(tx.sql(), Retention.schema(tx.sql()), deposit, now);
        if (!destroysNow(tx.sql(), deposit.id(), due, now)) {
            throw refused(Refusal.conflict(
                    "not-due", "The deposit " + deposit.id() + " is kept: it is not due to be destroyed any more."));
        }
    }

    private boolean remind(Tx tx, Kept one) {
        Deposit deposit = one.deposit();
        boolean still = Deposits.find(tx.sql(), deposit.id())
                .filter(found -> found.state() == DepositState.DEPOSITED)
                .filter(found -> due(tx.sql(), Retention.schema(tx.sql()), found, ledger.now())
                        .equals(one.due()))
                .isPresent();
        Instant now = ledger.now();
        if (!still || !Retention.remind(tx, deposit.id(), one.due().at(), now)) {
            return false;
        }
        boolean destroys = one.due().act() == Act.DESTROY;
        Instant at = destroys && one.due().is(now.plus(TOLD_BEFORE))
                ? now.plus(TOLD_BEFORE)
                : one.due().at();
        for (Person person : Persons.ofParticipant(tx.sql(), deposit.participantId())) {
            if (person.id().equals(deposit.personId()) || person.is(Role.RELEASER)) {
                Notices.add(
                        tx,
                        new Notice(
                                ledger.newId("n"),
                                person.id(),
                                ledger.now(),
                                destroys ? Notice.Kind.RETENTION_DESTROYS : Notice.Kind.RETENTION_DUE,
                                Map.of(
                                        "deposit", deposit.id(),
                                        "type", deposit.type(),
                                        "act", one.due().act().word(),
                                        "due", at.toString()),
                                Optional.of(deposit.id())));
            }
        }
        tx.append(new AuditEvent(
                EventKind.RETENTION_REMINDED,
                new Actor.SystemActor("retention"),
                Map.of(
                        "deposit", deposit.id(),
                        "due", one.due().at().toString(),
                        "held", Boolean.toString(one.held()))));
        return true;
    }

    private Person reviewer(Tx tx, String id, Deposit deposit) {
        Person person = standing(tx, id);
        boolean own = person.participantId().equals(deposit.participantId())
                && (person.is(Role.RELEASER) || person.id().equals(deposit.personId()));
        if (!own && !person.is(Role.COORDINATOR)) {
            throw refused(Refusal.forbidden(
                    "may-not-keep",
                    id + " has no say over " + deposit.id() + "; its owner's people and coordinators have."));
        }
        return person;
    }

    private Person person(Tx tx, String id, Role role) {
        Person person = standing(tx, id);
        if (!person.is(role)) {
            throw refused(Refusal.forbidden(
                    "not-a-" + role.word(), id + " has not the role " + role.word() + ", which sets the schema."));
        }
        return person;
    }

    private Person standing(Tx tx, String id) {
        Person person = Persons.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("person", id)));
        Participants.holdActive(tx, person.participantId(), ledger.now()).orThrow();
        return person;
    }

    private static AuditEvent event(Actor actor, Person person, RetentionRule rule) {
        return new AuditEvent(
                EventKind.RETENTION_SET,
                actor,
                new HashMap<>(Map.of(
                        "by", person.id(),
                        "clock", rule.clock().word(),
                        "protocol", rule.protocol(),
                        "channel", rule.channel(),
                        "type", rule.type())));
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
