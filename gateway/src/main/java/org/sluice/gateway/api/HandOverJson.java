package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.sluice.gateway.domain.link.Sending;
import org.sluice.gateway.domain.mail.Letter;
import org.sluice.gateway.domain.release.Reach;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.usecase.ReleaseMade;
import org.sluice.gateway.words.LinkWords;

/**
 * A link as it is handed over. Here and nowhere else a password leaves the gateway for its releaser: a part that was sent, or
 * that is void because the sending failed, is not shown.
 */
final class HandOverJson {
    private static final LinkWords WORDS = new LinkWords();

    private HandOverJson() {}

    static ObjectNode of(ReleaseMade.HandOver handOver, int mostDownloads) {
        ObjectNode json = Json.object();
        json.put("recipient", handOver.link().contactId());
        json.put("audience", handOver.link().audience());
        json.put("link", handOver.link().id());
        address(json, handOver);
        password(json, handOver);
        json.put("expires", handOver.link().expires().toString());
        json.put("packing", handOver.packing().word());
        if (!handOver.keys().isEmpty()) {
            json.set(
                    "sealedFor",
                    Json.list(
                            handOver.keys(),
                            key -> Json.object()
                                    .put("kind", key.kind().word())
                                    .put("name", key.name())
                                    .put("fingerprint", key.fingerprint())));
        }
        if (mostDownloads > 0) {
            json.put("maxDownloads", mostDownloads);
        }
        json.set("sendings", Json.list(handOver.parts(), HandOverJson::of));
        return json;
    }

    private static void address(ObjectNode json, ReleaseMade.HandOver handOver) {
        if (handOver.url().isEmpty() || !handOver.shows(Sending.Part.LINK)) {
            return;
        }
        json.put("url", handOver.url());
        handOver.part(Sending.Part.PASSWORD)
                .ifPresent(password -> json.put(
                        "linkText",
                        WORDS.message(
                                new Letter.LinkAddress(
                                        handOver.sender(),
                                        Optional.empty(),
                                        handOver.url(),
                                        handOver.link().expires(),
                                        password.way()),
                                handOver.language())));
    }

    private static void password(ObjectNode json, ReleaseMade.HandOver handOver) {
        if (!handOver.shows(Sending.Part.PASSWORD)
                || handOver.link().passwordHash().isEmpty()) {
            return;
        }
        json.put("password", handOver.password().reveal());
        Optional<Sending> link = handOver.part(Sending.Part.LINK);
        Optional<Sending> password = handOver.part(Sending.Part.PASSWORD);
        if (link.isEmpty() || password.isEmpty()) {
            return;
        }
        Letter.LinkPassword letter = new Letter.LinkPassword(
                handOver.sender(), handOver.password().reveal(), link.get().way());
        json.put("passwordText", WORDS.message(letter, handOver.language()));
        if (password.get().way() == Way.PHONE || password.get().way() == Way.PERSON) {
            json.set("script", Json.texts(WORDS.script(letter, password.get().address(), handOver.language())));
        }
        if (password.get().way() == Way.SMS) {
            password.get().address().ifPresent(number -> json.put("number", number));
        }
    }

    /** With as much of an address as tells it from others. */
    static ObjectNode of(Sending sending) {
        ObjectNode json = Json.object();
        json.put("part", sending.part().word());
        json.put("state", sending.state().word());
        json.put("way", sending.way().word());
        Json.maybe(json, "to", sending.address().map(Reach::masked));
        json.put("at", sending.at().toString());
        Json.maybe(json, "said", sending.said());
        return json;
    }
}
