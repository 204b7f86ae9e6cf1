package org.sluice.gateway.usecase;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.Actor;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.domain.participant.Person;

/**
 * A person's log-in session, from the opened subsystem to its end. Every use case asks it first whether it still stands.
 * Thread-safe.
 */
public final class Visit implements AutoCloseable {
    private volatile Person person;
    private final AtomicBoolean cut = new AtomicBoolean();
    private final Set<String> closedHere = ConcurrentHashMap.newKeySet();
    private volatile Set<Channel> closed = Set.of();
    private LiveAccess.Pass pass = () -> {};
    private Optional<DepositToken> token = Optional.empty();

    Visit(Person person) {
        this.person = person;
    }

    /** As the person stands at the moment it is let in: a role may be gone since the session was registered. */
    void admitted(Person asOfNow, Set<Channel> closedChannels) {
        this.person = asOfNow;
        this.closed = Set.copyOf(closedChannels);
    }

    /** Why this session may neither see nor use a channel, if so. */
    Optional<Refusal> closed(Channel channel) {
        return closed.contains(channel) ? Optional.of(SecondFactor.closed(channel, person.id())) : Optional.empty();
    }

    void enteredWith(LiveAccess.Pass entered) {
        this.pass = entered;
    }

    /** It came in by a token, which narrows what it may do. */
    void holding(DepositToken shown) {
        this.token = Optional.of(shown);
    }

    Optional<DepositToken> token() {
        return token;
    }

    public Person person() {
        return person;
    }

    Actor actor() {
        return new Actor.PersonActor(person.id(), person.participantId());
    }

    /** Ends it: whatever it asks from now on is refused. */
    void cut() {
        cut.set(true);
    }

    public boolean isCut() {
        return cut.get();
    }

    /** Remembers a deposit that this session closed, so that its orderly end settles it. */
    void closedHere(String depositId) {
        closedHere.add(depositId);
    }

    Set<String> closedHere() {
        return Set.copyOf(closedHere);
    }

    /** Leaves the register of running accesses. May be called twice. */
    @Override
    public void close() {
        cut.set(true);
        pass.close();
    }
}
