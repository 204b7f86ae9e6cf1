package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.fact.Question;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.protocol.FactKind;
import org.sluice.gateway.domain.protocol.InformationType;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Titles;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;

/**
 * A question as its page shows it. Never with the file's name: whoever holds the address sees the page, and the asked
 * organisation need not be the owner.
 *
 * @param type the titles of the information type, as a protocol in force has them
 * @param owner the name of the organisation that deposited the file
 * @param recipient the name of who is to receive it
 */
public record QuestionShown(
        Question question,
        Optional<FactKind> kind,
        String participant,
        String typeId,
        Optional<Titles> type,
        String owner,
        String recipient) {

    static QuestionShown of(Handle sql, Question question, List<Protocol> inForce) {
        Deposit deposit = Deposits.find(sql, question.depositId()).orElseThrow();
        return new QuestionShown(
                question,
                inForce.stream()
                        .flatMap(protocol -> protocol.fact(question.kind()).stream())
                        .findFirst(),
                participant(sql, question.participantId()),
                deposit.type(),
                inForce.stream()
                        .flatMap(protocol -> protocol.informationType(deposit.type()).stream())
                        .map(InformationType::titles)
                        .findFirst(),
                participant(sql, deposit.participantId()),
                Contacts.find(sql, question.recipient())
                        .map(Contact::name)
                        .or(() -> Persons.find(sql, question.recipient()).map(Person::name))
                        .orElse(question.recipient()));
    }

    private static String participant(Handle sql, String id) {
        return Participants.find(sql, id).map(Participant::name).orElse(id);
    }
}
