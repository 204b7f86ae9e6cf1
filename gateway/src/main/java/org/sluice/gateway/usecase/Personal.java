package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.Terms;

/** What is personal data, and who answers for it: the owner's own people, and no coordinator (toolkit, chapter 10). */
final class Personal {
    private Personal() {}

    /** Whether a deposit counts as identifying persons beyond staff; what nobody declared does. */
    static boolean is(Handle sql, Rulebook rules, Deposit deposit, Instant now) {
        return is(rules.counted(sql, deposit.label(), now));
    }

    static boolean is(Label counted) {
        return counted.effective(Dimension.PERSONS).rank()
                > Dimension.PERSONS.level("staff").orElseThrow().rank();
    }

    /** Whether somebody answers for a participant's personal data: its data-protection contact, or where it named none, its releasers. */
    static boolean answersFor(Handle sql, Person person, String participantId, Instant now) {
        List<String> contacts = Terms.speakers(sql, participantId, Duty.DATA_PROTECTION);
        return person.participantId().equals(participantId)
                && !Terms.ended(sql, person.id(), now)
                && (contacts.isEmpty() ? person.is(Role.RELEASER) : contacts.contains(person.id()));
    }

    /** Those of a participant who answer for its personal data. */
    static List<String> contacts(Handle sql, String participantId) {
        return Terms.speakers(sql, participantId, Duty.DATA_PROTECTION);
    }
}
