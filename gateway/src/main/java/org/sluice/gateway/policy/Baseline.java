package org.sluice.gateway.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.protocol.BasedOn;
import org.sluice.gateway.domain.protocol.Difference;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.ProtocolDiff;

/**
 * What a protocol is measured against: the template that it names, else the version that it would replace, else nothing,
 * so that leaving the template's name out makes nothing easier.
 */
public sealed interface Baseline {
    /** @param digest of the text */
    record Known(Protocol protocol, String digest) {}

    record Template(Protocol protocol) implements Baseline {}

    /** No template and no earlier version: whatever it shares is wider than nothing. */
    record Nothing() implements Baseline {}

    /** It names a template that is not there as it was. */
    record Missing(String message) implements Baseline {}

    /** @param known the protocols that are there, shipped or on record; of one id the latest last */
    static Baseline of(Protocol protocol, List<Known> known) {
        if (protocol.basedOn().isPresent()) {
            return named(protocol.basedOn().get(), known);
        }
        Optional<Protocol> earlier = known.stream()
                .map(Known::protocol)
                .filter(p -> p.id().equals(protocol.id()))
                .reduce((first, second) -> second);
        return earlier.<Baseline>map(Template::new).orElseGet(Nothing::new);
    }

    private static Baseline named(BasedOn named, List<Known> known) {
        List<Known> same = known.stream()
                .filter(k -> k.protocol().id().equals(named.id())
                        && k.protocol().version().equals(named.version()))
                .toList();
        if (same.isEmpty()) {
            return new Missing("There is no template " + named.id() + " version " + named.version()
                    + " here to measure it against; name one of "
                    + String.join(
                            ", ",
                            known.stream()
                                    .map(k -> k.protocol().id() + " "
                                            + k.protocol().version())
                                    .distinct()
                                    .toList())
                    + " under \"based-on\".");
        }
        return same.stream()
                .filter(k -> named.digest().map(k.digest()::equals).orElse(true))
                .findFirst()
                .<Baseline>map(k -> new Template(k.protocol()))
                .orElseGet(() -> new Missing("The template " + named.id() + " version " + named.version()
                        + " is not the text that this was begun from (its digest differs); begin again, or compare the two"
                        + " and mend \"based-on\"."));
    }

    /** The shipped protocols. */
    static List<Known> shipped() {
        return ProtocolFile.shipped().entrySet().stream()
                .map((Map.Entry<String, String> e) ->
                        new Known(ProtocolFile.shipped(e.getKey()), ProtocolTemplate.digest(e.getValue())))
                .toList();
    }

    /** What of a protocol is wider than this. */
    default List<Difference> wider(Protocol protocol) {
        return switch (this) {
            case Template template ->
                ProtocolDiff.of(template.protocol(), protocol).wider();
            case Nothing nothing -> ProtocolDiff.of(Optional.empty(), protocol).wider();
            case Missing missing -> ProtocolDiff.of(Optional.empty(), protocol).wider();
        };
    }

    /** In words: what it was measured against. */
    default String words() {
        return switch (this) {
            case Template template ->
                template.protocol().id() + " " + template.protocol().version();
            case Nothing nothing -> "nothing: it names no template";
            case Missing missing -> missing.message();
        };
    }
}
