package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.participant.ContactConfirmation;
import org.sluice.gateway.usecase.ConfirmContact;

/** The routes of contacts confirmed for personal data. */
final class ContactRoutes {
    private static final String ROOT = "/api/v1";

    private final ConfirmContact contacts;

    ContactRoutes(ConfirmContact contacts) {
        this.contacts = contacts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.post(
                        ROOT + "/contacts/{id}/confirm",
                        "Puts on record that a data-protection contact confirmed a contact for personal data",
                        List.of(Field.text("by")),
                        call -> ApiRoutes.json(
                                contacts.confirm(
                                        call.actor(), call.id(), call.body().text("by")),
                                ContactRoutes::of)),
                ApiRoute.get(
                        ROOT + "/contact-confirmations",
                        "Lists the contacts confirmed for personal data, and until when",
                        call -> Answer.done(Json.list(contacts.list(), ContactRoutes::of))));
    }

    private static ObjectNode of(ContactConfirmation confirmation) {
        return Json.object()
                .put("contact", confirmation.contactId())
                .put("participant", confirmation.participantId())
                .put("by", confirmation.by())
                .put("at", confirmation.at().toString())
                .put("until", confirmation.ends().toString());
    }
}
