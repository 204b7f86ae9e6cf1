package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.usecase.KeepVersions;
import org.sluice.gateway.usecase.LinkWishes;
import org.sluice.gateway.usecase.Overview;
import org.sluice.gateway.usecase.ReleaseOrder;

/** The routes of deposits and releases. */
final class ReleaseRoutes {
    private static final String ROOT = "/api/v1";
    private static final String NO_REASON = "not said";

    /** Keys of a label that take a line of anybody's words. */
    private static final Set<String> FREE_TEXT = Set.of("purpose", "period", "area", "case", "consented-purposes");

    private final ApiActs acts;

    ReleaseRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT + "/deposits",
                        "Lists the deposits",
                        call -> Answer.done(Json.list(acts.overview().deposits(call.as()), DepositJson::of))),
                ApiRoute.get(
                        ROOT + "/deposits/{id}",
                        "Shows a deposit with its label, facts and decisions",
                        call -> ApiRoutes.json(acts.overview().deposit(call.id(), call.as()), this::inFull)),
                ApiRoute.post(ROOT + "/deposits/{id}/label", "Changes keys of a label", List.of(), this::label)
                        .takingAnyText(),
                ApiRoute.get(
                        ROOT + "/releases",
                        "Lists the releases",
                        call -> Answer.done(Json.list(acts.overview().releases(call.as()), ReleaseJson::of))),
                ApiRoute.create(
                        ROOT + "/releases",
                        "Releases deposits to recipients; the answer holds the links and passwords, once",
                        WishFields.with(
                                Field.maybe("as"),
                                Field.texts("deposits"),
                                Field.texts("to"),
                                Field.text("purpose"),
                                Field.maybe("expires"),
                                Field.number("maxDownloads"),
                                Field.maybe("linkVia"),
                                Field.maybe("passwordVia"),
                                Field.list("networks"),
                                Field.maybe("destroyBy"),
                                Field.maybe("packing"),
                                Field.flag("sealed"),
                                SealRoutes.KEYS,
                                Field.flag("open"),
                                Field.flag("confirmed")),
                        this::release),
                ApiRoute.create(
                        ROOT + "/corrections",
                        "Releases a deposit to everybody who took what it superseded; the answer holds the links, once",
                        WishFields.with(
                                Field.maybe("as"),
                                Field.text("deposit"),
                                Field.text("purpose"),
                                Field.maybe("linkVia"),
                                Field.maybe("passwordVia"),
                                Field.flag("confirmed")),
                        this::correct),
                ApiRoute.post(
                        ROOT + "/deposits/{id}/version",
                        "Says that a deposit is an anonymised or consolidated version of another",
                        List.of(Field.text("of"), Field.text("kind")),
                        call -> acts.versions()
                                .mark(
                                        call.actor(),
                                        call.as(),
                                        call.id(),
                                        call.body().text("of"),
                                        call.body().text("kind"))
                                .then(version -> Answer.done(Json.object()
                                        .put("deposit", version.derivedId())
                                        .put("versionOf", version.originalId())
                                        .put("kind", version.kind())))),
                ApiRoute.get(
                        ROOT + "/releases/{id}",
                        "Shows a release with its links",
                        call -> ApiRoutes.json(acts.overview().release(call.id(), call.as()), ReleaseJson::of)),
                ApiRoute.post(
                        ROOT + "/releases/{id}/revoke",
                        "Takes a release back",
                        List.of(Field.maybe("reason")),
                        call -> acts.overview()
                                .release(call.id(), call.as())
                                .then(seen -> acts.links().revokeRelease(call.actor(), call.id(), reason(call)))
                                .then(revoked -> acts.overview().release(revoked.id(), call.as()))
                                .then(seen -> Answer.done(
                                        ReleaseJson.of(new Overview.ReleaseListed(seen.release(), seen.sealed()))))));
    }

    private Answer<? extends JsonNode> label(ApiCall call) {
        Map<String, String> changes = new LinkedHashMap<>(call.body().all());
        boolean confirmed = "true".equals(changes.remove("confirmed"));
        String words = changes.entrySet().stream()
                .filter(change -> FREE_TEXT.contains(change.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("; "));
        return acts.names()
                .of("The label", Optional.of(words), confirmed)
                .then(passed -> acts.labels().label(call.actor(), call.id(), changes))
                .then(deposit -> ApiRoutes.json(acts.overview().deposit(deposit.id(), call.as()), this::inFull));
    }

    private Answer<? extends JsonNode> release(ApiCall call) {
        Optional<String> as = call.as();
        if (as.isEmpty()) {
            return Answer.refused(
                    Refusal.wrong("releaser-missing", "Say who releases: in \"as\", or in the header Sluice-As."));
        }
        Answer<Boolean> warned = acts.names()
                .of("The purpose", call.body().maybe("purpose"), call.body().flag("confirmed"));
        LinkWishes wishes = SealRoutes.wishes(wishes(call), call, call.body().flag("sealed"));
        try {
            return warned.then(passed -> released(call, as.get(), wishes));
        } finally {
            SealRoutes.close(wishes);
        }
    }

    private Answer<? extends JsonNode> released(ApiCall call, String as, LinkWishes wishes) {
        return acts.register().person(as).then(person -> {
            ReleaseOrder order = new ReleaseOrder(
                    call.body().texts("deposits"),
                    call.body().texts("to"),
                    call.body().text("purpose"),
                    call.body().maybe("expires").map(Instants::span),
                    call.body().number("maxDownloads"),
                    call.body().maybe("linkVia").map(ReleaseRoutes::way),
                    call.body().maybe("passwordVia").map(ReleaseRoutes::way),
                    wishes);
            return ApiRoutes.json(acts.releases().create(call.actor(), person.id(), order), ReleaseJson::of);
        });
    }

    private static LinkWishes wishes(ApiCall call) {
        return WishFields.of(call)
                .within(new LinkWishes.Bounds(
                        AllowedNetworks.of(call.body().texts("networks")).orThrow(),
                        call.body().maybe("destroyBy").map(Instants::of),
                        call.body().maybe("packing").map(ReleaseRoutes::packing)));
    }

    private Answer<? extends JsonNode> correct(ApiCall call) {
        Optional<String> as = call.as();
        if (as.isEmpty()) {
            return Answer.refused(
                    Refusal.wrong("releaser-missing", "Say who releases: in \"as\", or in the header Sluice-As."));
        }
        Answer<Boolean> warned = acts.names()
                .of("The purpose", call.body().maybe("purpose"), call.body().flag("confirmed"));
        return warned.then(passed -> ApiRoutes.json(
                acts.versions()
                        .correct(
                                call.actor(),
                                as.get(),
                                new KeepVersions.Correction(
                                        call.body().text("deposit"),
                                        call.body().text("purpose"),
                                        call.body().maybe("linkVia").map(ReleaseRoutes::way),
                                        call.body().maybe("passwordVia").map(ReleaseRoutes::way),
                                        WishFields.of(call))),
                ReleaseJson::of));
    }

    static String reason(ApiCall call) {
        return call.body().maybe("reason").orElse(NO_REASON);
    }

    private static Packing packing(String word) {
        return Packing.of(word)
                .orElseThrow(() -> new RefusedException(Refusal.wrong(
                        "bad-packing", "Files are packed as plain, zip, age or keys; say one of these.")));
    }

    static Way way(String word) {
        return Way.of(word)
                .orElseThrow(() -> new RefusedException(Refusal.wrong(
                        "bad-way",
                        "\"" + (word.length() > 40 ? "…" : word)
                                + "\" is no way to hand over; take mail, sms, signal, whatsapp, phone or person.")));
    }

    private ObjectNode inFull(Overview.DepositSeen seen) {
        return ArrivalJson.of(seen, acts.arrivals().scan().scans());
    }
}
