package org.sluice.gateway.domain.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.label.Particulars;

/**
 * What a cell asks of senders, recipients and contents beyond its ceilings.
 *
 * <p>Source of the rule on named persons, which holds under every protocol: GPC toolkit, chapter 10: personal data passes
 * directly between those who act on it. The others: Alliance DPISP, sections on flows and its table of data elements.
 */
final class CaseRules {
    private static final Level PSEUDONYMISED = Level.checked(Dimension.PERSONS, "pseudonymised");

    private CaseRules() {}

    static void judge(Cell cell, Question question, List<Reason> reasons) {
        Handling handling = cell.handling();
        sender(cell, handling.senders(), question.parties(), reasons);
        boolean personal = PSEUDONYMISED.atMost(question.label().effective(Dimension.PERSONS));
        boolean toAll = question.audience().equals(Audience.PUBLIC)
                || !question.parties().named();
        if ((handling.namedRecipient() || (personal && mayBePersonal(cell))) && toAll) {
            reasons.add(CaseReasons.recipientNotNamed(question.audience(), cell.row()));
        }
        Particulars said = question.label().particulars();
        elements(cell, said, reasons);
        if (handling.withheldRespected()) {
            withheld(cell, said, question.facts(), reasons);
        }
        counts(cell, said, toAll, reasons);
        boolean ownerSaid = question.label()
                .shareWith()
                .filter(audiences -> audiences.contains(question.audience()))
                .isPresent();
        if (handling.ownerNames() && !ownerSaid) {
            reasons.add(CaseReasons.ownerSilent(question.audience(), cell.row()));
        }
    }

    /** Elsewhere the ceiling refuses personal data anyway, and one reason is enough. */
    private static boolean mayBePersonal(Cell cell) {
        Level ceiling = cell.ceilings().get(Dimension.PERSONS);
        return ceiling == null
                || PSEUDONYMISED.atMost(ceiling)
                || cell.liftedBy().containsKey(Dimension.PERSONS);
    }

    private static void sender(Cell cell, Set<String> senders, Parties parties, List<Reason> reasons) {
        if (senders.isEmpty()) {
            return;
        }
        String words = String.join(" or ", new TreeSet<>(senders));
        Optional<Set<String>> has = parties.functions();
        if (has.isEmpty() || !Collections.disjoint(has.get(), senders)) {
            reasons.add(CaseReasons.senderFits(words, cell.row()));
        } else {
            reasons.add(CaseReasons.notASender(String.join(", ", new TreeSet<>(has.get())), words, cell.row()));
        }
    }

    private static void elements(Cell cell, Particulars said, List<Reason> reasons) {
        Optional<Set<String>> allowed = cell.handling().elements();
        if (allowed.isEmpty() && cell.handling().elementWith().isEmpty()) {
            return;
        }
        if (said.elements().isEmpty()) {
            reasons.add(CaseReasons.elementsUndeclared(cell.row()));
            return;
        }
        List<String> has = said.elements().get();
        for (String element : has) {
            if (allowed.isPresent() && !allowed.get().contains(element)) {
                reasons.add(CaseReasons.elementNotAllowed(element, new TreeSet<>(allowed.get()), cell.row()));
            }
            Optional.ofNullable(cell.handling().elementWith().get(element))
                    .filter(other -> !has.contains(other))
                    .ifPresent(other -> reasons.add(CaseReasons.elementAlone(element, other, cell.row())));
        }
    }

    private static void withheld(Cell cell, Particulars said, FactsOnRecord facts, List<Reason> reasons) {
        boolean overridden =
                cell.handling().withheldOverride().filter(facts::has).isPresent();
        if (said.withheld().isEmpty() || overridden) {
            return;
        }
        if (said.elements().isEmpty()) {
            // Nobody said what is in it, so what was withheld counts as being in it.
            reasons.add(CaseReasons.withheld(said.withheld(), cell.handling().withheldOverride(), cell.row()));
            return;
        }
        List<String> both = new ArrayList<>(said.withheld());
        both.retainAll(said.elements().get());
        if (!both.isEmpty()) {
            reasons.add(CaseReasons.withheld(both, cell.handling().withheldOverride(), cell.row()));
        }
    }

    private static void counts(Cell cell, Particulars said, boolean toAll, List<Reason> reasons) {
        boolean held = switch (cell.handling().smallCounts()) {
            case FREE -> false;
            case NAMED_RECIPIENT -> toAll;
            case HELD_BACK -> true;
        };
        if (held && said.hasSmallCounts()) {
            reasons.add(CaseReasons.smallCounts(said.smallCounts().isPresent(), cell.row()));
        }
    }
}
