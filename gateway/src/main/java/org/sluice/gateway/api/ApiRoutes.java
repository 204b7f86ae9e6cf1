package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.usecase.Overview;

/** The table of all routes. */
final class ApiRoutes {
    private static final String ROOT = "/api/v1";
    /** With a space, so that no person's id can be taken for it. */
    private static final String HOST_ADMINISTRATOR = "host administrator";

    private final ApiActs acts;
    private final ReleaseRoutes releases;

    ApiRoutes(ApiActs acts) {
        this.acts = acts;
        this.releases = new ReleaseRoutes(acts);
    }

    List<ApiRoute> all() {
        List<ApiRoute> all = new ArrayList<>();
        participants(all);
        persons(all);
        contacts(all);
        policies(all);
        all.addAll(releases.all());
        all.addAll(new LinkRoutes(acts).all());
        all.addAll(new FollowRoutes(acts).all());
        all.addAll(new RecipientKeyRoutes(acts.link().recipientKeys()).all());
        all.addAll(new BundleRoutes(acts.link()).all());
        all.addAll(new AtOnceRoutes(acts).all());
        all.addAll(new SealRoutes(acts).all());
        all.addAll(new StewardshipRoutes(acts.stewardship(), acts.overview().recipients()).all());
        all.addAll(new RegisterRoutes(
                        acts.stewardship().registers(), acts.overview().recipients())
                .all());
        all.addAll(new PolicyRoutes(acts).all());
        all.addAll(new FactRoutes(acts).all());
        all.addAll(new IncidentRoutes(acts).all());
        all.addAll(new OwnerRoutes(acts).all());
        all.addAll(new QuestionRoutes(acts).all());
        all.addAll(new RequestRoutes(acts).all());
        all.addAll(new AgreementRoutes(acts).all());
        all.addAll(new SubjectRoutes(acts).all());
        all.addAll(new ParticipationRoutes(acts).all());
        all.addAll(new WithdrawalRoutes(acts).all());
        all.addAll(new ContactRoutes(acts.contacts()).all());
        all.addAll(new WayRoutes(acts).all());
        all.addAll(new EndRoutes(acts.ends()).all());
        all.addAll(new InspectionRoutes(acts).all());
        all.addAll(new ArrivalRoutes(acts).all());
        all.addAll(new VersionRoutes(acts).all());
        all.addAll(new LogInRoutes(acts).all());
        all.addAll(new QuotaRoutes(acts.quotas()).all());
        all.addAll(new TokenRoutes(acts.tokens()).all());
        all.addAll(new MailRoutes(acts.outbox()).all());
        all.addAll(new ReceiptRoutes(acts.receipts()).all());
        records(all);
        all.add(ApiRoute.get(
                "/openapi.json", "This table, for programs", call -> Answer.done(OpenApi.of(List.copyOf(all)))));
        return List.copyOf(all);
    }

    private void participants(List<ApiRoute> all) {
        String path = ROOT + "/participants";
        all.add(ApiRoute.get(
                path,
                "Lists the participants",
                call -> Answer.done(Json.list(acts.register().participants(), PeopleJson::of))));
        all.add(ApiRoute.create(
                path,
                "Adds a participant",
                List.of(Field.text("id"), Field.text("name"), Field.texts("audiences"), Field.text("signed")),
                call -> json(
                        acts.register()
                                .addParticipant(
                                        call.actor(),
                                        call.body().text("id"),
                                        call.body().text("name"),
                                        new HashSet<>(call.body().texts("audiences")),
                                        day(call.body().text("signed"))),
                        PeopleJson::of)));
        all.add(ApiRoute.get(
                path + "/{id}",
                "Shows a participant",
                call -> json(acts.register().participant(call.id()), PeopleJson::of)));
        all.add(ApiRoute.post(
                path + "/{id}/suspend",
                "Bars a participant until it is resumed",
                List.of(Field.text("reason")),
                call -> json(
                        acts.cut().suspend(call.actor(), call.id(), call.body().text("reason")), PeopleJson::of)));
        all.add(ApiRoute.post(
                path + "/{id}/resume",
                "Lets a suspended participant act again",
                List.of(),
                call -> json(acts.cut().resume(call.actor(), call.id()), PeopleJson::of)));
        all.add(ApiRoute.post(
                path + "/{id}/withdraw",
                "Ends a participation, now or on a day",
                List.of(Field.text("reason"), Field.flag("now"), Field.maybe("effective")),
                this::withdraw));
    }

    private Answer<? extends JsonNode> withdraw(ApiCall call) {
        Optional<String> effective = call.body().maybe("effective");
        if (call.body().flag("now") == effective.isPresent()) {
            return Answer.refused(Refusal.wrong(
                    "when-missing", "Say when the withdrawal takes effect: either now, or effective with a day."));
        }
        String reason = call.body().text("reason");
        return json(
                effective.isPresent()
                        ? acts.notice().withdrawOn(call.actor(), call.id(), reason, Instants.of(effective.get()))
                        : acts.cut().withdrawNow(call.actor(), call.id(), reason),
                PeopleJson::of);
    }

    private void persons(List<ApiRoute> all) {
        String path = ROOT + "/persons";
        all.add(ApiRoute.get(
                path,
                "Lists the persons",
                call -> Answer.done(Json.list(acts.register().persons(), PeopleJson::of))));
        all.add(ApiRoute.create(
                path,
                "Adds a person",
                List.of(
                        Field.text("id"),
                        Field.text("participant"),
                        Field.text("name"),
                        Field.text("email"),
                        Field.texts("roles"),
                        Field.maybe("language"),
                        Field.list("functions")),
                call -> json(
                        acts.register()
                                .addPerson(
                                        call.actor(),
                                        new Person(
                                                call.body().text("id"),
                                                call.body().text("participant"),
                                                call.body().text("name"),
                                                call.body().text("email"),
                                                call.body().maybe("language").orElse("en"),
                                                Roles.of(call.body().texts("roles"))),
                                        new HashSet<>(call.body().texts("functions"))),
                        PeopleJson::of)));
        all.add(ApiRoute.get(
                path + "/{id}", "Shows a person", call -> json(acts.register().person(call.id()), PeopleJson::of)));
        all.add(ApiRoute.post(
                path + "/{id}/functions",
                "Says what a person does for its participant, such as case-worker; in place of what was said before",
                List.of(Field.texts("functions")),
                call -> json(
                        acts.register()
                                .setFunctions(
                                        call.actor(),
                                        call.id(),
                                        new HashSet<>(call.body().texts("functions"))),
                        PeopleJson::of)));
        all.add(ApiRoute.get(
                path + "/{id}/keys",
                "Lists a person's SSH keys",
                call -> acts.register()
                        .person(call.id())
                        .then(person -> Answer.done(Json.list(acts.register().keys(person.id()), PeopleJson::of)))));
        all.add(new ApiRoute(
                "DELETE",
                path + "/{id}/keys",
                "Removes an SSH key and ends the person's sessions",
                List.of(),
                false,
                List.of("fingerprint"),
                200,
                ApiRoute.WORDS,
                (ApiRoute.Json) call -> json(
                        acts.register()
                                .removeKey(
                                        call.actor(),
                                        call.id(),
                                        call.asked("fingerprint").orElse("")),
                        fingerprint ->
                                Json.object().put("fingerprint", fingerprint).put("removed", true))));
    }

    private void contacts(List<ApiRoute> all) {
        String path = ROOT + "/contacts";
        all.add(ApiRoute.get(
                path,
                "Lists the contacts",
                call -> Answer.done(Json.list(acts.register().contacts(), PeopleJson::of))));
        all.add(ApiRoute.create(
                path,
                "Adds a contact",
                List.of(
                        Field.text("id"),
                        Field.text("name"),
                        Field.texts("audiences"),
                        Field.maybe("participant"),
                        Field.maybe("email"),
                        Field.maybe("phone"),
                        Field.maybe("confirmedBy"),
                        Field.maybe("language"),
                        Field.flag("named")),
                call -> confirmer(call)
                        .then(confirmer -> json(
                                acts.register()
                                        .addContact(
                                                call.actor(),
                                                new Contact(
                                                        call.body().text("id"),
                                                        call.body().text("name"),
                                                        new HashSet<>(
                                                                call.body().texts("audiences")),
                                                        call.body().maybe("participant"),
                                                        call.body().maybe("email"),
                                                        call.body().maybe("phone"),
                                                        confirmer),
                                                call.body().flag("named"),
                                                call.body().maybe("language")),
                                PeopleJson::of))));
        all.add(ApiRoute.post(
                path + "/{id}/change",
                "Changes a contact's name, addresses or audiences; what is absent stays",
                List.of(
                        Field.maybe("name"),
                        Field.maybe("email"),
                        Field.maybe("phone"),
                        Field.list("audiences"),
                        Field.maybe("confirmedBy")),
                this::changeContact));
        all.add(ApiRoute.post(
                path + "/{id}/named",
                "Says whether a contact is one named person, and not a desk",
                List.of(Field.flag("named")),
                call -> json(
                        acts.register()
                                .setNamed(call.actor(), call.id(), call.body().flag("named")),
                        PeopleJson::of)));
    }

    private Answer<? extends JsonNode> changeContact(ApiCall call) {
        List<String> audiences = call.body().texts("audiences");
        return acts.register()
                .contact(call.id())
                .then(contact -> confirmer(call)
                        .then(confirmer -> json(
                                acts.register()
                                        .changeContact(
                                                call.actor(),
                                                new Contact(
                                                        contact.id(),
                                                        call.body()
                                                                .maybe("name")
                                                                .orElse(contact.name()),
                                                        audiences.isEmpty()
                                                                ? contact.audiences()
                                                                : new HashSet<>(audiences),
                                                        contact.participantId(),
                                                        call.body()
                                                                .maybe("email")
                                                                .or(contact::email),
                                                        call.body()
                                                                .maybe("phone")
                                                                .or(contact::phone),
                                                        confirmer)),
                                PeopleJson::of)));
    }

    /** A person who is named must exist; without one it is the word of the host's administrator, who has the token. */
    private Answer<String> confirmer(ApiCall call) {
        return call.body()
                .maybe("confirmedBy")
                .or(call::as)
                .map(said -> acts.register().person(said).then(person -> Answer.done(person.id())))
                .orElse(Answer.done(HOST_ADMINISTRATOR));
    }

    private void policies(List<ApiRoute> all) {
        all.add(ApiRoute.get(
                ROOT + "/policies",
                "Lists the protocols",
                call -> Answer.done(Json.list(acts.overview().policies(), PolicyJson::summary))));
        all.add(ApiRoute.get(
                        ROOT + "/policies/{id}",
                        "Shows a protocol with its matrix",
                        call -> json(acts.overview().policy(call.id(), call.asked("version")), PolicyJson::full))
                .asking("version"));
    }

    private void records(List<ApiRoute> all) {
        all.add(ApiRoute.get(
                        ROOT + "/audit",
                        "Reads audit records",
                        call -> Answer.done(Json.list(
                                overseen(call).audit(call.number("from", 1, 1, Long.MAX_VALUE), (int)
                                        call.number("most", 200, 1, Overview.MOST_RECORDS)),
                                AuditJson::of)))
                .asking("from", "most"));
        all.add(new ApiRoute(
                "GET",
                ROOT + "/audit/export",
                "Exports the whole audit with its signed end",
                List.of(),
                false,
                List.of(),
                200,
                ApiRoute.WORDS,
                (ApiRoute.Lines) (call, out) -> {
                    acts.overview().recipients().requireOversight(call.as());
                    acts.export().export(call.actor(), out);
                }));
        all.add(ApiRoute.get(
                ROOT + "/health",
                "Says that the gateway answers",
                call -> Answer.done(Json.object()
                        .put("status", "ok")
                        .put("now", acts.overview().now().toString())
                        .put("version", version()))));
    }

    /** The records name every recipient. */
    private Overview overseen(ApiCall call) {
        acts.overview().recipients().requireOversight(call.as());
        return acts.overview();
    }

    private static String version() {
        return Optional.ofNullable(ApiRoutes.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    static <T> Answer<ObjectNode> json(Answer<T> answer, java.util.function.Function<T, ObjectNode> shape) {
        return answer.then(value -> Answer.done(shape.apply(value)));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (java.time.DateTimeException e) {
            throw new RefusedException(
                    Refusal.wrong("bad-date", "A day is written as 2026-03-02; \"signed\" is not one."));
        }
    }
}
