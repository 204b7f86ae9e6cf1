package org.sluice.gateway.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.LabelChange;
import org.sluice.gateway.domain.label.LabelKey;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Audience;
import org.sluice.gateway.domain.protocol.Cell;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.protocol.FactsOnRecord;
import org.sluice.gateway.domain.protocol.Handling;
import org.sluice.gateway.domain.protocol.Mark;
import org.sluice.gateway.domain.protocol.Parties;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Question;
import org.sluice.gateway.domain.protocol.Shared;
import org.sluice.gateway.domain.protocol.Term;

/**
 * Draws made-up questions over the shipped protocols, each near one of their cells: most of what the cell asks for is there
 * and some of it is not, so that every answer and every reason comes up. The same seed draws the same questions.
 */
final class Draws {
    static final Protocol TURKEY = ProtocolFile.shipped("turkey-cross-border");
    static final Protocol IASC = ProtocolFile.shipped("iasc-template");
    static final Protocol DPISP = ProtocolFile.shipped("alliance-dpisp");
    private static final List<Protocol> ALL = List.of(TURKEY, IASC, DPISP);

    /** One question, the protocols of which it is asked, and the cell near which it was drawn. */
    record Drawn(List<Protocol> inForce, Protocol protocol, Cell cell, Question question) {
        Drawn asking(Label label) {
            return asking(new Question(label, question.audience(), question.parties(), question.facts()));
        }

        Drawn asking(Parties parties) {
            return asking(new Question(question.label(), question.audience(), parties, question.facts()));
        }

        Drawn asking(Set<String> given, Set<String> refused) {
            return asking(new Question(
                    question.label(), question.audience(), question.parties(), new FactsOnRecord(given, refused)));
        }

        Drawn under(List<Protocol> protocols) {
            return new Drawn(protocols, protocol, cell, question);
        }

        private Drawn asking(Question other) {
            return new Drawn(inForce, protocol, cell, other);
        }
    }

    private final Random random;

    Draws(long seed) {
        this.random = new Random(seed);
    }

    Drawn next() {
        Protocol protocol = one(ALL);
        List<Protocol> inForce = new ArrayList<>();
        for (Protocol other : ALL) {
            if (other.equals(protocol) || chance(50)) {
                inForce.add(other);
            }
        }
        Cell cell = one(protocol.cells());
        while (cell.shared() == Shared.NO && chance(80)) {
            cell = one(protocol.cells());
        }
        String audience = chance(85)
                ? cell.audience()
                : one(protocol.audiences().stream().map(Audience::id).toList());
        return new Drawn(
                inForce,
                protocol,
                cell,
                new Question(
                        label(protocol, cell, audience), audience, parties(protocol, cell), facts(protocol, cell)));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** Some of these, perhaps none. */
    <T> List<T> some(List<T> list, int percent) {
        return list.stream().filter(item -> chance(percent)).toList();
    }

    static Label set(Label label, LabelKey key, List<String> names) {
        return set(label, key, String.join(",", names));
    }

    static Label set(Label label, LabelKey key, String value) {
        return switch (label.with(key.word(), value)) {
            case LabelChange.Accepted accepted -> accepted.label();
            case LabelChange.Mistaken mistaken -> throw new AssertionError(mistaken.sentence());
        };
    }

    static List<String> elements(Protocol protocol) {
        return protocol.vocabulary().elements().stream().map(Term::id).toList();
    }

    static List<String> marks(Protocol protocol) {
        return protocol.vocabulary().marks().stream().map(Mark::id).toList();
    }

    /** What the cell asks for, in every way in which it can be asked. */
    static List<String> asked(Protocol protocol, Cell cell) {
        Set<String> asked = new HashSet<>(cell.liftedBy().values());
        cell.conditions().forEach(condition -> asked.addAll(condition.anyOf()));
        cell.handling().withheldOverride().ifPresent(asked::add);
        protocol.vocabulary().marks().forEach(mark -> asked.add(mark.waiver()));
        return asked.stream().sorted().toList();
    }

    private Label label(Protocol protocol, Cell cell, String audience) {
        Label label = Label.of(
                chance(75) ? Channel.STRICTLY_CONFIDENTIAL : one(List.of(Channel.values())), cell.informationType());
        for (Dimension dimension : Dimension.values()) {
            Level ceiling = cell.ceilings().getOrDefault(dimension, dimension.mostIdentifying());
            if (chance(88)) {
                label = label.declaring(
                        chance(92)
                                ? new Level(dimension, random.nextInt(ceiling.rank() + 1))
                                : one(dimension.levels()));
            }
        }
        Handling handling = cell.handling();
        List<String> known = elements(protocol);
        if (!known.isEmpty() && chance(92)) {
            Set<String> has = new HashSet<>(
                    some(List.copyOf(new TreeSet<>(handling.elements().orElse(Set.of()))), 40));
            if (chance(85)) {
                List.copyOf(has)
                        .forEach(e -> Optional.ofNullable(handling.elementWith().get(e))
                                .ifPresent(has::add));
            }
            if (chance(8)) {
                has.add(one(known));
            }
            label = set(label, LabelKey.ELEMENTS, List.copyOf(has));
            if (chance(15)) {
                label = set(label, LabelKey.WITHHELD, some(known, 10));
            }
        }
        if (chance(85)) {
            label = set(label, LabelKey.SMALL_COUNTS, chance(75) ? "none" : "present");
        }
        if (chance(12) && !marks(protocol).isEmpty()) {
            label = set(label, LabelKey.MARKS, some(marks(protocol), 60));
        }
        boolean listed = handling.ownerNames() ? chance(85) : chance(10);
        if (listed) {
            List<String> names = new ArrayList<>(
                    some(protocol.audiences().stream().map(Audience::id).toList(), 30));
            if (chance(80)) {
                names.add(audience);
            }
            label = set(label, LabelKey.SHARE_WITH, names);
        }
        return label;
    }

    private Parties parties(Protocol protocol, Cell cell) {
        if (chance(30)) {
            return new Parties(Optional.empty(), chance(85));
        }
        Set<String> functions = new HashSet<>(chance(85) ? cell.handling().senders() : Set.of());
        functions.addAll(
                some(protocol.vocabulary().functions().stream().map(Term::id).toList(), 10));
        return new Parties(Optional.of(functions), chance(85));
    }

    private FactsOnRecord facts(Protocol protocol, Cell cell) {
        Set<String> given = new HashSet<>(some(asked(protocol, cell), 85));
        given.addAll(some(protocol.facts().stream().map(FactKind::id).toList(), 5));
        return new FactsOnRecord(given, chance(80) ? Set.of() : Set.copyOf(some(asked(protocol, cell), 15)));
    }
}
