package org.sluice.gateway;

import org.sluice.gateway.api.ApiActs;
import org.sluice.gateway.usecase.ExportAudit;
import org.sluice.gateway.usecase.KeepTokens;
import org.sluice.gateway.usecase.Overview;
import org.sluice.gateway.usecase.RefusedActs;
import org.sluice.gateway.web.DepositActs;

/** Hands each door the use cases that it asks. */
final class DoorActs {
    private DoorActs() {}

    static ApiActs api(Wiring inside, ApiActs.PublicKeys publicKeys) {
        return new ApiActs(
                inside.register,
                inside.cut,
                inside.label,
                inside.facts,
                inside.release,
                inside.links,
                inside.link,
                new Overview(inside.ledger, inside.rules),
                new ExportAudit(inside.ledger, inside.auditSigner),
                inside.strangers,
                new RefusedActs(inside.ledger),
                publicKeys,
                inside.incidents,
                inside.received,
                inside.owners,
                inside.questions,
                inside.stewardship,
                inside.policies,
                inside.requests,
                inside.agreements,
                inside.demands,
                inside.subjects,
                inside.dues,
                inside.adhere,
                inside.terms,
                inside.flows,
                inside.notice,
                inside.takeBack,
                inside.answers,
                inside.names,
                inside.derive,
                inside.versions,
                inside.required,
                inside.plan,
                inside.copies,
                inside.contacts,
                inside.ends,
                inside.arrivals,
                inside.quotas,
                new KeepTokens(inside.ledger, inside.rules, inside.live),
                inside.atOnce,
                new ApiActs.LogInActs(inside.authorities, inside.networks, inside.secondFactor),
                inside.receipts,
                inside.outbox);
    }

    static DepositActs deposits(Wiring inside) {
        return new DepositActs(
                inside.tokens,
                inside.uploads,
                inside.receive,
                new Overview(inside.ledger, inside.rules),
                inside.receipts);
    }
}
