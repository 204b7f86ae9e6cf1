package org.sluice.gateway.domain.protocol;

import java.util.List;
import java.util.Optional;

/** The rules that marks on data bring: those of every protocol in force, whichever decides on the type. */
final class Marks {
    private Marks() {}

    static void judge(List<Protocol> inForce, Question question, List<Reason> reasons) {
        for (String id : question.label().particulars().marks()) {
            boolean known = false;
            for (Protocol protocol : inForce) {
                Optional<Mark> mark = protocol.vocabulary().mark(id);
                known |= mark.isPresent();
                mark.filter(m -> closes(protocol, m, question.audience()))
                        .ifPresent(m -> reasons.add(waiver(protocol, m, question)));
            }
            if (!known) {
                reasons.add(CaseReasons.unknownMark(id));
            }
        }
    }

    private static Reason waiver(Protocol protocol, Mark mark, Question question) {
        if (Ruling.refused(protocol, mark.waiver(), question.facts())) {
            return Reason.factRefused(mark.waiver(), place(protocol, mark));
        }
        return question.facts().has(mark.waiver())
                ? Reason.factOnRecord(mark.waiver(), place(protocol, mark))
                : CaseReasons.waiverMissing(mark, question.audience(), place(protocol, mark));
    }

    private static boolean closes(Protocol protocol, Mark mark, String audience) {
        return mark.closedTo().stream().anyMatch(closed -> protocol.isOrIsPartOf(audience, closed));
    }

    private static String place(Protocol protocol, Mark mark) {
        return protocol.id() + ", mark " + mark.id();
    }
}
