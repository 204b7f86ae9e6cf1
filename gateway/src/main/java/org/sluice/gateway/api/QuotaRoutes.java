package org.sluice.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.ByteSize;
import org.sluice.gateway.usecase.Quotas;

/** The routes of what participants' files take and may take. */
final class QuotaRoutes {
    private static final String ROOT = "/api/v1";

    private final Quotas quotas;

    QuotaRoutes(Quotas quotas) {
        this.quotas = quotas;
    }

    List<ApiRoute> all() {
        return List.of(
                ApiRoute.get(
                        ROOT + "/usage",
                        "Lists what every participant's files take, and what they may take",
                        call -> Answer.done(Json.list(quotas.usage(), QuotaRoutes::of))),
                ApiRoute.post(
                        ROOT + "/participants/{id}/quota",
                        "Sets what a participant's files may take together; without a quota the usual one counts again",
                        List.of(Field.maybe("quota")),
                        this::set));
    }

    private Answer<? extends JsonNode> set(ApiCall call) {
        Optional<String> said = call.body().maybe("quota");
        Optional<Long> bytes = said.flatMap(ByteSize::of);
        if (said.isPresent() && bytes.isEmpty()) {
            return Answer.refused(
                    Refusal.wrong("bad-size", "\"" + said.get() + "\" is no size; write it like 20GiB or 500MiB."));
        }
        return ApiRoutes.json(quotas.set(call.actor(), call.id(), bytes), QuotaRoutes::of);
    }

    private static ObjectNode of(Quotas.Usage usage) {
        return Json.object()
                .put("participant", usage.participantId())
                .put("quota", usage.quota())
                .put("own", usage.own())
                .put("used", usage.used())
                .put("left", usage.left())
                .put("files", usage.files())
                .put("superseded", usage.superseded());
    }
}
