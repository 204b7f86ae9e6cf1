package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.derive.Anonymiser;
import org.sluice.gateway.domain.derive.Recipe;
import org.sluice.gateway.domain.inspect.Vocabulary;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.usecase.DeriveDeposit;

/** The routes of versions that identify less, and of the codes in them. */
final class VersionRoutes {
    private static final int USUAL_SMALLEST = 10;
    private static final String USUAL_LEVEL = "district";

    private final ApiActs acts;

    VersionRoutes(ApiActs acts) {
        this.acts = acts;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.post(
                                "/api/v1/deposits/{id}/derive",
                                "Says what a recipe would do to a table, by counts alone; with store it makes a version of it",
                                List.of(
                                        Field.maybe("as"),
                                        new Field("drop", Field.Kind.TEXTS, false),
                                        new Field("places", Field.Kind.TEXTS, false),
                                        Field.maybe("gazetteer"),
                                        Field.maybe("to"),
                                        new Field("code", Field.Kind.TEXTS, false),
                                        new Field("counts", Field.Kind.TEXTS, false),
                                        Field.number("smallest"),
                                        Field.number("headingRow"),
                                        Field.maybe("sheet"),
                                        Field.flag("store"),
                                        Field.maybe("name"),
                                        Field.maybe("channel"),
                                        new Field("label", Field.Kind.TEXTS, false),
                                        Field.flag("confirmed")),
                                this::derive)
                        .takingDocuments(),
                ApiRoute.get(
                        "/api/v1/organisation-codes",
                        "Lists which organisation a code stands for, to a coordinator",
                        call -> as(call).then(acts.derive()::register)
                                .then(codes -> Answer.done(Json.list(
                                        codes,
                                        code -> Json.object()
                                                .put("name", code.name())
                                                .put("code", code.code()))))));
    }

    private Answer<? extends JsonNode> derive(ApiCall call) {
        JsonBody body = call.body();
        Recipe recipe = new Recipe(
                body.texts("drop"),
                body.texts("places"),
                body.maybe("gazetteer")
                        .map(text -> gazetteer(text, body.maybe("to")))
                        .orElse(Map.of()),
                body.texts("code"),
                body.texts("counts"),
                body.number("smallest").orElse(USUAL_SMALLEST),
                body.number("headingRow").orElse(1),
                body.maybe("sheet"),
                Optional.of(body.maybe("to").orElse(USUAL_LEVEL)));
        if (!body.flag("store")) {
            return as(call).then(
                            person -> ApiRoutes.json(acts.derive().look(person, call.id(), recipe), VersionRoutes::of));
        }
        Channel channel = body.maybe("channel")
                .flatMap(Channel::of)
                .orElseThrow(() -> missing("channel", "Say into which channel the version goes."));
        Map<String, String> label = label(body.texts("label"));
        return as(call).then(person -> body.maybe("name")
                .map(Answer::done)
                .orElseGet(() -> acts.derive().usualName(person, call.id()))
                .then(name -> acts.names()
                        .ofFile(name, body.flag("confirmed"))
                        .then(passed -> ApiRoutes.json(
                                acts.derive()
                                        .store(
                                                call.actor(),
                                                person,
                                                call.id(),
                                                recipe,
                                                new DeriveDeposit.Storing(name, channel, label)),
                                VersionRoutes::of))));
    }

    /** The table of places: every word of a row but the last ones stands for what is coarser in the same row. */
    private static Map<String, String> gazetteer(String text, Optional<String> to) {
        List<String> lines = text.replace("\uFEFF", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        // Spreadsheets of half of the world write semicolons.
        String separator = !lines.isEmpty() && lines.getFirst().indexOf(',') < 0 ? ";" : ",";
        List<String> heads =
                lines.isEmpty() ? List.of() : List.of(lines.getFirst().strip().split(separator, -1));
        int target = heads.indexOf(to.orElse(USUAL_LEVEL));
        if (target < 1) {
            throw missing(
                    "gazetteer",
                    "The gazetteer is a CSV whose first line names its columns from the finest to the coarsest, such as"
                            + " exact,sub-district,district; \"to\" names one of them, but not the first.");
        }
        Map<String, String> coarse = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] places = line.split(separator, -1);
            if (places.length != heads.size()) {
                throw missing(
                        "gazetteer",
                        "Every line of the gazetteer has " + heads.size() + " fields, without a separator inside.");
            }
            for (int i = 0; i <= target; i++) {
                String place = Vocabulary.normal(places[i]);
                String stands = places[target].strip();
                // One name for places of two districts tells neither: it is emptied.
                if (!place.isEmpty() && !stands.equals(coarse.getOrDefault(place, stands))) {
                    coarse.put(place, "");
                } else if (!place.isEmpty()) {
                    coarse.put(place, stands);
                }
            }
        }
        return coarse;
    }

    private static Map<String, String> label(List<String> changes) {
        Map<String, String> label = new HashMap<>();
        for (String change : changes) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw missing("label", "A label is given as KEY=VALUE.");
            }
            label.put(
                    change.substring(0, equals).strip(),
                    change.substring(equals + 1).strip());
        }
        return label;
    }

    private static RefusedException missing(String what, String words) {
        return new RefusedException(Refusal.wrong("bad-" + what, words));
    }

    private static Answer<String> as(ApiCall call) {
        return call.as()
                .map(Answer::done)
                .orElseGet(() -> Answer.refused(
                        Refusal.wrong("person-missing", "Say who asks: in \"as\", or in the header Sluice-As.")));
    }

    private static ObjectNode of(DeriveDeposit.Made made) {
        ObjectNode json = Json.object();
        json.put("rows", made.rows());
        ArrayNode changes = json.putArray("changes");
        for (Anonymiser.Change change : made.changes()) {
            changes.addObject()
                    .put("column", change.column())
                    .put("act", change.act())
                    .put("changed", change.changed())
                    .put("emptied", change.emptied());
        }
        if (!made.sheet().isEmpty()) {
            json.put("sheet", made.sheet());
        }
        ArrayNode leftOut = json.putArray("leftOut");
        made.leftOut().forEach(leftOut::add);
        json.put("hiddenRows", made.hiddenRows());
        ArrayNode warnings = json.putArray("warnings");
        made.warnings().forEach(warnings::add);
        json.set(
                "remains",
                Json.list(
                        made.remains(),
                        finding -> Json.object()
                                .put("kind", finding.kind().word())
                                .put("place", finding.place())
                                .put("count", finding.count())));
        made.derived().ifPresent(derived -> json.set("derived", DepositJson.of(derived)));
        return json;
    }
}
