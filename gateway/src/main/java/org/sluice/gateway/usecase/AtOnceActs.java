package org.sluice.gateway.usecase;

/** What is done about files that go to somebody by being put into a folder. */
public record AtOnceActs(ReleaseAtOnce release, AudienceFolders folders, OnTheWay onTheWay, HandOverLinks handOver) {

    public static AtOnceActs of(Ledger ledger, Rulebook rules, CreateRelease releases, IssueLinks links) {
        return new AtOnceActs(
                new ReleaseAtOnce(ledger, rules, releases),
                new AudienceFolders(ledger, rules),
                new OnTheWay(ledger, rules),
                new HandOverLinks(ledger, links));
    }
}
