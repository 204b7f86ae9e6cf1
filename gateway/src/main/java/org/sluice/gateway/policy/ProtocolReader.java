package org.sluice.gateway.policy;

import static org.sluice.gateway.policy.Headings.get;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.protocol.BasedOn;
import org.sluice.gateway.domain.protocol.Cell;
import org.sluice.gateway.domain.protocol.ChannelRule;
import org.sluice.gateway.domain.protocol.FloorRule;
import org.sluice.gateway.domain.protocol.Membership;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Scope;
import org.sluice.gateway.domain.protocol.Titles;

/** Reads the top of a protocol document and puts the parts together. */
final class ProtocolReader {
    static final String SCHEMA = "sluice-protocol/1";

    private ProtocolReader() {}

    /** The protocol; nothing where there were mistakes, which stand in the place's list. */
    static Optional<Protocol> read(Place document) {
        Map<String, Place> at = document.fields(
                List.of(
                        "schema",
                        "id",
                        "version",
                        "scope",
                        "title",
                        "in-force",
                        "facts",
                        "audiences",
                        "types",
                        "cells",
                        "floors",
                        "channels"),
                List.of(
                        "functions",
                        "elements",
                        "marks",
                        "based-on",
                        "least-signatures",
                        "withdrawal-notice-days",
                        "persons-confirm",
                        "banner"));
        get(at, "schema").ifPresent(p -> p.oneOf(List.of(SCHEMA), schema -> schema));
        Optional<String> id = get(at, "id").flatMap(Place::name);
        Optional<String> version = get(at, "version").flatMap(Place::text);
        Optional<Scope> scope = get(at, "scope").flatMap(p -> p.oneOf(List.of(Scope.values()), Scope::word));
        Titles titles = Headings.titles(get(at, "title"));
        Days days = get(at, "in-force").map(Days::read).orElse(Days.NONE);
        Headings headings = Headings.read(at);
        List<Cell> cells = CellReader.read(get(at, "cells"), headings);
        List<FloorRule> floors = ChannelReader.floors(get(at, "floors"), headings);
        Map<Channel, ChannelRule> channels = ChannelReader.channels(get(at, "channels"));
        Optional<BasedOn> basedOn = get(at, "based-on").flatMap(ProtocolReader::basedOn);
        Membership membership = new Membership(
                count(get(at, "least-signatures")),
                count(get(at, "withdrawal-notice-days")),
                Headings.flag(get(at, "persons-confirm")));
        Optional<Titles> banner = get(at, "banner").map(BannerReader::read);
        if (!document.mistakes().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Protocol(
                id.orElseThrow(),
                version.orElseThrow(),
                scope.orElseThrow(),
                titles,
                days.from().orElseThrow(),
                days.until(),
                headings.facts(),
                headings.audiences(),
                headings.types(),
                cells,
                floors,
                channels,
                headings.vocabulary(),
                basedOn,
                membership,
                banner));
    }

    private static Optional<BasedOn> basedOn(Place place) {
        Map<String, Place> at = place.fields(List.of("id", "version"), List.of("digest"));
        Optional<String> id = get(at, "id").flatMap(Place::name);
        Optional<String> version = get(at, "version").flatMap(Place::text);
        Optional<String> digest = get(at, "digest").flatMap(Place::text);
        digest.filter(hex -> !hex.matches("[0-9a-f]{64}"))
                .ifPresent(hex -> get(at, "digest")
                        .orElseThrow()
                        .wrong("A digest is a SHA-256 of 64 small hexadecimal digits; write it so or take it away."));
        return id.flatMap(name -> version.map(v -> new BasedOn(name, v, digest)));
    }

    /** A whole number of at most four digits; 0 where nothing is said. */
    private static int count(Optional<Place> place) {
        Optional<String> text = place.flatMap(Place::text);
        if (text.isPresent() && !text.get().matches("\\d{1,4}")) {
            place.orElseThrow().wrong("\"" + text.get() + "\" is no whole number from 0 to 9999.");
            return 0;
        }
        return text.map(Integer::parseInt).orElse(0);
    }

    private record Days(Optional<LocalDate> from, Optional<LocalDate> until) {
        static final Days NONE = new Days(Optional.empty(), Optional.empty());

        static Days read(Place place) {
            Map<String, Place> at = place.fields(List.of("from"), List.of("until"));
            Days days = new Days(
                    get(at, "from").flatMap(Days::day), get(at, "until").flatMap(Days::day));
            if (days.from.isPresent()
                    && days.until.isPresent()
                    && days.until.get().isBefore(days.from.get())) {
                get(at, "until").orElseThrow().wrong("The last day in force is before the first one.");
            }
            return days;
        }

        private static Optional<LocalDate> day(Place place) {
            return place.text().flatMap(text -> {
                try {
                    return Optional.of(LocalDate.parse(text));
                } catch (DateTimeParseException e) {
                    place.wrong("\"" + text + "\" is no date; write year, month and day, for example 2026-11-20.");
                    return Optional.empty();
                }
            });
        }
    }
}
