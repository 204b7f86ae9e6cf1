package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.mail.Mail;
import org.sluice.gateway.usecase.Outbox;

/** The routes of mail on its way. */
final class MailRoutes {
    private static final String ROOT = "/api/v1";

    private final Outbox outbox;

    MailRoutes(Outbox outbox) {
        this.outbox = outbox;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT + "/mails",
                        "Lists mail on its way and mail of the last month, the newest first",
                        call -> Answer.done(Json.list(outbox.list(), MailRoutes::of))),
                ApiRoute.post(
                        ROOT + "/mails/test",
                        "Sends a mail that says nothing but that mail arrives",
                        List.of(Field.text("address")),
                        call -> ApiRoutes.json(
                                outbox.trial(call.actor(), call.body().text("address")),
                                id -> Json.object()
                                        .put("id", id)
                                        .put("address", call.body().text("address")))),
                ApiRoute.post(
                        ROOT + "/persons/{id}/mail",
                        "Says whether a person gets mail besides notices",
                        List.of(Field.flag("wanted")),
                        call -> ApiRoutes.json(
                                outbox.want(call.actor(), call.id(), call.body().flag("wanted")),
                                person -> Json.object()
                                        .put("person", person.id())
                                        .put("wanted", call.body().flag("wanted")))));
    }

    private static ObjectNode of(Mail mail) {
        ObjectNode json = Json.object()
                .put("id", mail.id())
                .put("person", mail.personId())
                .put("kind", mail.kind().word())
                .put("state", mail.state().word())
                .put("attempts", mail.attempts())
                .put("created", mail.created().toString());
        Json.maybe(json, "next", mail.next());
        Json.maybe(json, "ended", mail.ended());
        Json.maybe(json, "said", mail.said());
        return json;
    }
}
