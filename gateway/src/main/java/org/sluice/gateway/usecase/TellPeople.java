package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** One notice to each of many people, in the unit of what it tells of. */
final class TellPeople {
    private TellPeople() {}

    /** Tells those people of participants in standing to whom it is addressed; returns how many. */
    static int tell(
            Ledger ledger, Tx tx, Instant now, Notice.Kind kind, Map<String, String> parameters, Predicate<Person> to) {
        int told = 0;
        for (Participant participant : Participants.all(tx.sql())) {
            if (participant.barred(now).isPresent()) {
                continue;
            }
            for (Person person : Persons.ofParticipant(tx.sql(), participant.id())) {
                if (to.test(person)) {
                    Notices.add(
                            tx, new Notice(ledger.newId("n"), person.id(), now, kind, parameters, Optional.empty()));
                    told++;
                }
            }
        }
        return told;
    }
}
