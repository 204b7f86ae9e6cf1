package org.sluice.gateway.api;

import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.audit.Actor;

/**
 * A request that was let in and read.
 *
 * @param path the values of the route's places
 * @param as the person that the administrator says to be: who exists and, for an act, may act now
 */
record ApiCall(Map<String, String> path, Map<String, String> query, JsonBody body, Optional<String> as) {

    Actor actor() {
        return new Actor.HostAdministrator(as);
    }

    String id() {
        return path.getOrDefault("id", "");
    }

    Optional<String> asked(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A whole number in the query, within bounds. */
    long number(String name, long usual, long least, long most) {
        Optional<String> asked = asked(name);
        if (asked.isEmpty()) {
            return usual;
        }
        if (asked.get().matches("\\d{1,18}")) {
            long number = Long.parseLong(asked.get());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new RefusedException(Refusal.wrong(
                "bad-query", "The query's \"" + name + "\" takes a whole number from " + least + " to " + most + "."));
    }
}
