package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Participant;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.PersonKey;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.store.CutList;
import org.sluice.gateway.usecase.CutReport;

/** Participants, persons, contacts, and what was cut of them, as JSON. */
final class PeopleJson {
    private PeopleJson() {}

    static ObjectNode of(Participant participant) {
        ObjectNode json = Json.object();
        json.put("id", participant.id());
        json.put("name", participant.name());
        json.set("audiences", Json.texts(sorted(participant.audiences())));
        json.put("signed", participant.signed().toString());
        json.put("status", participant.status().word());
        json.put("epoch", participant.epoch());
        Json.maybe(json, "effective", participant.effective());
        Json.maybe(json, "reason", participant.reason());
        return json;
    }

    static ObjectNode of(Person person) {
        ObjectNode json = Json.object();
        json.put("id", person.id());
        json.put("participant", person.participantId());
        json.put("name", person.name());
        json.put("email", person.email());
        json.put("language", person.language());
        json.set(
                "roles",
                Json.texts(person.roles().stream().sorted().map(Role::word).toList()));
        return json;
    }

    static ObjectNode of(PersonKey key) {
        ObjectNode json = Json.object();
        json.put("fingerprint", key.fingerprint());
        json.put("person", key.personId());
        json.put("line", key.line());
        json.put("added", key.added().toString());
        LogInRoutes.put(json, key);
        return json;
    }

    static ObjectNode of(Contact contact) {
        ObjectNode json = Json.object();
        json.put("id", contact.id());
        json.put("name", contact.name());
        json.set("audiences", Json.texts(sorted(contact.audiences())));
        Json.maybe(json, "participant", contact.participantId());
        Json.maybe(json, "email", contact.email());
        Json.maybe(json, "phone", contact.phone());
        json.put("confirmedBy", contact.confirmedBy());
        return json;
    }

    static ObjectNode of(CutReport report) {
        ObjectNode json = Json.object();
        json.set("participant", of(report.participant()));
        json.put("changed", report.changed());
        json.set("running", Json.texts(report.running()));
        json.set("linksIssued", Json.texts(report.linksIssued()));
        json.set("linksReceived", Json.texts(report.linksReceived()));
        json.set("inboxes", Json.texts(report.inboxes()));
        json.set("keys", Json.texts(report.keys()));
        ArrayNode left = Json.array();
        report.alreadyLeft().forEach(delivered -> left.add(of(delivered)));
        json.set("alreadyLeft", left);
        json.set("handedOver", Json.texts(report.passing().handedOver()));
        json.set("planClosed", Json.texts(report.passing().planClosed()));
        json.set("linksOfOthers", Json.texts(report.passing().linksOfOthers()));
        return json;
    }

    private static ObjectNode of(CutList.Delivered delivered) {
        ObjectNode json = Json.object();
        json.put("deposit", delivered.depositId());
        json.put("name", delivered.name());
        json.put("owner", delivered.owner());
        json.put("recipient", delivered.recipientId());
        json.put("way", delivered.way());
        Json.maybe(json, "at", delivered.at());
        json.put("whole", delivered.whole());
        return json;
    }

    private static Collection<String> sorted(Collection<String> words) {
        return words.stream().sorted().toList();
    }
}
