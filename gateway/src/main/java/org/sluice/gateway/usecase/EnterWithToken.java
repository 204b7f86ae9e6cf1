package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.sluice.crypto.Token;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.store.DepositTokens;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;

/** Lets jobs in by their tokens. Thread-safe. */
public final class EnterWithToken {
    /** A job that goes on trying must not fill the record: of one token and reason, one refusal a minute. */
    private static final Duration ONE_RECORD = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final LiveAccess live;
    private final StrangersCount strangers;
    private final SecondFactor second;
    private final ConcurrentHashMap<String, Instant> refusals = new ConcurrentHashMap<>();

    public EnterWithToken(Ledger ledger, LiveAccess live, StrangersCount strangers, SecondFactor second) {
        this.ledger = ledger;
        this.live = live;
        this.strangers = strangers;
        this.second = second;
    }

    /**
     * The token of this text if it opens something now. One that nobody made counts as a stranger's guess.
     *
     * @param from the participant may allow some networks only
     */
    public Answer<DepositToken> check(String text, From from) {
        Optional<DepositToken> found = Optional.of(text)
                .filter(given -> given.startsWith(DepositToken.PREFIX))
                .flatMap(given -> Token.parse(given.substring(DepositToken.PREFIX.length())))
                .flatMap(token -> ledger.read(sql -> DepositTokens.byHash(sql, token.hash())));
        if (found.isEmpty()) {
            strangers.refused("token", from.network());
            return Answer.refused(unknown());
        }
        return check(found.get(), from);
    }

    /** The same for a session that once showed the token. */
    public Answer<DepositToken> again(String tokenId, From from) {
        return ledger.read(sql -> DepositTokens.find(sql, tokenId))
                .map(token -> check(token, from))
                .orElse(Answer.refused(unknown()));
    }

    private Answer<DepositToken> check(DepositToken token, From from) {
        Instant now = ledger.now();
        Optional<Refusal> against = ledger.read(sql -> against(sql, token, from, now));
        if (against.isEmpty()) {
            return Answer.done(token);
        }
        refused(token, from, against.get(), now);
        return Answer.refused(against.get());
    }

    /**
     * Begins a session of the token's person, for this token's deposits only. Registers first and reads the status
     * afterwards, so that whatever ends the token finds the session, or the session finds the end.
     *
     * @param cut ends at once what the session runs, from any thread
     */
    public Answer<Visit> enter(DepositToken token, From from, Runnable cut) {
        Optional<Person> person = ledger.read(sql -> Persons.find(sql, token.personId()));
        if (person.isEmpty()) {
            return Answer.refused(unknown());
        }
        Visit visit = new Visit(person.get());
        visit.holding(token);
        visit.enteredWith(live.enter(
                new LiveAccess.Running(
                        LiveAccess.UPLOAD,
                        token.personId(),
                        Set.of(person.get().participantId()),
                        Optional.empty(),
                        Optional.empty(),
                        "upload of " + token.personId() + " with token " + token.id() + " from " + from,
                        () -> {
                            visit.cut();
                            cut.run();
                        }),
                () -> stands(token.id(), from)));
        try {
            Answer<DepositToken> checked = check(token.id(), visit, from);
            if (checked instanceof Answer.Refused<DepositToken> refused) {
                visit.close();
                return Answer.refused(refused.refusal());
            }
            return Answer.done(visit);
        } catch (RuntimeException e) {
            visit.close();
            throw e;
        }
    }

    private Answer<DepositToken> check(String tokenId, Visit visit, From from) {
        Answer<DepositToken> checked = again(tokenId, from);
        checked.then(token -> {
            // A token is one factor: a channel that asks for two stays closed to it.
            ledger.read(sql -> Persons.find(sql, token.personId()))
                    .ifPresent(person -> visit.admitted(person, second.closed(false)));
            used(token, visit, from);
            return checked;
        });
        return checked;
    }

    /** The same, and whether it may come from there. */
    private static Optional<Refusal> against(Handle sql, DepositToken token, From from, Instant now) {
        return against(sql, token, now)
                .or(() -> Persons.find(sql, token.personId())
                        .flatMap(person -> Networks.refusal(sql, person.participantId(), from.address())));
    }

    private boolean stands(String tokenId, From from) {
        return ledger.read(sql -> DepositTokens.find(sql, tokenId)
                .filter(token -> against(sql, token, from, ledger.now()).isEmpty())
                .isPresent());
    }

    /** What speaks against a token: itself, its person's term, its participant's standing. */
    static Optional<Refusal> against(Handle sql, DepositToken token, Instant now) {
        Optional<Participant> participant =
                Persons.find(sql, token.personId()).flatMap(person -> Participants.find(sql, person.participantId()));
        if (participant.isEmpty()) {
            return Optional.of(unknown());
        }
        return participant
                .get()
                .barred(now)
                .or(() -> token.against(participant.get().epoch(), now))
                .or(() -> TakingPart.ended(sql, token.personId(), now));
    }

    /** The first use goes on record, later ones as a day only. */
    private void used(DepositToken token, Visit visit, From from) {
        Instant now = ledger.now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (token.lastUsed().filter(today::equals).isPresent()) {
            return;
        }
        ledger.write(tx -> {
            DepositTokens.usedOn(tx, token.id(), today);
            if (DepositTokens.firstUse(tx, token.id(), now)) {
                tx.append(new AuditEvent(
                        EventKind.TOKEN_USED,
                        visit.actor(),
                        Map.of("token", token.id(), "network", from.network(), "first", "yes")));
            }
            return token;
        });
    }

    private void refused(DepositToken token, From from, Refusal refusal, Instant now) {
        if (recordedLately(token.id() + " " + refusal.code(), now)) {
            strangers.refused("token", from.network());
            return;
        }
        ledger.record(new AuditEvent(
                EventKind.TOKEN_REFUSED,
                new Actor.Stranger(from.network()),
                Map.of("token", token.id(), "person", token.personId(), "reason", refusal.code())));
    }

    private boolean recordedLately(String what, Instant now) {
        Instant last = refusals.get(what);
        if (last != null && last.plus(ONE_RECORD).isAfter(now)) {
            return true;
        }
        refusals.put(what, now);
        return false;
    }

    private static Refusal unknown() {
        return Refusal.forbidden(
                "token-unknown",
                "This gateway knows no such token. Send the header \"Authorization: Bearer " + DepositToken.PREFIX
                        + "…\" with the whole token, as it was shown when it was made.");
    }
}
