package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sluice.gateway.domain.incident.Incident;
import org.sluice.gateway.domain.incident.Progress;
import org.sluice.gateway.domain.release.Reception;
import org.sluice.gateway.usecase.HandleIncidents;

/** Incidents and receptions as JSON. */
final class IncidentJson {
    private IncidentJson() {}

    static ObjectNode of(Incident incident) {
        ObjectNode json = register(incident);
        json.put("id", incident.id());
        json.put("what", incident.what());
        json.put("found", incident.found());
        json.put("openedBy", incident.openedBy());
        json.put("hold", incident.progress().hold());
        Json.maybe(json, "stopExternal", incident.stopExternal());
        Progress progress = incident.progress();
        Json.maybe(json, "resolution", progress.ending().map(Progress.Ending::resolution));
        Json.maybe(json, "lessons", progress.closing().map(Progress.Closing::lessons));
        json.set("deposits", Json.texts(incident.deposits()));
        json.set("links", Json.texts(incident.links()));
        json.set("persons", Json.texts(incident.persons()));
        json.set(
                "clocks",
                Json.list(
                        incident.running(),
                        clock -> Json.object()
                                .put("clock", clock.word())
                                .put("due", clock.due().toString())));
        return json;
    }

    static ObjectNode of(HandleIncidents.Seen seen) {
        ObjectNode json = of(seen.incident());
        json.set(
                "actions",
                Json.list(
                        seen.actions(),
                        action -> Json.object()
                                .put("at", action.at().toString())
                                .put("by", action.by())
                                .put("words", action.words())));
        json.set("toTell", Json.list(seen.toTell(), telling -> {
            ObjectNode one = Json.object();
            one.put("contact", telling.contactId());
            one.put("name", telling.name());
            Json.maybe(one, "email", telling.email());
            Json.maybe(one, "phone", telling.phone());
            Json.maybe(one, "told", telling.told());
            Json.maybe(one, "how", telling.how());
            return one;
        }));
        json.set("assents", Json.texts(seen.assents().stream().sorted().toList()));
        json.set("silent", Json.texts(seen.silent().stream().sorted().toList()));
        return json;
    }

    /** For the common register: what sort of thing happened and when, and nothing that points at anybody. */
    static ObjectNode register(Incident incident) {
        ObjectNode json = Json.object();
        json.put("nature", incident.nature().word());
        json.put("severity", incident.severity().word());
        json.put("certainty", incident.certainty().word());
        json.put("opened", incident.opened().toString());
        json.put("aware", incident.aware().toString());
        json.put("unhcr", incident.unhcr());
        Progress progress = incident.progress();
        Json.maybe(json, "toldGroup", progress.toldGroup());
        Json.maybe(json, "toldUnhcr", progress.toldUnhcr());
        Json.maybe(json, "met", progress.met());
        progress.ending().ifPresent(ending -> {
            json.put("resolved", ending.at().toString());
            json.put("resolvedBy", ending.bySenior() ? "senior-management" : "all");
        });
        Json.maybe(json, "closed", progress.closing().map(Progress.Closing::at));
        return json;
    }

    static ObjectNode of(Reception reception) {
        ObjectNode json = Json.object();
        json.put("deposit", reception.depositId());
        json.put("recipient", reception.recipient());
        json.put("name", reception.name());
        Json.maybe(json, "participant", reception.participant());
        json.put("audience", reception.audience());
        json.put("way", reception.way());
        json.put("via", reception.via());
        json.put("release", reception.releaseId());
        json.put("times", reception.times());
        json.put("bytes", reception.bytes());
        json.put("complete", reception.complete());
        Json.maybe(json, "last", reception.last());
        return json;
    }
}
