package org.sluice.gateway.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.List;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.participant.DepositToken;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.usecase.KeepRecipientKeys;

/** Gives senders the keys for which they seal files. Thread-safe. */
final class SendersKeys {
    private final KeepRecipientKeys keys;
    private final Depositor depositor;
    private final UploadAnswers answers;

    SendersKeys(KeepRecipientKeys keys, Depositor depositor, UploadAnswers answers) {
        this.keys = keys;
        this.depositor = depositor;
        this.answers = answers;
    }

    void answer(HttpServerExchange exchange, String recipient) {
        if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            answers.refused(exchange, Refusal.of(Refusal.Kind.WRONG, "method", "Keys are read by GET."));
            return;
        }
        Answer<DepositToken> token = depositor.of(exchange);
        Answer<List<RecipientKey>> found = token.then(known -> keys.of(recipient));
        switch (found) {
            case Answer.Done<List<RecipientKey>> done -> {
                ObjectNode json = UploadAnswers.object().put("recipient", recipient);
                ArrayNode all = json.putArray("keys");
                done.value()
                        .forEach(key -> all.addObject()
                                .put("kind", key.kind().word())
                                .put("key", key.spelled())
                                .put("fingerprint", key.fingerprint()));
                UploadAnswers.send(exchange, StatusCodes.OK, json);
            }
            case Answer.Refused<List<RecipientKey>> refused -> answers.refused(exchange, refused.refusal());
        }
    }
}
