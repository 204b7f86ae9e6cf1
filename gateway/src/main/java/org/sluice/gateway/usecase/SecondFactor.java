package org.sluice.gateway.usecase;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.crypto.RootKey;
import org.sluice.crypto.TotpSecret;
import org.sluice.crypto.WrapRefused;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Backoff;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.audit.AuditEvent;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.SecondFactors;
import org.sluice.gateway.store.Tx;

/**
 * Codes of authenticator apps. Whoever has a secret here gives a code at every log-in, after the key; channels that ask for
 * it are closed to sessions without one. Secrets rest sealed under the node's root key. Thread-safe.
 */
public final class SecondFactor {
    private static final int MOST_WAITING = 1000;
    private static final Set<Channel> NONE = Set.of();

    private final Ledger ledger;
    private final RootKey root;
    private final LiveAccess live;
    private final Set<Channel> asking;
    private final Patience patience;
    private final Queue<AuditEvent> refused = new ConcurrentLinkedQueue<>();
    private final Queue<Locked> locked = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param asking the channels that ask for a code */
    public SecondFactor(Ledger ledger, RootKey root, LiveAccess live, Set<Channel> asking) {
        this.ledger = ledger;
        this.root = root;
        this.live = live;
        this.asking = Set.copyOf(asking);
        // Three slips of a finger are free. Whoever is counted here has proven a key of the person's before, and what
        // is
        // counted is this key, from wherever: who stole one keeps nobody waiting who has another.
        this.patience = new Patience(ledger.clock(), 3, new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(15)));
    }

    private record Locked(String personId, String key, String network, Instant at) {}

    /** A new secret, to be shown this once. */
    public record Enrolled(Person person, String secret, String uri) {
        @Override
        public String toString() {
            return "Enrolled[" + person.id() + ", redacted]";
        }
    }

    /** A code that was right when it was given. Its step is taken when the first door behind it is entered, once. */
    public static final class Given {
        private final String personId;
        private final long step;
        private boolean taken;

        private Given(String personId, long step) {
            this.personId = personId;
            this.step = step;
        }

        /** Refused where another session took this step or a later one. Several doors of one session take it once. */
        synchronized void take(Tx tx, String personId) {
            if (!this.personId.equals(personId)) {
                throw refusedWith("second-factor-wrong", "This code is another person's.");
            }
            if (!taken && !SecondFactors.take(tx, personId, step)) {
                throw refusedWith("second-factor-used", "This code was used before; wait for the next one.");
            }
        }

        /** Called when the unit that took the step is durable. */
        synchronized void taken() {
            taken = true;
        }
    }

    /** Gives a person a secret. Sessions end, since they came without a code. */
    public Answer<Enrolled> add(Actor actor, String personId) {
        Instant now = ledger.now();
        try (TotpSecret secret = TotpSecret.generate(ledger.random())) {
            byte[] bytes = secret.exposed();
            Answer<Person> added = ledger.write(tx -> {
                Person person = keeper(tx, actor, personId, "gives a person a second factor");
                byte[] record = root.seal(name(personId), bytes, ledger.random());
                if (!SecondFactors.add(tx, personId, record, 0, now)) {
                    throw new RefusedException(Refusal.conflict(
                            "second-factor-there",
                            personId + " has a second factor already. Take it away first if it is lost: sluice person"
                                    + " totp remove " + personId));
                }
                tx.append(new AuditEvent(EventKind.SECOND_FACTOR_ADDED, actor, Map.of("person", personId)));
                return person;
            });
            Arrays.fill(bytes, (byte) 0);
            return added.then(person -> {
                endSessions(personId);
                return Answer.done(new Enrolled(person, secret.reveal(), secret.uri("Sluice", personId)));
            });
        }
    }

    /** Takes a person's secret away; sessions end, since a channel may have been open to them by it. */
    public Answer<String> remove(Actor actor, String personId) {
        Answer<String> removed = ledger.write(tx -> {
            keeper(tx, actor, personId, "takes a second factor away");
            if (!SecondFactors.remove(tx, personId)) {
                throw new RefusedException(Refusal.unknown("second factor of", personId));
            }
            tx.append(new AuditEvent(EventKind.SECOND_FACTOR_REMOVED, actor, Map.of("person", personId)));
            return personId;
        });
        return removed.then(done -> {
            endSessions(personId);
            return removed;
        });
    }

    public boolean enrolled(String personId) {
        return ledger.read(sql -> SecondFactors.enrolled(sql, personId));
    }

    /**
     * Checks a code after the key was proven. Reads and never writes, because the caller's threads are few: the step is taken
     * when a door is entered with what is returned.
     *
     * @param proven the key that was proven before
     */
    public Answer<Given> check(String personId, Proof proven, String code, String network) {
        Duration wait = patience.wait(personId, proven.key());
        if (!wait.isZero()) {
            return refuse(
                    personId,
                    network,
                    "second-factor-wait",
                    "Too many wrong codes; try again in " + (wait.toSeconds() + 1) + " seconds.");
        }
        Optional<SecondFactors.Row> row = ledger.read(sql -> SecondFactors.find(sql, personId));
        OptionalLong step = row.isEmpty() ? OptionalLong.empty() : step(personId, row.get(), code);
        if (step.isEmpty()) {
            if (patience.failed(personId, proven.key()) && locked.size() < MOST_WAITING) {
                locked.add(new Locked(personId, proven.key(), network, ledger.now()));
            }
            return refuse(personId, network, "second-factor-wrong", "This code is wrong, too old, or was used before.");
        }
        patience.succeeded(personId, proven.key());
        return Answer.done(new Given(personId, step.getAsLong()));
    }

    /** Channels that are closed to a session. */
    Set<Channel> closed(boolean given) {
        return given ? NONE : asking;
    }

    static Refusal closed(Channel channel, String personId) {
        return Refusal.forbidden(
                "second-factor-needed",
                "The channel " + channel.word() + " asks for a second factor, and this session gave none. Ask the"
                        + " gateway's administrator for one (sluice person totp add " + personId
                        + "), put it into an authenticator app, and log in again with your key and the app's code.");
    }

    /** Writes down the wrong codes since the last time, and tells whose key they came with; called every second. */
    public void due() {
        for (Locked one = locked.poll(); one != null; one = locked.poll()) {
            tell(one);
        }
        for (AuditEvent event = refused.poll(); event != null; event = refused.poll()) {
            waiting.decrementAndGet();
            ledger.record(event);
        }
    }

    private void tell(Locked one) {
        Map<String, String> key = Map.of("key", one.key());
        ledger.write(tx -> {
            Notices.dropOf(tx, Notice.Kind.SECOND_FACTOR_LOCKED, key);
            Notices.add(
                    tx,
                    new Notice(
                            ledger.newId("n"),
                            one.personId(),
                            one.at(),
                            Notice.Kind.SECOND_FACTOR_LOCKED,
                            Map.of("key", one.key(), "network", one.network(), "person", one.personId()),
                            Optional.empty()));
            return one;
        });
    }

    private OptionalLong step(String personId, SecondFactors.Row row, String code) {
        byte[] bytes;
        try {
            bytes = root.open(name(personId), row.record());
        } catch (WrapRefused e) {
            throw new IllegalStateException(
                    "The second factor of " + personId + " does not open under this node's root key.", e);
        }
        try (TotpSecret secret = TotpSecret.of(bytes)) {
            return secret.step(code, ledger.now(), row.lastStep());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private Answer<Given> refuse(String personId, String network, String code, String message) {
        if (waiting.incrementAndGet() <= MOST_WAITING) {
            refused.add(new AuditEvent(
                    EventKind.SECOND_FACTOR_REFUSED,
                    new Actor.Stranger(network),
                    Map.of("way", "sftp", "person", personId, "reason", code)));
        } else {
            waiting.decrementAndGet();
        }
        return Answer.refused(Refusal.forbidden(code, message));
    }

    private Person keeper(Tx tx, Actor actor, String personId, String what) {
        Person person = Persons.find(tx.sql(), personId)
                .orElseThrow(() -> new RefusedException(Refusal.unknown("person", personId)));
        Register.keepsPeople(tx, actor, person.participantId(), what, ledger.now());
        return person;
    }

    private void endSessions(String personId) {
        live.cut(running ->
                running.kind().equals("sftp-session") && running.who().equals(personId));
    }

    private static String name(String personId) {
        return "totp/" + personId;
    }

    private static RefusedException refusedWith(String code, String message) {
        return new RefusedException(Refusal.forbidden(code, message));
    }
}
