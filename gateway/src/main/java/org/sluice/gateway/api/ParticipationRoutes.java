package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.participant.Adherence;
import org.sluice.gateway.domain.participant.Direction;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.FlowSuspension;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.usecase.Adhere;
import org.sluice.gateway.usecase.KeepTerms;

/** The routes of taking part: adherence, speakers, terms, confirmations, suspended flows. */
final class ParticipationRoutes {
    private static final String ROOT = "/api/v1";

    private final ApiActs acts;

    ParticipationRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.create(
                                ROOT + "/participants/{id}/adherences",
                                "Keeps a signed adherence document",
                                List.of(
                                        Field.texts("protocols"),
                                        Field.text("signatory"),
                                        Field.text("function"),
                                        Field.text("signed"),
                                        Field.text("fileName"),
                                        Field.text("document")),
                                this::adhere)
                        .takingDocuments(),
                ApiRoute.get(
                        ROOT + "/signatories",
                        "Lists who signed which protocol, and whether it is enough",
                        call -> Answer.done(Json.list(acts.adhere().signatories(), ParticipationRoutes::of))),
                ApiRoute.get(
                        ROOT + "/adherences/{id}/document",
                        "Gives an adherence document, in base64",
                        call -> ApiRoutes.json(
                                acts.adhere().document(call.actor(), call.id()),
                                bytes -> Json.object()
                                        .put("document", Base64.getEncoder().encodeToString(bytes)))),
                ApiRoute.post(
                        ROOT + "/participants/{id}/audiences",
                        "Says to which audiences a participant belongs, in place of those before",
                        List.of(Field.texts("audiences")),
                        call -> ApiRoutes.json(
                                acts.register()
                                        .setAudiences(
                                                call.actor(),
                                                call.id(),
                                                Set.copyOf(call.body().texts("audiences"))),
                                PeopleJson::of)),
                ApiRoute.post(
                        ROOT + "/persons/{id}/change",
                        "Changes a person's name, address, language or roles; what is absent stays",
                        List.of(
                                Field.maybe("name"),
                                Field.maybe("email"),
                                Field.maybe("language"),
                                Field.list("roles")),
                        this::changePerson),
                ApiRoute.post(
                        ROOT + "/participants/{id}/speakers",
                        "Names the focal points or the data-protection contacts of a participant",
                        List.of(Field.text("duty"), Field.texts("persons")),
                        call -> ApiRoutes.json(
                                acts.terms()
                                        .setSpeakers(
                                                call.actor(),
                                                call.id(),
                                                Duty.of(call.body().text("duty"))
                                                        .orElseThrow(
                                                                () -> word("duty", "focal-point or data-protection")),
                                                call.body().texts("persons")),
                                ParticipationRoutes::of)),
                ApiRoute.post(
                        ROOT + "/participants/{id}/confirm-list",
                        "Confirms a participant's list of persons and contacts for the next quarter",
                        List.of(Field.text("by")),
                        call -> ApiRoutes.json(
                                acts.terms()
                                        .confirmList(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("by")),
                                ParticipationRoutes::of)),
                ApiRoute.get(
                        ROOT + "/people-lists",
                        "Lists each participant's speakers, and when its list is due",
                        call -> Answer.done(Json.list(acts.terms().standings(), ParticipationRoutes::of))),
                ApiRoute.post(
                        ROOT + "/terms/{id}",
                        "Sets the end of a person's or contact's term; without an end it is taken away",
                        List.of(Field.maybe("end")),
                        call -> ApiRoutes.json(
                                acts.terms()
                                        .setEnd(
                                                call.actor(),
                                                call.id(),
                                                call.body().maybe("end").map(Instants::of)),
                                id -> Json.object().put("id", id))),
                ApiRoute.post(
                        ROOT + "/persons/{id}/confirm-protocol",
                        "Puts on record that a person confirmed a protocol, in its version in force",
                        List.of(Field.text("protocol"), Field.maybe("evidence")),
                        call -> ApiRoutes.json(
                                acts.terms()
                                        .confirmProtocol(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("protocol"),
                                                call.body().maybe("evidence")),
                                version ->
                                        Json.object().put("person", call.id()).put("version", version))),
                ApiRoute.create(
                        ROOT + "/participants/{id}/flow-suspensions",
                        "Suspends one flow of a participant; the others go on",
                        List.of(Field.text("direction"), Field.text("type"), Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.flows()
                                        .suspend(
                                                call.actor(),
                                                call.id(),
                                                Direction.of(call.body().text("direction"))
                                                        .orElseThrow(
                                                                () -> word("direction", "sending, receiving or both")),
                                                call.body().text("type"),
                                                call.body().text("reason")),
                                ParticipationRoutes::of)),
                ApiRoute.get(
                        ROOT + "/flow-suspensions",
                        "Lists the suspended flows, lifted ones too",
                        call -> Answer.done(Json.list(acts.flows().list(), ParticipationRoutes::of))),
                ApiRoute.post(
                        ROOT + "/flow-suspensions/{id}/lift",
                        "Lets a suspended flow run again",
                        List.of(Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.flows()
                                        .lift(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("reason")),
                                ParticipationRoutes::of)));
    }

    private Answer<? extends JsonNode> changePerson(ApiCall call) {
        List<String> roles = call.body().texts("roles");
        return acts.register()
                .person(call.id())
                .then(person -> ApiRoutes.json(
                        acts.register()
                                .changePerson(
                                        call.actor(),
                                        new Person(
                                                person.id(),
                                                person.participantId(),
                                                call.body().maybe("name").orElse(person.name()),
                                                call.body().maybe("email").orElse(person.email()),
                                                call.body().maybe("language").orElse(person.language()),
                                                roles.isEmpty() ? person.roles() : Roles.of(roles))),
                        PeopleJson::of));
    }

    private Answer<? extends JsonNode> adhere(ApiCall call) {
        return ApiRoutes.json(
                acts.adhere()
                        .record(
                                call.actor(),
                                new Adhere.Order(
                                        call.id(),
                                        Set.copyOf(call.body().texts("protocols")),
                                        call.body().text("signatory"),
                                        call.body().text("function"),
                                        day(call.body().text("signed")),
                                        call.body().text("fileName"),
                                        JsonBody.bytes(call.body().text("document")))),
                ParticipationRoutes::of);
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedException(Refusal.wrong("bad-date", "Give the day of signing as 2026-01-31."));
        }
    }

    private static RefusedException word(String field, String words) {
        return new RefusedException(Refusal.wrong("bad-" + field, "The " + field + " is " + words + "."));
    }

    private static ObjectNode of(Adherence adherence) {
        ObjectNode json = Json.object();
        json.put("id", adherence.id());
        json.put("participant", adherence.participantId());
        json.set("protocols", Json.texts(adherence.protocols().stream().sorted().toList()));
        json.put("signatory", adherence.signatory());
        json.put("function", adherence.function());
        json.put("signed", adherence.signed().toString());
        json.put("fileName", adherence.name());
        json.put("size", adherence.size());
        json.put("sha256", adherence.sha256());
        return json;
    }

    private static ObjectNode of(Adhere.Signatories signatories) {
        ObjectNode json = Json.object();
        json.put("protocol", signatories.protocol());
        json.put("least", signatories.least());
        json.put("enough", signatories.enough());
        json.set("adherences", Json.list(signatories.adherences(), ParticipationRoutes::of));
        return json;
    }

    private static ObjectNode of(KeepTerms.Standing standing) {
        ObjectNode json = Json.object();
        json.put("participant", standing.participantId());
        json.set("focalPoints", Json.texts(standing.focalPoints()));
        json.set("dataProtection", Json.texts(standing.dataProtection()));
        Json.maybe(json, "confirmed", standing.confirmed());
        Json.maybe(json, "due", standing.due());
        json.put("overdue", standing.overdue());
        return json;
    }

    private static ObjectNode of(FlowSuspension suspension) {
        ObjectNode json = Json.object();
        json.put("id", suspension.id());
        json.put("participant", suspension.participantId());
        json.put("direction", suspension.direction().word());
        json.put("type", suspension.type());
        json.put("reason", suspension.reason());
        json.put("since", suspension.since().toString());
        Json.maybe(json, "lifted", suspension.lifted());
        Json.maybe(json, "liftReason", suspension.liftReason());
        return json;
    }
}
