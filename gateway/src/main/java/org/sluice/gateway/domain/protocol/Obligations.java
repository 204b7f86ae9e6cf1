package org.sluice.gateway.domain.protocol;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;

/**
 * What travels with a file: what the recipient may do, and what whoever hands it over must do.
 *
 * @param onward the words of the cells on passing it on
 * @param passing to whom every cell lets it be passed on; counts where the disclosure is limited
 * @param longestLink the longest life of a link to it
 * @param mostDownloads how often a link may deliver it, at most
 */
public record Obligations(
        Disclosure disclosure,
        List<String> onward,
        Onward passing,
        List<Obligation> handOver,
        Duration longestLink,
        int mostDownloads) {
    /** What holds where no cell was found: it goes nowhere. */
    public static final Obligations NOWHERE =
            new Obligations(Disclosure.NO_FURTHER, List.of(), Onward.NOWHERE, List.of(), Duration.ZERO, 0);

    public Obligations {
        onward = List.copyOf(onward);
        handOver = List.copyOf(handOver);
    }

    /** The strictest of what every cell and every protocol's rule of the label's channel asks. */
    static Obligations of(Label label, List<Protocol> protocols, List<Cell> cells) {
        List<ChannelRule> rules =
                protocols.stream().map(p -> p.channel(label.channel())).toList();
        Stream<Obligation> ofChannels = rules.stream().flatMap(r -> r.obligations().stream());
        Stream<Obligation> ofCells = cells.stream().flatMap(c -> c.handling().obligations().stream());
        Level pseudonymised = Level.checked(Dimension.PERSONS, "pseudonymised");
        Stream<Obligation> ofPersons = pseudonymised.atMost(label.effective(Dimension.PERSONS))
                ? Stream.of(Obligation.PERSON_TO_PERSON)
                : Stream.of();
        return new Obligations(
                cells.stream()
                        .map(Cell::disclosure)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                cells.stream()
                        .map(Cell::onward)
                        .filter(words -> !words.isEmpty())
                        .toList(),
                cells.stream().map(Cell::passing).reduce(Onward::and).orElse(Onward.NOWHERE),
                Stream.of(ofChannels, ofCells, ofPersons)
                        .flatMap(all -> all)
                        .distinct()
                        .sorted()
                        .toList(),
                rules.stream()
                        .map(ChannelRule::longestLink)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                rules.stream().mapToInt(ChannelRule::mostDownloads).min().orElseThrow());
    }
}
