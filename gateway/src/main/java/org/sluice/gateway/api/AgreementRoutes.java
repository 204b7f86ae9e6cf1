package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.request.Agreement;
import org.sluice.gateway.usecase.KeepAgreements;

/** The routes of agreements with third parties. */
final class AgreementRoutes {
    private static final String ROOT = "/api/v1/agreements";

    private final ApiActs acts;

    AgreementRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT,
                        "Lists the agreements with third parties, ended ones too",
                        call -> Answer.done(Json.list(acts.agreements().list(), AgreementRoutes::of))),
                ApiRoute.create(
                                ROOT,
                                "Puts an agreement with a third party on record, with a copy of its document if there"
                                        + " is one",
                                List.of(
                                        Field.maybe("party"),
                                        Field.text("name"),
                                        Field.texts("with"),
                                        Field.texts("types"),
                                        Field.texts("purposes"),
                                        Field.maybe("from"),
                                        Field.text("until"),
                                        Field.text("reference"),
                                        Field.text("signatory"),
                                        Field.text("signed"),
                                        Field.maybe("fileName"),
                                        Field.maybe("document")),
                                this::add)
                        .takingDocuments(),
                ApiRoute.get(
                        ROOT + "/{id}",
                        "Shows an agreement with the releases that rested on it",
                        call -> ApiRoutes.json(acts.agreements().show(call.id()), AgreementRoutes::of)),
                ApiRoute.get(
                        ROOT + "/{id}/document",
                        "Gives the copy of an agreement's document, in base64",
                        call -> ApiRoutes.json(
                                acts.agreements().document(call.actor(), call.id()),
                                bytes -> Json.object()
                                        .put("document", Base64.getEncoder().encodeToString(bytes)))),
                ApiRoute.post(
                        ROOT + "/{id}/end",
                        "Ends an agreement; what rests on it alone is refused from then on",
                        List.of(Field.text("reason")),
                        call -> ApiRoutes.json(
                                acts.agreements()
                                        .end(
                                                call.actor(),
                                                call.id(),
                                                call.body().text("reason")),
                                AgreementRoutes::of)));
    }

    private Answer<? extends JsonNode> add(ApiCall call) {
        JsonBody body = call.body();
        if (body.maybe("document").isPresent() != body.maybe("fileName").isPresent()) {
            throw new RefusedException(Refusal.wrong(
                    "bad-document", "A document comes with its file name, and a file name with its document."));
        }
        return ApiRoutes.json(
                acts.agreements()
                        .record(
                                call.actor(),
                                new KeepAgreements.Order(
                                        body.maybe("party"),
                                        body.text("name"),
                                        new HashSet<>(body.texts("with")),
                                        new HashSet<>(body.texts("types")),
                                        body.texts("purposes"),
                                        body.maybe("from").map(Instants::of),
                                        Instants.of(body.text("until")),
                                        body.text("reference"),
                                        body.text("signatory"),
                                        day(body.text("signed")),
                                        body.maybe("document")
                                                .map(text -> new KeepAgreements.Copy(
                                                        body.maybe("fileName").orElseThrow(), bytes(text))))),
                AgreementRoutes::of);
    }

    private static ObjectNode of(KeepAgreements.Seen seen) {
        Agreement agreement = seen.agreement();
        ObjectNode json = Json.object();
        json.put("id", agreement.id());
        Json.maybe(json, "party", agreement.party());
        json.put("name", agreement.name());
        json.set("with", Json.texts(agreement.with().stream().sorted().toList()));
        json.set("types", Json.texts(agreement.types().stream().sorted().toList()));
        json.set("purposes", Json.texts(agreement.purposes()));
        json.put("from", agreement.from().toString());
        json.put("until", agreement.until().toString());
        json.put("inForce", seen.inForce());
        json.put("reference", agreement.reference());
        json.put("signatory", agreement.signatory());
        json.put("signed", agreement.signed().toString());
        agreement
                .document()
                .ifPresent(document -> json.set(
                        "document",
                        Json.object()
                                .put("fileName", document.name())
                                .put("size", document.size())
                                .put("sha256", document.sha256())));
        json.put("recordedBy", agreement.recordedBy());
        json.put("recorded", agreement.recorded().toString());
        agreement.ended().ifPresent(ended -> {
            json.put("ended", ended.at().toString());
            json.put("endedBy", ended.by());
            json.put("endReason", ended.reason());
        });
        json.set("releases", Json.texts(seen.releases()));
        return json;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedException(Refusal.wrong("bad-date", "Give the day of signing as 2026-01-31."));
        }
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.wrong("bad-document", "Send the document's bytes in base64."));
        }
    }
}
