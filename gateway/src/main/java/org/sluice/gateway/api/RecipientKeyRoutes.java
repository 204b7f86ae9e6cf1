package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.usecase.KeepRecipientKeys;

/** The routes of public keys for which senders seal files. */
final class RecipientKeyRoutes {
    private static final String PATH = "/api/v1/recipient-keys";

    private final KeepRecipientKeys keys;

    RecipientKeyRoutes(KeepRecipientKeys keys) {
        this.keys = keys;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        PATH,
                        "Lists the public keys for which senders seal files, newest first, revoked ones too",
                        call -> Answer.done(Json.list(keys.list(), this::json))),
                ApiRoute.create(
                        PATH,
                        "Registers a public key of a participant or contact; it counts once it is confirmed",
                        List.of(Field.text("holder"), Field.text("name"), Field.text("key")),
                        call -> ApiRoutes.json(
                                keys.add(
                                        call.actor(),
                                        call.body().text("holder"),
                                        call.body().text("name"),
                                        call.body().text("key")),
                                this::json)),
                ApiRoute.post(
                        PATH + "/{id}/confirm",
                        "Puts on record that a second person compared a key's fingerprint with its holder",
                        List.of(Field.text("by"), Field.text("fingerprint")),
                        call -> ApiRoutes.json(
                                keys.confirm(
                                        call.actor(),
                                        call.id(),
                                        call.body().text("by"),
                                        call.body().text("fingerprint")),
                                this::json)),
                ApiRoute.post(
                        PATH + "/{id}/revoke",
                        "Ends a key at once; files that were sealed for it before can still be opened with it",
                        List.of(),
                        call -> ApiRoutes.json(keys.revoke(call.actor(), call.id()), this::json)));
    }

    private ObjectNode json(RecipientKey key) {
        ObjectNode json = Json.object();
        json.put("id", key.id());
        switch (key.holder()) {
            case RecipientKey.OfParticipant participant -> json.put("participant", participant.id());
            case RecipientKey.OfContact contact -> json.put("contact", contact.id());
        }
        json.put("kind", key.kind().word());
        json.put("name", key.name());
        json.put("key", key.spelled());
        json.put("fingerprint", key.fingerprint());
        json.put("state", key.state());
        json.put("addedBy", key.addedBy());
        json.put("added", key.added().toString());
        Json.maybe(json, "confirmedBy", key.confirmed().map(RecipientKey.Act::by));
        Json.maybe(json, "confirmed", key.confirmed().map(RecipientKey.Act::at));
        Json.maybe(json, "endedBecause", keys.ended(key));
        Json.maybe(json, "revokedBy", key.revoked().map(RecipientKey.Act::by));
        Json.maybe(json, "revoked", key.revoked().map(RecipientKey.Act::at));
        return json;
    }
}
