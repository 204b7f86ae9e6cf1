package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sluice.gateway.domain.link.Link;
import org.sluice.gateway.domain.link.LinkState;
import org.sluice.gateway.domain.participant.Cidr;
import org.sluice.gateway.domain.release.PassedOn;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.domain.request.ReleaseBasis;
import org.sluice.gateway.store.ReleaseBases;
import org.sluice.gateway.usecase.BasisSeen;
import org.sluice.gateway.usecase.KeepVersions;
import org.sluice.gateway.usecase.Overview;
import org.sluice.gateway.usecase.ReleaseMade;

/** Releases and links as JSON. A link's address and password appear in one shape only, the hand-over. */
final class ReleaseJson {
    private ReleaseJson() {}

    static ObjectNode of(Release release) {
        ObjectNode json = Json.object();
        json.put("id", release.id());
        json.put("by", release.personId());
        json.put("participant", release.participantId());
        json.put("purpose", release.purpose());
        json.put("created", release.created().toString());
        json.put("expires", release.expires().toString());
        json.put("maxDownloads", release.mostDownloads());
        Json.maybe(json, "linkVia", release.linkWay().map(Way::word));
        Json.maybe(json, "passwordVia", release.passwordWay().map(Way::word));
        Json.maybe(json, "revoked", release.revoked());
        json.set("deposits", Json.texts(release.deposits()));
        json.set("recipients", Json.list(release.recipients(), ReleaseJson::of));
        return json;
    }

    private static ObjectNode of(Recipient recipient) {
        ObjectNode json = Json.object();
        json.put("id", recipient.id());
        json.put("audience", recipient.audience());
        json.put("way", recipient instanceof Recipient.OfContact ? "link" : "inbox");
        return json;
    }

    static ObjectNode of(Overview.ReleaseListed listed) {
        return of(listed.release()).put("sealed", listed.sealed());
    }

    static ObjectNode of(Overview.ReleaseSeen seen) {
        ObjectNode json = of(seen.release());
        json.put("sealed", seen.sealed());
        json.set("links", Json.list(seen.links(), ReleaseJson::of));
        json.set("bases", Json.list(seen.bases(), ReleaseJson::of));
        json.set("handOverPending", Json.texts(seen.pending()));
        return json;
    }

    /** What a recipient reported that it passed on. */
    static ObjectNode of(PassedOn report) {
        return Json.object()
                .put("id", report.id())
                .put("link", report.linkId())
                .put("release", report.releaseId())
                .put("recipient", report.recipient())
                .put("to", report.to())
                .put("why", report.why())
                .put("reported", report.reported().toString());
    }

    /** On what one deposit of a release rested, for one recipient, and since when that stands no more. */
    static ObjectNode of(BasisSeen seen) {
        ReleaseBases.Row row = seen.row();
        ObjectNode json = Json.object()
                .put("release", row.releaseId())
                .put("deposit", row.depositId())
                .put("recipient", row.recipientId())
                .put("basis", row.basis().kind().word())
                .put("restsOn", row.basis().on());
        Json.maybe(json, "ended", seen.ended());
        return json;
    }

    static ObjectNode of(ReleaseMade made) {
        ObjectNode json = Json.object();
        json.put("id", made.release().id());
        json.set("release", of(made.release()));
        json.set(
                "links",
                Json.list(
                        made.links(),
                        link -> HandOverJson.of(link, made.release().mostDownloads())));
        json.set(
                "inbox",
                Json.list(
                        made.release().recipients().stream()
                                .filter(recipient -> recipient instanceof Recipient.OfPerson)
                                .toList(),
                        recipient ->
                                Json.object().put("recipient", recipient.id()).put("audience", recipient.audience())));
        json.set("decisions", Json.list(made.decisions(), decided -> {
            ObjectNode decision = Json.object();
            decision.put("deposit", decided.depositId());
            decision.put("recipient", decided.recipientId());
            Json.maybe(decision, "basis", decided.basis().map(ReleaseBasis::words));
            decision.setAll(DecisionJson.of(decided.decision()));
            return decision;
        }));
        return json;
    }

    static ObjectNode of(KeepVersions.Corrected corrected) {
        ObjectNode json = of(corrected.made());
        json.set(
                "leftOut",
                Json.list(
                        corrected.leftOut(),
                        one -> Json.object().put("recipient", one.recipient()).put("reason", one.reason())));
        return json;
    }

    static ObjectNode of(Overview.LinkSeen seen) {
        ObjectNode json = of(seen.link(), seen.state());
        json.set("files", Json.list(seen.files(), file -> {
            ObjectNode one = Json.object();
            one.put("deposit", file.file().depositId());
            one.put("name", file.name());
            one.put("maxDownloads", file.file().mostDownloads());
            one.put("claims", file.file().claims());
            one.put("open", file.file().open());
            one.put("delivered", file.file().delivered());
            one.put("available", file.available());
            Json.maybe(one, "completed", file.file().completed());
            return one;
        }));
        json.put("sealed", seen.sealed());
        json.put("packing", seen.packing().word());
        json.set("passedOn", Json.list(seen.passedOn(), ReleaseJson::of));
        seen.agreed()
                .ifPresent(agreed -> json.set(
                        "agreed",
                        Json.object()
                                .put("at", agreed.at().toString())
                                .put("terms", agreed.terms())
                                .put("language", agreed.language())));
        seen.destroyed().ifPresent(said -> {
            ObjectNode destroyed = Json.object().put("at", said.at().toString()).put("by", said.by());
            Json.maybe(destroyed, "words", said.words());
            json.set("destroyed", destroyed);
        });
        json.set(
                "networks",
                Json.texts(seen.networks().networks().stream().map(Cidr::text).toList()));
        json.set("sendings", Json.list(seen.sendings(), HandOverJson::of));
        return json;
    }

    private static ObjectNode of(Link link, LinkState state) {
        ObjectNode json = Json.object();
        json.put("id", link.id());
        json.put("release", link.releaseId());
        json.put("recipient", link.contactId());
        json.put("audience", link.audience());
        json.put("channel", link.channel().word());
        json.put("state", state.word());
        json.put("issued", link.issued().toString());
        json.put("expires", link.expires().toString());
        Json.maybe(json, "opened", link.opened());
        json.put("failures", link.failures());
        Json.maybe(json, "lockedUntil", link.lockedUntil());
        Json.maybe(json, "closed", link.closed());
        Json.maybe(json, "closedBecause", link.closing().map(Link.Closing::word));
        return json;
    }
}
