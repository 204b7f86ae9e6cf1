package org.sluice.gateway.usecase;

/** The use cases of protocols that change, together. */
public record PolicyActs(
        AssessPolicy assess,
        ProposePolicy propose,
        DecidePolicy decide,
        ReviewPolicy review,
        ComparePolicy compare,
        ExplainDeposit explain) {

    public static PolicyActs of(Ledger ledger, Rulebook rules, KeepDocuments documents) {
        AssessPolicy assess = new AssessPolicy(ledger, rules, documents);
        ProposePolicy propose = new ProposePolicy(ledger, assess);
        return new PolicyActs(
                assess,
                propose,
                new DecidePolicy(ledger, propose, assess),
                new ReviewPolicy(ledger, rules),
                new ComparePolicy(ledger, rules),
                new ExplainDeposit(ledger, rules));
    }
}
