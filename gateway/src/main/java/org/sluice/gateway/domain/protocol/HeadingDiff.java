package org.sluice.gateway.domain.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;

/** Compares the headings of two protocols: scope, types with their standard labels, audiences, facts. */
final class HeadingDiff {
    private static final String HERE = "here";
    private static final String UNDECLARED = "undeclared";

    private HeadingDiff() {}

    static void compare(Protocol before, Protocol after, List<Difference> all) {
        if (before.scope() != after.scope()) {
            ProtocolDiff.add(
                    all,
                    Difference.Part.HEADER,
                    "scope",
                    Optional.empty(),
                    List.of(Change.other(
                            "scope", before.scope().word(), after.scope().word())));
        }
        List<Change> banner = new ArrayList<>();
        other(
                "banner",
                before.banner().map(HeadingDiff::text).orElse(""),
                after.banner().map(HeadingDiff::text).orElse(""),
                banner);
        ProtocolDiff.add(all, Difference.Part.HEADER, "banner", Optional.empty(), banner);
        lists(
                before.informationTypes(),
                after.informationTypes(),
                InformationType::id,
                Difference.Part.TYPE,
                HeadingDiff::types,
                all);
        lists(
                before.audiences(),
                after.audiences(),
                Audience::id,
                Difference.Part.AUDIENCE,
                HeadingDiff::audiences,
                all);
        lists(before.facts(), after.facts(), FactKind::id, Difference.Part.FACT, HeadingDiff::facts, all);
        marks(before.vocabulary(), after.vocabulary(), all);
    }

    /** What is new or gone lets nothing pass by itself: the cells and floors that use it say what does. */
    private static <T> void lists(
            List<T> before,
            List<T> after,
            Function<T, String> id,
            Difference.Part part,
            BiFunction<T, T, List<Change>> both,
            List<Difference> all) {
        for (T was : before) {
            Optional<T> is = after.stream()
                    .filter(t -> id.apply(t).equals(id.apply(was)))
                    .findFirst();
            List<Change> changes =
                    is.map(now -> both.apply(was, now)).orElse(List.of(Change.other("removed", HERE, "")));
            ProtocolDiff.add(all, part, id.apply(was), Optional.empty(), changes);
        }
        List<String> known = before.stream().map(id).toList();
        for (T is : after) {
            if (!known.contains(id.apply(is))) {
                ProtocolDiff.add(all, part, id.apply(is), Optional.empty(), List.of(Change.other("added", "", HERE)));
            }
        }
    }

    /** A standard label that identifies less lets a form pass of which nobody says anything. */
    private static List<Change> types(InformationType before, InformationType after) {
        List<Change> changes = new ArrayList<>();
        for (Dimension dimension : Dimension.values()) {
            Optional<Level> was = Optional.ofNullable(before.standardLabel().get(dimension));
            Optional<Level> is = Optional.ofNullable(after.standardLabel().get(dimension));
            if (!was.equals(is)) {
                int had = was.orElse(dimension.mostIdentifying()).rank();
                int has = is.orElse(dimension.mostIdentifying()).rank();
                String aspect = "standard " + dimension.word();
                String from = was.map(Level::word).orElse(UNDECLARED);
                String to = is.map(Level::word).orElse(UNDECLARED);
                changes.add(
                        // An undeclared dimension holds a file until somebody looks; a standard level does not.
                        has < had || (was.isEmpty() && is.isPresent())
                                ? Change.wider(aspect, from, to)
                                : Change.narrower(aspect, from, to));
            }
        }
        titles(before.titles(), after.titles(), changes);
        return changes;
    }

    private static List<Change> audiences(Audience before, Audience after) {
        List<Change> changes = new ArrayList<>();
        // What it lets pass shows in the cells.
        other("is-also", before.isAlso().orElse(""), after.isAlso().orElse(""), changes);
        // More people may stand behind the same name: only a person can tell.
        other("who", before.who(), after.who(), changes);
        if (before.thirdParty() != after.thirdParty()) {
            String was = before.thirdParty().word();
            String is = after.thirdParty().word();
            changes.add(
                    after.thirdParty().compareTo(before.thirdParty()) < 0
                            ? Change.wider("third-party", was, is)
                            : Change.narrower("third-party", was, is));
        }
        titles(before.titles(), after.titles(), changes);
        return changes;
    }

    /** Whose word a fact is decides how easily it is had: another giver counts as wider unless it plainly is not. */
    private static List<Change> facts(FactKind before, FactKind after) {
        List<Change> changes = new ArrayList<>();
        if (before.about() != after.about()) {
            changes.add(
                    Change.wider("about", before.about().word(), after.about().word()));
        }
        if (before.givenBy() != after.givenBy()) {
            boolean stricter = before.givenBy() == FactKind.GivenBy.ANYONE
                    || (before.givenBy() == FactKind.GivenBy.OWNER && after.givenBy() == FactKind.GivenBy.CONCERNED);
            String was = before.givenBy().word();
            String is = after.givenBy().word();
            changes.add(stricter ? Change.narrower("given-by", was, is) : Change.wider("given-by", was, is));
        }
        if (!before.derived().equals(after.derived())) {
            boolean stricter = after.derived().isEmpty()
                    || before.derived()
                            .filter(was -> was.depositsOf()
                                            .equals(after.derived()
                                                    .orElseThrow()
                                                    .depositsOf())
                                    && was.longest()
                                                    .compareTo(after.derived()
                                                            .orElseThrow()
                                                            .longest())
                                            >= 0)
                            .isPresent();
            String was = before.derived().map(HeadingDiff::words).orElse("");
            String is = after.derived().map(HeadingDiff::words).orElse("");
            changes.add(stricter ? Change.narrower("derived", was, is) : Change.wider("derived", was, is));
        }
        HandlingWidth.sets("overrides-refusal", before.overridesRefusal(), after.overridesRefusal(), changes);
        titles(before.titles(), after.titles(), changes);
        return changes;
    }

    private static String words(FactKind.Derived derived) {
        return "deposits of " + derived.depositsOf() + " within "
                + derived.longest().toDays() + " days";
    }

    /** A mark closes; one that is gone, closes to fewer or opens by another fact lets more pass. */
    private static void marks(Vocabulary before, Vocabulary after, List<Difference> all) {
        for (Mark was : before.marks()) {
            List<Change> changes = new ArrayList<>();
            Optional<Mark> is = after.mark(was.id());
            if (is.isEmpty()) {
                changes.add(Change.wider("removed", HERE, ""));
            } else {
                // The other way round than a list of who may have something.
                HandlingWidth.sets("open to", is.get().closedTo(), was.closedTo(), changes);
                if (!was.waiver().equals(is.get().waiver())) {
                    changes.add(Change.wider("waiver", was.waiver(), is.get().waiver()));
                }
            }
            ProtocolDiff.add(all, Difference.Part.MARK, was.id(), Optional.empty(), changes);
        }
        for (Mark is : after.marks()) {
            if (before.mark(is.id()).isEmpty()) {
                ProtocolDiff.add(
                        all,
                        Difference.Part.MARK,
                        is.id(),
                        Optional.empty(),
                        List.of(Change.narrower("added", "", HERE)));
            }
        }
    }

    private static void titles(Titles before, Titles after, List<Change> changes) {
        other("title", text(before), text(after), changes);
    }

    private static String text(Titles titles) {
        return titles.byLanguage().entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining("; "));
    }

    private static void other(String aspect, String was, String is, List<Change> changes) {
        if (!was.equals(is)) {
            changes.add(Change.other(aspect, was, is));
        }
    }
}
