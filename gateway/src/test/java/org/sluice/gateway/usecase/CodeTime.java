package org.sluice.gateway.usecase;

import org.sluice.gateway.testkit.GatewayFixture;

/** Has the protocol of a fixture ask for a code where something confidential is opened. */
public final class CodeTime {
    private CodeTime() {}

    /** Before anything else reads the protocol's text: it is loaded once. */
    public static void asked(GatewayFixture gateway) {
        gateway.inside
                .ledger
                .write(tx -> tx.sql()
                        .createUpdate("UPDATE protocol_document SET digest = 'made-up-digest', text = REPLACE(text,"
                                + " 'most-downloads: 3\n    obligations: [password,',"
                                + " 'most-downloads: 3\n    obligations: [code-at-opening, password,')")
                        .execute())
                .orThrow();
    }
}
