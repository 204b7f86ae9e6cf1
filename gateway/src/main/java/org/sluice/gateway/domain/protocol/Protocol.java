package org.sluice.gateway.domain.protocol;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.sluice.gateway.domain.label.Channel;

/**
 * An information-sharing protocol as data, in one version.
 *
 * @param facts the kinds of facts that its conditions ask for
 * @param floors the rules for the least channel; the last one is the rule for everything else
 * @param channels the rule of every channel
 * @param vocabulary the other words that its cells use
 * @param membership what it asks of those who take part
 * @param inForceFrom the first day in force
 * @param inForceUntil the last day in force, if it has one
 * @param basedOn the template that it was made from, if any
 * @param banner a line in some languages that everybody is shown before log-in, if any
 */
public record Protocol(
        String id,
        String version,
        Scope scope,
        Titles titles,
        LocalDate inForceFrom,
        Optional<LocalDate> inForceUntil,
        List<FactKind> facts,
        List<Audience> audiences,
        List<InformationType> informationTypes,
        List<Cell> cells,
        List<FloorRule> floors,
        Map<Channel, ChannelRule> channels,
        Vocabulary vocabulary,
        Optional<BasedOn> basedOn,
        Membership membership,
        Optional<Titles> banner) {

    /** @throws IllegalArgumentException if a decision could not be made from it: no last floor, or a channel without rule */
    public Protocol {
        facts = List.copyOf(facts);
        audiences = List.copyOf(audiences);
        informationTypes = List.copyOf(informationTypes);
        cells = List.copyOf(cells);
        floors = List.copyOf(floors);
        channels = Map.copyOf(channels);
        if (floors.isEmpty() || !floors.getLast().otherwise()) {
            throw new IllegalArgumentException("The last floor of a protocol is the one for everything else.");
        }
        if (channels.size() != Channel.values().length) {
            throw new IllegalArgumentException("A protocol has a rule for every channel.");
        }
    }

    /** Whether it is in force on this day; both its first and its last day count. */
    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(inForceFrom)
                && inForceUntil.map(last -> !day.isAfter(last)).orElse(true);
    }

    public Optional<InformationType> informationType(String type) {
        return find(informationTypes, InformationType::id, type);
    }

    public Optional<Audience> audience(String name) {
        return find(audiences, Audience::id, name);
    }

    public Optional<FactKind> fact(String kind) {
        return find(facts, FactKind::id, kind);
    }

    public ChannelRule channel(Channel channel) {
        return Optional.ofNullable(channels.get(channel)).orElseThrow();
    }

    /** Whether an audience is {@code other}, or part of it. */
    boolean isOrIsPartOf(String audience, String other) {
        Set<String> seen = new HashSet<>();
        Optional<String> asked = Optional.of(audience);
        while (asked.isPresent() && seen.add(asked.get())) {
            if (asked.get().equals(other)) {
                return true;
            }
            asked = asked.flatMap(this::audience).flatMap(Audience::isAlso);
        }
        return false;
    }

    /**
     * The cell that counts for a type and an audience: its own, else that of the audience that it is part of, and so
     * on, at last the public's. Nothing for a type or an audience that this protocol does not know.
     */
    public Optional<Cell> cell(String type, String audience) {
        if (informationType(type).isEmpty() || audience(audience).isEmpty()) {
            return Optional.empty();
        }
        Set<String> seen = new HashSet<>();
        Optional<String> asked = Optional.of(audience);
        while (asked.isPresent() && seen.add(asked.get())) {
            Optional<Cell> own = own(type, asked.get());
            if (own.isPresent()) {
                return own;
            }
            asked = asked.flatMap(this::audience).flatMap(Audience::isAlso);
        }
        // A circle of audiences ends nowhere, like an audience that is part of none.
        return own(type, Audience.PUBLIC);
    }

    private Optional<Cell> own(String type, String audience) {
        for (Cell cell : cells) {
            if (cell.informationType().equals(type) && cell.audience().equals(audience)) {
                return Optional.of(cell);
            }
        }
        return Optional.empty();
    }

    /** A loop and not a stream: a decision looks up some twenty words, and streams were half of its time. */
    private static <T> Optional<T> find(List<T> list, Function<T, String> id, String wanted) {
        for (T one : list) {
            if (id.apply(one).equals(wanted)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
