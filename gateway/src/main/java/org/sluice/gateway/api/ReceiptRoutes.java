package org.sluice.gateway.api;

import java.util.List;
import org.sluice.gateway.usecase.Receipts;

/** The route of the signed word that a deposit is here. */
final class ReceiptRoutes {
    private final Receipts receipts;

    ReceiptRoutes(Receipts receipts) {
        this.receipts = receipts;
    }

    List<ApiRoute> all() {
        return List.of(ApiRoute.get(
                "/api/v1/deposits/{id}/receipt",
                "Signs that the gateway holds a deposit, with what is decided for each audience now",
                call -> ApiRoutes.json(
                        receipts.of(call.id(), call.as()),
                        receipt -> Json.object()
                                .put("signed", receipt.signed())
                                .put("signature", receipt.signature())
                                .put("key", receipt.key())
                                .put("text", receipt.text()))));
    }
}
