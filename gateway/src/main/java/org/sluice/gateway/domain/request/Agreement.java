package org.sluice.gateway.domain.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sluice.gateway.domain.KeptDocument;
import org.sluice.gateway.domain.Purpose;

/**
 * A formal arrangement with a third party that says what is shared with it: IASC template, annex C ("contracts, MoUs").
 * Immutable.
 *
 * @param party the participant that signed it; none for one that the whole group signed
 * @param name of the third party, as the document calls it
 * @param with the contacts that receive under it, or the participants whose people and contacts do
 * @param types of information that it covers
 * @param purposes that it covers; a release's purpose is one of them, or begins with one before a colon
 * @param from the first instant at which it counts
 * @param until the first instant at which it counts no more
 * @param reference where the signed document is filed
 * @param document its copy kept here, if there is one
 */
public record Agreement(
        String id,
        Optional<String> party,
        String name,
        Set<String> with,
        Set<String> types,
        List<String> purposes,
        Instant from,
        Instant until,
        String reference,
        String signatory,
        LocalDate signed,
        Optional<KeptDocument> document,
        String recordedBy,
        Instant recorded,
        Optional<Ended> ended) {

    /** When it was ended before its time, by whom and why. */
    public record Ended(Instant at, String by, String reason) {}

    public Agreement {
        with = Set.copyOf(with);
        types = Set.copyOf(types);
        purposes = List.copyOf(purposes);
    }

    /** At its first instant it is in force, at its last and at its end no more. */
    public boolean inForce(Instant now) {
        return !now.isBefore(from)
                && now.isBefore(until)
                && ended.map(end -> now.isBefore(end.at())).orElse(true);
    }

    /** Since when it is in force no more, if it was. */
    public Optional<Instant> overSince(Instant now) {
        return Stream.concat(Stream.of(until), ended.stream().map(Ended::at))
                .filter(end -> !now.isBefore(end))
                .min(Comparator.naturalOrder());
    }

    /** Whether it is about this: its parties on both sides, the type and the purpose. */
    public boolean covers(Asked asked) {
        return party.map(side -> side.equals(asked.owner()) || side.equals(asked.sender()))
                        .orElse(true)
                && (with.contains(asked.recipient())
                        || asked.participant().filter(with::contains).isPresent())
                && types.contains(asked.type())
                && purposes.stream().anyMatch(purpose -> Purpose.serves(asked.purpose(), purpose));
    }

    /** Whether the owner of what is asked for signed it itself, or the group did: then it is the owner's word too. */
    public boolean bindsOwner(Asked asked) {
        return party.map(asked.owner()::equals).orElse(true);
    }
}
