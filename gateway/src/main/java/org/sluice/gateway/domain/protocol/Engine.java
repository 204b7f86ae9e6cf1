package org.sluice.gateway.domain.protocol;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Level;

/**
 * The rules: from protocols, a label, an audience and the facts on record to a decision. Functions without state, safe
 * from any thread. Whatever is unknown or missing refuses.
 */
public final class Engine {
    private Engine() {}

    /** Those of the protocols that are in force on this day. */
    public static List<Protocol> inForce(List<Protocol> protocols, LocalDate day) {
        return protocols.stream().filter(p -> p.inForceOn(day)).toList();
    }

    /**
     * The protocols that decide on a type: the specific ones that cover it, or where none does, the response-wide ones
     * that do.
     */
    public static List<Protocol> deciding(List<Protocol> inForce, String type) {
        List<Protocol> covering = inForce.stream()
                .filter(p -> p.informationType(type).isPresent())
                .toList();
        List<Protocol> specific =
                covering.stream().filter(p -> p.scope() == Scope.SPECIFIC).toList();
        return specific.isEmpty() ? covering : specific;
    }

    /**
     * Who at all may have this? Like the question with whatever sender and recipient the cell asks for.
     *
     * @param facts the kinds of the facts on record; kinds that no cell asks for change nothing
     */
    public static Decision decide(List<Protocol> inForce, Label label, String audience, Set<String> facts) {
        return decide(inForce, new Question(label, audience, Parties.FITTING, FactsOnRecord.given(facts)));
    }

    /**
     * May this label go to this audience? Every protocol that decides must permit. The label is used as it is: whoever
     * wants the standard label counted calls {@link #standardOr} first.
     */
    public static Decision decide(List<Protocol> inForce, Question question) {
        Label label = question.label();
        String audience = question.audience();
        List<Protocol> deciding = deciding(inForce, label.informationType());
        List<Basis> bases = new ArrayList<>();
        List<Reason> reasons = new ArrayList<>();
        if (inForce.isEmpty()) {
            reasons.add(Reason.noProtocol());
        } else if (deciding.isEmpty()) {
            reasons.add(Reason.unknownType(label.informationType()));
            for (Protocol protocol : inForce) {
                bases.add(Basis.of(protocol, label.informationType(), audience));
                if (protocol.audience(audience).isEmpty()) {
                    reasons.add(Reason.unknownAudience(audience, protocol.id()));
                }
            }
        }
        label.shareWith()
                .filter(listed -> !listed.contains(audience))
                .ifPresent(listed -> reasons.add(Reason.narrowed(audience, String.join(", ", listed))));
        for (Protocol protocol : deciding) {
            Floor.missed(protocol, label)
                    .ifPresent(f -> reasons.add(Reason.belowFloor(label.channel(), f.channel(), f.source())));
            Ruling ruling = Ruling.of(protocol, question);
            bases.add(ruling.basis());
            reasons.addAll(ruling.reasons());
        }
        Marks.judge(inForce, question, reasons);
        reasons.sort(Comparator.comparingInt(Engine::weight));
        return decision(label, audience, deciding, bases, reasons);
    }

    /**
     * The least channel in which this label may be kept, under every protocol that decides on its type. Where none
     * does, the strictest floor of those in force; without any protocol, the strictest channel.
     */
    public static Channel floor(List<Protocol> inForce, Label label) {
        List<Protocol> deciding = deciding(inForce, label.informationType());
        List<Protocol> asked = deciding.isEmpty() ? inForce : deciding;
        return asked.stream()
                .map(p -> floor(p, label))
                .max(Comparator.naturalOrder())
                .orElse(Channel.STRICTLY_CONFIDENTIAL);
    }

    /** The least channel for this label under one protocol: {@code public} where the public may have it anyway. */
    public static Channel floor(Protocol protocol, Label label) {
        return Floor.of(protocol, label).channel();
    }

    /** This label with the undeclared dimensions filled from its type's standard label, if the type has one. */
    public static Label standardOr(Protocol protocol, Label label) {
        return standardOr(List.of(protocol), label);
    }

    /**
     * This label with the undeclared dimensions filled from the standard labels of every protocol that decides on its
     * type; where they differ, the more identifying level counts, and a dimension that one of them leaves out stays
     * undeclared. Earlier standard levels are dropped.
     */
    public static Label standardOr(List<Protocol> inForce, Label label) {
        List<Map<Dimension, Level>> standards = deciding(inForce, label.informationType()).stream()
                .map(p -> p.informationType(label.informationType())
                        .map(InformationType::standardLabel)
                        .orElse(Map.of()))
                .toList();
        Map<Dimension, Level> filled = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            if (!standards.isEmpty() && standards.stream().allMatch(s -> s.containsKey(dimension))) {
                standards.stream()
                        .flatMap(s -> Optional.ofNullable(s.get(dimension)).stream())
                        .max(Comparator.comparingInt(Level::rank))
                        .ifPresent(level -> filled.put(dimension, level));
            }
        }
        return label.withStandard(filled);
    }

    private static Decision decision(
            Label label, String audience, List<Protocol> deciding, List<Basis> bases, List<Reason> reasons) {
        List<Cell> cells = bases.stream().flatMap(b -> b.cell().stream()).toList();
        boolean whole = !cells.isEmpty() && cells.size() == bases.size();
        Obligations obligations = whole ? Obligations.of(label, deciding, cells) : Obligations.NOWHERE;
        if (!whole || reasons.stream().anyMatch(r -> r.kind().refuses())) {
            return new Decision.Refuse(label, audience, bases, reasons, obligations);
        }
        List<String> missing = reasons.stream()
                .filter(r -> r.kind().asks())
                .flatMap(r -> r.fact().stream())
                .distinct()
                .toList();
        return missing.isEmpty()
                ? new Decision.Permit(label, audience, bases, reasons, obligations)
                : new Decision.Needs(label, audience, bases, reasons, missing, obligations);
    }

    private static int weight(Reason reason) {
        int unlessRefusing = reason.kind().asks() ? 1 : 2;
        return reason.kind().refuses() ? 0 : unlessRefusing;
    }
}
