package org.sluice.gateway.policy;

import static org.sluice.gateway.policy.Headings.get;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.ChannelRule;
import org.sluice.gateway.domain.protocol.FloorRule;
import org.sluice.gateway.domain.protocol.Obligation;

/** Reads the rules of the channels, and the floors that say which channel a label needs at least. */
final class ChannelReader {
    private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,3})([dh])");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,5}");
    private static final String OTHERWISE = "otherwise";

    private ChannelReader() {}

    static Map<Channel, ChannelRule> channels(Optional<Place> place) {
        Map<Channel, ChannelRule> rules = new EnumMap<>(Channel.class);
        place.ifPresent(p -> p.fields(Channel.words(), List.of())
                .forEach((word, at) -> Channel.of(word).ifPresent(channel -> rules.put(channel, rule(channel, at)))));
        return rules;
    }

    private static ChannelRule rule(Channel channel, Place place) {
        Map<String, Place> at =
                place.fields(List.of("title", "longest-link", "most-downloads", "obligations"), List.of());
        List<Obligation> obligations = new ArrayList<>();
        for (Place item : get(at, "obligations").map(Place::items).orElse(List.of())) {
            item.oneOf(List.of(Obligation.values()), Obligation::word).ifPresent(obligations::add);
        }
        return new ChannelRule(
                channel,
                Headings.titles(get(at, "title")),
                get(at, "longest-link").flatMap(ChannelReader::span).orElse(Duration.ofDays(1)),
                get(at, "most-downloads").flatMap(ChannelReader::count).orElse(1),
                obligations);
    }

    private static Optional<Duration> span(Place place) {
        Optional<String> text = place.text();
        Optional<Duration> span = text.map(SPAN::matcher)
                .filter(Matcher::matches)
                .map(m -> {
                    int number = Integer.parseInt(m.group(1));
                    return m.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
                });
        if (text.isPresent() && span.isEmpty()) {
            place.wrong("\"" + text.get() + "\" is no span of time; write days or hours, for example 7d or 12h.");
        }
        return span;
    }

    private static Optional<Integer> count(Place place) {
        Optional<String> text = place.text();
        Optional<Integer> count =
                text.map(COUNT::matcher).filter(Matcher::matches).map(m -> Integer.parseInt(m.group()));
        if (text.isPresent() && count.isEmpty()) {
            place.wrong("\"" + text.get() + "\" is no count; write a whole number from 1 to 999999.");
        }
        return count;
    }

    static List<FloorRule> floors(Optional<Place> place, Headings headings) {
        List<FloorRule> rules = new ArrayList<>();
        List<Place> items = place.map(Place::items).orElse(List.of());
        for (int i = 0; i < items.size(); i++) {
            Map<String, Place> at = items.get(i).fields(List.of("when", "floor", "source"), List.of());
            Optional<Channel> floor = get(at, "floor").flatMap(p -> p.word(Channel::of, Channel.words()));
            String source = get(at, "source").flatMap(Place::text).orElse("");
            boolean last = i == items.size() - 1;
            Optional<FloorRule> rule = get(at, "when")
                    .map(when -> when(when, floor.orElse(Channel.STRICTLY_CONFIDENTIAL), source, headings));
            rule.ifPresent(rules::add);
            if (rule.isPresent() && isOtherwise(at) != last) {
                get(at, "when")
                        .orElseThrow()
                        .wrong(
                                last
                                        ? "The last floor is the one for everything else; write \"when: otherwise\"."
                                        : "Only the last floor is the one for everything else; move it to the end.");
            }
        }
        if (items.isEmpty()) {
            place.ifPresent(p -> p.wrong("At least the floor for everything else is needed: \"when: otherwise\"."));
        }
        return rules;
    }

    private static boolean isOtherwise(Map<String, Place> at) {
        return get(at, "when")
                .filter(p -> p.node() instanceof YamlNode.Scalar s && s.text().equals(OTHERWISE))
                .isPresent();
    }

    private static FloorRule when(Place place, Channel floor, String source, Headings headings) {
        if (place.node() instanceof YamlNode.Scalar) {
            place.word(text -> text.equals(OTHERWISE) ? Optional.of(text) : Optional.empty(), List.of(OTHERWISE));
            return new FloorRule(Map.of(), Set.of(), floor, source);
        }
        List<String> keys = new ArrayList<>(Dimension.words());
        keys.add("type");
        Map<String, Place> at = place.fields(List.of(), keys);
        Map<Dimension, Set<Level>> levels = new EnumMap<>(Dimension.class);
        Set<String> types = new HashSet<>();
        at.forEach((key, list) -> {
            List<Place> items = list.items();
            if (items.isEmpty() && list.node() instanceof YamlNode.Items) {
                list.wrong("The list is empty, so this floor would match nothing; name what it is for.");
            }
            for (Place item : items) {
                Dimension.of(key)
                        .ifPresentOrElse(
                                dimension -> item.word(dimension::level, dimension.ladder())
                                        .ifPresent(level -> levels.computeIfAbsent(dimension, d -> new HashSet<>())
                                                .add(level)),
                                () -> headings.typeAt(item).ifPresent(types::add));
            }
        });
        if (at.isEmpty() && place.node() instanceof YamlNode.Fields) {
            place.wrong("A floor says for which levels or types it is; write them, or \"otherwise\" in the last one.");
        }
        return new FloorRule(levels, types, floor, source);
    }
}
