package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.DepositTokens;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** Makes, lists and revokes the tokens with which jobs deposit. Thread-safe. */
public final class KeepTokens {
    private final Ledger ledger;
    private final Rulebook rules;
    private final LiveAccess live;

    public KeepTokens(Ledger ledger, Rulebook rules, LiveAccess live) {
        this.ledger = ledger;
        this.rules = rules;
        this.live = live;
    }

    /**
     * What is asked for.
     *
     * @param types information types; empty for all
     * @param until the first instant at which it counts no more; {@link DepositToken#USUAL} from now if absent
     */
    public record Order(String personId, Channel channel, Set<String> types, Optional<Instant> until, String purpose) {
        public Order {
            types = Set.copyOf(types);
        }
    }

    /** A token just made: the only time that the token itself is there. */
    public static final class Made {
        private final DepositToken token;
        private final Token secret;

        private Made(DepositToken token, Token secret) {
            this.token = token;
            this.secret = secret;
        }

        public DepositToken token() {
            return token;
        }

        /** To be shown once. */
        public String reveal() {
            return DepositToken.PREFIX + secret.reveal();
        }

        @Override
        public String toString() {
            return "Made[" + token.id() + ", redacted]";
        }
    }

    public Answer<Made> create(Actor actor, Order order) {
        Token secret = Token.random(ledger.random());
        return ledger.write(tx -> {
            Instant now = ledger.now();
            Person person = Persons.find(tx.sql(), order.personId())
                    .orElseThrow(() -> refused(Refusal.unknown("person", order.personId())));
            keepsPeople(tx, actor, person, "makes a token");
            Participant participant =
                    Participants.holdActive(tx, person.participantId(), now).orThrow();
            TakingPart.ended(tx.sql(), person.id(), now).ifPresent(over -> {
                throw refused(over);
            });
            if (!person.is(Role.DEPOSITOR)) {
                throw refused(Refusal.conflict(
                        "not-a-depositor",
                        person.id() + " is no depositor, so a token of " + person.id() + " could do nothing."));
            }
            Instant expires = order.until().orElse(now.plus(DepositToken.USUAL));
            if (!expires.isAfter(now) || expires.isAfter(now.plus(DepositToken.LONGEST))) {
                throw refused(Refusal.wrong(
                        "bad-until", "A token ends after now and within a year; say when, such as 2027-01-31."));
            }
            if (order.purpose().isBlank()
                    || order.purpose().length() > 200
                    || order.purpose().chars().anyMatch(Character::isISOControl)) {
                throw refused(
                        Refusal.wrong("bad-purpose", "Say in one line of up to 200 characters what the token is for."));
            }
            order.types().forEach(type -> {
                if (!rules.knowsType(tx.sql(), type, now)) {
                    throw refused(Refusal.unknown("information type", type));
                }
            });
            DepositToken token = new DepositToken(
                    ledger.newId("t"),
                    person.id(),
                    order.channel(),
                    order.types(),
                    order.purpose().strip(),
                    participant.epoch(),
                    now,
                    expires,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            DepositTokens.add(tx, token, secret.hash());
            tx.append(new AuditEvent(
                    EventKind.TOKEN_CREATED,
                    actor,
                    Map.of(
                            "token", token.id(),
                            "person", person.id(),
                            "participant", person.participantId(),
                            "channel", token.channel().word(),
                            "types", String.join(", ", new TreeSet<>(token.types())),
                            "until", expires.toString(),
                            "purpose", token.purpose())));
            return new Made(token, secret);
        });
    }

    /** All, newest first, those that open nothing any more too. */
    public List<DepositToken> list() {
        return ledger.read(DepositTokens::all);
    }

    /** Why a token opens nothing now; nothing if it does. */
    public Optional<Refusal> dead(DepositToken token) {
        return ledger.read(sql -> EnterWithToken.against(sql, token, ledger.now()));
    }

    /** Ends a token and what runs with it. Again is no error. */
    public Answer<DepositToken> revoke(Actor actor, String id) {
        Answer<DepositToken> revoked = ledger.write(tx -> {
            DepositToken token =
                    DepositTokens.find(tx.sql(), id).orElseThrow(() -> refused(Refusal.unknown("token", id)));
            Person person = Persons.find(tx.sql(), token.personId()).orElseThrow();
            keepsPeople(tx, actor, person, "revokes a token");
            if (DepositTokens.revoke(tx, id, ledger.now())) {
                tx.append(new AuditEvent(
                        EventKind.TOKEN_REVOKED, actor, Map.of("token", id, "person", token.personId())));
            }
            return DepositTokens.find(tx.sql(), id).orElseThrow();
        });
        return revoked.then(done -> {
            // Every upload asks its token whether it still stands.
            live.cutFallen();
            return revoked;
        });
    }

    private void keepsPeople(Tx tx, Actor actor, Person of, String what) {
        boolean presides = Entitled.acting(tx, actor, ledger.now())
                .filter(person -> person.is(Role.ADMINISTRATOR))
                .isPresent();
        if (!presides) {
            Entitled.focalPoint(tx, actor, Optional.of(of.participantId()), what, ledger.now());
        }
    }

    private static RefusedException refused(Refusal refusal) {
        return new RefusedException(refusal);
    }
}
