package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Dimension;
import org.sluice.gateway.domain.label.Level;
import org.sluice.gateway.domain.protocol.Cell;
import org.sluice.gateway.domain.protocol.ChannelRule;
import org.sluice.gateway.domain.protocol.Condition;
import org.sluice.gateway.domain.protocol.FloorRule;
import org.sluice.gateway.domain.protocol.Handling;
import org.sluice.gateway.domain.protocol.Obligation;
import org.sluice.gateway.domain.protocol.Protocol;
import org.sluice.gateway.domain.protocol.Term;
import org.sluice.gateway.domain.protocol.Titles;
import org.sluice.gateway.usecase.Overview;

/** Protocols as JSON; the command line writes them so where no gateway runs. */
public final class PolicyJson {
    private PolicyJson() {}

    public static ObjectNode summary(Overview.PolicySeen seen) {
        Protocol protocol = seen.protocol();
        ObjectNode json = Json.object();
        json.put("id", protocol.id());
        json.put("version", protocol.version());
        json.put("scope", protocol.scope().word());
        json.set("title", of(protocol.titles()));
        json.put("inForceFrom", protocol.inForceFrom().toString());
        Json.maybe(json, "inForceUntil", protocol.inForceUntil());
        json.put("inForce", seen.inForce());
        return json;
    }

    public static ObjectNode full(Overview.PolicySeen seen) {
        Protocol protocol = seen.protocol();
        ObjectNode json = summary(seen);
        protocol.banner().ifPresent(banner -> json.set("banner", of(banner)));
        json.set("facts", Json.list(protocol.facts(), fact -> {
            ObjectNode one = Json.object();
            one.put("id", fact.id());
            one.put("about", fact.about().word());
            one.set("title", of(fact.titles()));
            return one;
        }));
        json.set("audiences", Json.list(protocol.audiences(), audience -> {
            ObjectNode one = Json.object();
            one.put("id", audience.id());
            one.set("title", of(audience.titles()));
            Json.maybe(one, "isAlso", audience.isAlso());
            one.put("thirdParty", audience.thirdParty().word());
            one.put("who", audience.who());
            return one;
        }));
        json.set("types", Json.list(protocol.informationTypes(), type -> {
            ObjectNode one = Json.object();
            one.put("id", type.id());
            one.set("title", of(type.titles()));
            one.set("standardLabel", levels(type.standardLabel()));
            one.put("flow", type.flow());
            return one;
        }));
        json.set("functions", Json.list(protocol.vocabulary().functions(), PolicyJson::of));
        json.set("elements", Json.list(protocol.vocabulary().elements(), PolicyJson::of));
        json.set("marks", Json.list(protocol.vocabulary().marks(), mark -> {
            ObjectNode one = Json.object();
            one.put("id", mark.id());
            one.set("title", of(mark.titles()));
            one.set("closedTo", Json.texts(mark.closedTo().stream().sorted().toList()));
            one.put("waiver", mark.waiver());
            return one;
        }));
        json.set("cells", Json.list(protocol.cells(), PolicyJson::of));
        json.set("floors", Json.list(protocol.floors(), PolicyJson::of));
        ArrayNode channels = Json.array();
        for (Channel channel : Channel.values()) {
            channels.add(of(protocol.channel(channel)));
        }
        json.set("channels", channels);
        return json;
    }

    private static ObjectNode of(Term term) {
        ObjectNode json = Json.object();
        json.put("id", term.id());
        json.set("title", of(term.titles()));
        return json;
    }

    static ObjectNode of(Cell cell) {
        ObjectNode json = Json.object();
        json.put("type", cell.informationType());
        json.put("audience", cell.audience());
        json.put("shared", cell.shared().word());
        json.set("ceilings", levels(cell.ceilings()));
        json.put("disclosure", cell.disclosure().word());
        json.set(
                "conditions",
                Json.texts(cell.conditions().stream().map(Condition::words).toList()));
        ObjectNode lifted = Json.object();
        cell.liftedBy().forEach((dimension, fact) -> lifted.put(dimension.word(), fact));
        json.set("liftedBy", lifted);
        json.put("flow", cell.flow());
        json.put("onward", cell.onward());
        json.set("onwardTo", Json.texts(cell.passing().to().stream().sorted().toList()));
        json.put("insideOrganisation", cell.passing().insideOrganisation());
        json.set("handling", of(cell.handling()));
        json.put("row", cell.row());
        return json;
    }

    private static ObjectNode of(Handling handling) {
        ObjectNode json = Json.object();
        json.set("senders", Json.texts(handling.senders().stream().sorted().toList()));
        json.put("namedRecipient", handling.namedRecipient());
        handling.elements()
                .ifPresent(elements -> json.set(
                        "elements", Json.texts(elements.stream().sorted().toList())));
        ObjectNode pairs = Json.object();
        new TreeMap<>(handling.elementWith()).forEach(pairs::put);
        json.set("elementWith", pairs);
        json.put("withheldRespected", handling.withheldRespected());
        handling.withheldOverride().ifPresent(fact -> json.put("withheldOverride", fact));
        json.put("smallCounts", handling.smallCounts().word());
        json.put("ownerNames", handling.ownerNames());
        json.set(
                "obligations",
                Json.texts(handling.obligations().stream().map(Obligation::word).toList()));
        return json;
    }

    private static ObjectNode of(FloorRule rule) {
        ObjectNode levels = Json.object();
        rule.levels()
                .forEach((dimension, set) -> levels.set(
                        dimension.word(),
                        Json.texts(set.stream().map(Level::word).sorted().toList())));
        ObjectNode json = Json.object();
        json.set("levels", levels);
        json.set("types", Json.texts(rule.informationTypes().stream().sorted().toList()));
        json.put("floor", rule.floor().word());
        json.put("source", rule.source());
        return json;
    }

    private static ObjectNode of(ChannelRule rule) {
        ObjectNode json = Json.object();
        json.put("id", rule.channel().word());
        json.set("title", of(rule.titles()));
        json.put("longestLink", rule.longestLink().toString());
        json.put("mostDownloads", rule.mostDownloads());
        json.set(
                "obligations",
                Json.texts(rule.obligations().stream().map(Obligation::word).toList()));
        return json;
    }

    private static ObjectNode of(Titles titles) {
        ObjectNode json = Json.object();
        titles.byLanguage().forEach(json::put);
        return json;
    }

    private static ObjectNode levels(Map<Dimension, Level> levels) {
        ObjectNode json = Json.object();
        levels.forEach((dimension, level) -> json.put(dimension.word(), level.word()));
        return json;
    }
}
