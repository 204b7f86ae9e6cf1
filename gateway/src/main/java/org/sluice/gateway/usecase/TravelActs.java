package org.sluice.gateway.usecase;

/** What is done so that links and passwords reach their contacts. */
public record TravelActs(SetWays ways, NewPassword password, HandOverUnasked unasked) {
    static TravelActs of(Ledger ledger, IssueLinks issue, PasswordDesk passwords, LiveAccess live) {
        return new TravelActs(
                new SetWays(ledger),
                new NewPassword(ledger, issue, passwords, live),
                new HandOverUnasked(ledger, new HandOverLinks(ledger, issue), issue));
    }
}
