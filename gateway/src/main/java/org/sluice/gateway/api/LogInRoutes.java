package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.domain.participant.CertificateAuthority;
import org.sluice.gateway.domain.participant.Cidr;
import org.sluice.gateway.domain.participant.KeyLimits;
import org.sluice.gateway.domain.participant.PersonKey;
import org.sluice.gateway.domain.participant.Revocation;
import org.sluice.gateway.domain.participant.SourcePatterns;

/** The routes of how people get in: keys within limits, authorities, networks, second factors. */
final class LogInRoutes {
    private static final String ROOT = "/api/v1";
    private static final String AUTHORITIES = ROOT + "/participants/{id}/authorities";
    private static final String REVOCATIONS = ROOT + "/participants/{id}/revocations";
    private static final String NETWORKS = ROOT + "/participants/{id}/networks";
    private static final String TOTP = ROOT + "/persons/{id}/totp";
    /** What a revocation names, in the order in which the API tells them. */
    private static final Map<String, Revocation.By> WAYS = Map.of(
            "serial", Revocation.By.SERIAL,
            "keyId", Revocation.By.KEY_ID,
            "authority", Revocation.By.AUTHORITY);

    private final ApiActs acts;
    private final ApiActs.LogInActs logIns;

    LogInRoutes(ApiActs acts) {
        this.acts = acts;
        this.logIns = acts.logIns();
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.create(
                        ROOT + "/persons/{id}/keys",
                        "Adds an SSH key, within limits if it has any",
                        List.of(Field.text("key"), Field.list("from"), Field.maybe("until")),
                        this::addKey),
                ApiRoute.get(
                        AUTHORITIES,
                        "Lists the certificate authorities of a participant",
                        call -> logIns.authorities()
                                .list(call.id())
                                .then(all -> Answer.done(Json.list(all, LogInRoutes::of)))),
                ApiRoute.create(
                        AUTHORITIES,
                        "Lets a participant's authority sign certificates for its persons",
                        List.of(Field.text("key"), Field.number("mostDays")),
                        this::addAuthority),
                delete(
                        AUTHORITIES,
                        "Takes a certificate authority away and ends what came in by it",
                        List.of("fingerprint"),
                        call -> ApiRoutes.json(
                                logIns.authorities()
                                        .remove(
                                                call.actor(),
                                                call.id(),
                                                call.asked("fingerprint").orElse("")),
                                fingerprint -> Json.object()
                                        .put("fingerprint", fingerprint)
                                        .put("removed", true))),
                ApiRoute.get(
                        REVOCATIONS,
                        "Lists the certificates that a participant revoked",
                        call -> logIns.authorities()
                                .revocations(call.id())
                                .then(all -> Answer.done(Json.list(all, LogInRoutes::of)))),
                ApiRoute.create(
                        REVOCATIONS,
                        "Revokes certificates for good, by serial, key id or authority, and ends what came in by them",
                        List.of(
                                Field.maybe("serial"),
                                Field.maybe("keyId"),
                                Field.maybe("authority"),
                                Field.text("reason")),
                        this::revoke),
                ApiRoute.get(
                        NETWORKS,
                        "Says from where a participant's people may come",
                        call -> ApiRoutes.json(logIns.networks().of(call.id()), LogInRoutes::of)),
                ApiRoute.post(
                        NETWORKS,
                        "Sets from where a participant's people may come; an empty list is from anywhere",
                        List.of(Field.texts("allow")),
                        call -> AllowedNetworks.of(call.body().texts("allow"))
                                .then(networks -> ApiRoutes.json(
                                        logIns.networks().set(call.actor(), call.id(), networks), LogInRoutes::of))),
                ApiRoute.get(
                        TOTP,
                        "Says whether a person has a second factor",
                        call -> acts.register()
                                .person(call.id())
                                .then(person -> Answer.done(Json.object()
                                        .put("person", person.id())
                                        .put("enrolled", logIns.second().enrolled(person.id()))))),
                ApiRoute.create(
                        TOTP,
                        "Gives a person a second factor; its secret is answered this once",
                        List.of(),
                        call -> ApiRoutes.json(
                                logIns.second().add(call.actor(), call.id()),
                                enrolled -> Json.object()
                                        .put("person", enrolled.person().id())
                                        .put("secret", enrolled.secret())
                                        .put("uri", enrolled.uri()))),
                delete(
                        TOTP,
                        "Takes a person's second factor away and ends its sessions",
                        List.of(),
                        call -> ApiRoutes.json(
                                logIns.second().remove(call.actor(), call.id()),
                                person -> Json.object().put("person", person).put("removed", true))));
    }

    private static ApiRoute delete(String path, String summary, List<String> asking, ApiRoute.Json act) {
        return new ApiRoute("DELETE", path, summary, List.of(), false, asking, 200, ApiRoute.WORDS, act);
    }

    private Answer<? extends JsonNode> addKey(ApiCall call) {
        return acts.keys()
                .read(call.body().text("key"))
                .then(key -> limits(key.limits(), call.body())
                        .then(limits -> ApiRoutes.json(
                                acts.register().addKey(call.actor(), call.id(), key.fingerprint(), key.line(), limits),
                                PeopleJson::of)));
    }

    /** Limits may stand in the key's line or beside it; the same one in both would leave open which is meant. */
    private static Answer<KeyLimits> limits(KeyLimits inLine, JsonBody body) {
        List<String> networks = body.texts("from");
        Optional<Instant> until = body.maybe("until").map(Instants::of);
        if ((!networks.isEmpty() && inLine.from().isPresent())
                || (until.isPresent() && inLine.until().isPresent())) {
            return Answer.refused(Refusal.wrong(
                    "limits-twice", "The key's line has this limit already; say it once, there or beside the key."));
        }
        if (networks.isEmpty()) {
            return Answer.done(new KeyLimits(inLine.from(), until.or(inLine::until)));
        }
        return SourcePatterns.of(String.join(",", networks))
                .then(from -> Answer.done(new KeyLimits(Optional.of(from), until.or(inLine::until))));
    }

    private Answer<? extends JsonNode> addAuthority(ApiCall call) {
        return acts.keys().read(call.body().text("key")).then(key -> {
            if (!key.limits().equals(KeyLimits.NONE)) {
                return Answer.refused(Refusal.wrong(
                        "key-option", "An authority's key has no options; give the line of its .pub file."));
            }
            return ApiRoutes.json(
                    logIns.authorities()
                            .add(
                                    call.actor(),
                                    call.id(),
                                    key.fingerprint(),
                                    key.line(),
                                    call.body().number("mostDays")),
                    LogInRoutes::of);
        });
    }

    private Answer<? extends JsonNode> revoke(ApiCall call) {
        List<String> said = WAYS.keySet().stream()
                .filter(way -> call.body().maybe(way).isPresent())
                .toList();
        if (said.size() != 1) {
            return Answer.refused(Refusal.wrong(
                    "nothing-to-revoke", "Say one of serial, keyId and authority: which certificates are revoked."));
        }
        return ApiRoutes.json(
                logIns.authorities()
                        .revoke(
                                call.actor(),
                                call.id(),
                                Objects.requireNonNull(WAYS.get(said.getFirst())),
                                call.body().text(said.getFirst()),
                                call.body().text("reason")),
                LogInRoutes::of);
    }

    static void put(ObjectNode json, PersonKey key) {
        key.limits().from().ifPresent(from -> json.put("from", from.text()));
        Json.maybe(json, "until", key.limits().until());
    }

    private static ObjectNode of(CertificateAuthority authority) {
        ObjectNode json = Json.object()
                .put("fingerprint", authority.fingerprint())
                .put("participant", authority.participantId())
                .put("line", authority.line())
                .put("added", authority.added().toString());
        authority.mostDays().ifPresent(days -> json.put("mostDays", days));
        return json;
    }

    private static ObjectNode of(Revocation revocation) {
        return Json.object()
                .put("participant", revocation.participantId())
                .put("by", revocation.by().word())
                .put("what", revocation.value())
                .put("reason", revocation.reason())
                .put("at", revocation.at().toString());
    }

    private static ObjectNode of(AllowedNetworks networks) {
        ObjectNode json = Json.object().put("any", networks.networks().isEmpty());
        json.set(
                "networks",
                Json.texts(networks.networks().stream().map(Cidr::text).toList()));
        return json;
    }
}
