package org.sluice.gateway.sftp;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts connections and sessions over all SFTP ports. Strangers have places of their own, so that they can't fill those of
 * persons; of these one network may fill half, and once they are scarce a quarter, so that an office behind one address is
 * turned away only where others would be. Thread-safe.
 *
 * @param <S> a connection
 */
final class Crowd<S> {
    private final int mostStrangers;
    private final int mostSessions;
    private final int mostOfPerson;
    private final Map<S, String> strangers = new HashMap<>();
    private final Map<S, String> persons = new HashMap<>();
    private final Set<S> turnedAway = new HashSet<>();

    Crowd(int mostStrangers, int mostSessions, int mostOfPerson) {
        this.mostStrangers = mostStrangers;
        this.mostSessions = mostSessions;
        this.mostOfPerson = mostOfPerson;
    }

    /**
     * A connection came. It is counted until it leaves, whether it may stay or not.
     *
     * @param network by which limits count
     * @return why it may not stay
     */
    synchronized Optional<String> came(S connection, String network) {
        strangers.put(connection, network);
        if (strangers.size() > mostStrangers) {
            return away(connection, "Too many connections are logging in; try again in a moment.");
        }
        int ofNetwork = count(strangers, network);
        int most = strangers.size() > mostStrangers / 2 ? mostStrangers / 4 : mostStrangers / 2;
        return ofNetwork > Math.max(1, most)
                ? away(connection, "Too many connections from your network are logging in; try again in a moment.")
                : Optional.empty();
    }

    /**
     * A person logged in.
     *
     * @return why the session may not stay
     */
    synchronized Optional<String> loggedIn(S connection, String person) {
        strangers.remove(connection);
        persons.put(connection, person);
        if (count(persons, person) > mostOfPerson) {
            return Optional.of("There are " + mostOfPerson + " sessions of " + person + " already; end one first.");
        }
        return persons.size() > mostSessions
                ? Optional.of("This gateway serves as many sessions as it can; try again in a moment.")
                : Optional.empty();
    }

    /** @return whether it left without having logged in, and not because it was turned away */
    synchronized boolean left(S connection) {
        persons.remove(connection);
        boolean stranger = strangers.remove(connection) != null;
        return !turnedAway.remove(connection) && stranger;
    }

    private Optional<String> away(S connection, String why) {
        turnedAway.add(connection);
        return Optional.of(why);
    }

    private int count(Map<S, String> where, String word) {
        return (int) where.values().stream().filter(word::equals).count();
    }
}
