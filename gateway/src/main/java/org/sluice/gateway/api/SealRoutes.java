package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.SealingPublicKey;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.SealingKeys;
import org.sluice.gateway.usecase.KeepSealed;
import org.sluice.gateway.usecase.LinkWishes;

/** The routes of what is sealed at rest: owners' public keys, and the wraps that only their private keys open. */
final class SealRoutes {
    private static final String ROOT = "/api/v1";
    /** Keys of sealed deposits, opened on the owner's machine: a list of {@code DEPOSIT=KEY}. */
    static final Field KEYS = Field.list("keys");

    private final ApiActs acts;
    private final KeepSealed sealed;

    SealRoutes(ApiActs acts) {
        this.acts = acts;
        this.sealed = acts.link().sealed();
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT + "/sealing-keys",
                        "Lists the owners' public sealing keys",
                        call -> Answer.done(Json.list(sealed.keys(), SealRoutes::of))),
                ApiRoute.create(
                        ROOT + "/sealing-keys",
                        "Registers a participant's public sealing key, with its fingerprint",
                        List.of(Field.text("participant"), Field.text("key"), Field.text("fingerprint")),
                        call -> ApiRoutes.json(
                                sealed.register(
                                        call.actor(),
                                        call.body().text("participant"),
                                        call.body().text("key"),
                                        call.body().text("fingerprint")),
                                SealRoutes::of)),
                ApiRoute.post(
                        ROOT + "/deposits/{id}/sealed",
                        "Fetches the wraps of a sealed deposit that its owner's private key opens; goes on record",
                        List.of(),
                        call -> acts.overview()
                                .deposit(call.id(), call.as())
                                .then(seen -> sealed.wraps(call.actor(), call.id()))
                                .then(one -> Answer.done(wraps(List.of(one))))),
                ApiRoute.post(
                        ROOT + "/links/{id}/sealed",
                        "Fetches the wraps of all sealed deposits of a link; goes on record",
                        List.of(),
                        call -> acts.overview()
                                .link(call.id(), call.as())
                                .then(seen -> sealed.wrapsOfLink(call.actor(), call.id()))
                                .then(all -> Answer.done(wraps(all)))),
                ApiRoute.post(
                        ROOT + "/deposits/{id}/sealed/successor",
                        "Wraps a sealed deposit for a successor's sealing key, so that a transition plan can pass it on",
                        List.of(Field.text("participant"), KEYS),
                        this::successor));
    }

    private Answer<? extends JsonNode> successor(ApiCall call) {
        LinkWishes wishes = wishes(LinkWishes.USUAL, call, true);
        try {
            return acts.overview()
                    .deposit(call.id(), call.as())
                    .then(seen -> sealed.forSuccessor(
                            call.actor(), call.id(), call.body().text("participant"), wishes))
                    .then(deposit -> Answer.done(Json.object()
                            .put("deposit", deposit.id())
                            .put("participant", call.body().text("participant"))));
        } finally {
            close(wishes);
        }
    }

    /** The wishes of a call with its keys of what is sealed; {@link #close} wipes them. */
    static LinkWishes wishes(LinkWishes others, ApiCall call, boolean sealed) {
        Map<String, DataKey> keys = new HashMap<>();
        for (String word : call.body().texts("keys")) {
            int at = word.indexOf('=');
            DataKey key = (at < 0 ? java.util.Optional.<DataKey>empty() : DataKey.parse(word.substring(at + 1)))
                    // Never with what was given: it may be a key with one letter too many.
                    .orElseThrow(() -> new RefusedException(Refusal.wrong(
                            "bad-key", "Give each key as DEPOSIT=KEY, as the owner's sluice seal open wrote it.")));
            keys.put(word.substring(0, at), key);
        }
        return others.sealed(sealed, keys);
    }

    static void close(LinkWishes wishes) {
        wishes.keys().values().forEach(DataKey::close);
    }

    private static ObjectNode of(SealingKeys.Row row) {
        return Json.object()
                .put("participant", row.participantId())
                .put("key", row.publicKey())
                .put(
                        "fingerprint",
                        SealingPublicKey.parse(row.publicKey()).orElseThrow().fingerprint())
                .put("by", row.registeredBy())
                .put("registered", row.registered().toString());
    }

    private static ObjectNode wraps(List<KeepSealed.Seen> all) {
        ObjectNode json = Json.object();
        ArrayNode wraps = json.putArray("wraps");
        for (KeepSealed.Seen seen : all) {
            for (SealedDeposits.OwnerWrap wrap : seen.wraps()) {
                wraps.addObject()
                        .put("deposit", seen.deposit().id())
                        .put("body", seen.deposit().bodyId())
                        .put("sealed", seen.sealed().toString())
                        .put("participant", wrap.participantId())
                        .put("key", wrap.publicKey())
                        .put("record", Base64.getEncoder().encodeToString(wrap.record()));
            }
        }
        return json;
    }
}
