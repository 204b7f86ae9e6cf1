package org.sluice.gateway.usecase;

import org.sluice.gateway.domain.audit.Signer;

/** The use cases of a protocol that ends, together. */
public record EndActs(EndProtocol end, AccountForEnd account, CertifyEnd certify) {

    public static EndActs of(Ledger ledger, Rulebook rules, DestroyDeposit destroy, Signer signer) {
        AccountForEnd account = new AccountForEnd(ledger, destroy);
        return new EndActs(new EndProtocol(ledger, rules, account), account, new CertifyEnd(ledger, signer));
    }
}
