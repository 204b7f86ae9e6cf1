package org.sluice.gateway.usecase;

import java.util.Optional;
import java.util.function.Supplier;

/** What is done with the links of releases: made, handed over, opened, fetched, ended, and sealed. */
public record LinkActs(
        IssueLinks issue,
        CreateRelease release,
        OpenLink open,
        ViewLink view,
        ClaimFiles claim,
        FetchFile fetch,
        ChangeLinks change,
        KeepRecipientKeys recipientKeys,
        MakeBundle bundle,
        TravelActs travel,
        RemindRecipients remind,
        ConfirmDestruction destruction,
        KeepSealed sealed,
        KeepIntake waiting,
        FollowRelease follow,
        SummariseRelease summary) {

    /** @param publicUrl where recipients reach this gateway, without a slash at its end */
    public static LinkActs of(
            Ledger ledger,
            Rulebook rules,
            LiveAccess live,
            Bodies bodies,
            PasswordDesk passwords,
            StrangersCount strangers,
            Supplier<String> publicUrl,
            Couriers couriers,
            Optional<Mailer> mailer,
            Outbox outbox) {
        IssueLinks issue = new IssueLinks(
                ledger,
                rules,
                live,
                passwords,
                new SealDeposits(ledger, rules, bodies, passwords),
                publicUrl,
                couriers);
        FetchFile fetch = new FetchFile(ledger, rules, bodies, live);
        return new LinkActs(
                issue,
                new CreateRelease(ledger, rules, issue, Optional.of(outbox)),
                new OpenLink(ledger, rules, passwords, strangers, couriers),
                new ViewLink(ledger, rules),
                new ClaimFiles(ledger, rules),
                fetch,
                new ChangeLinks(ledger, issue, live),
                new KeepRecipientKeys(ledger),
                new MakeBundle(ledger, rules),
                TravelActs.of(ledger, issue, passwords, live),
                new RemindRecipients(ledger, mailer, publicUrl),
                new ConfirmDestruction(ledger),
                new KeepSealed(ledger, issue.sealing()),
                new KeepIntake(ledger, bodies, bodies.intake()),
                new FollowRelease(ledger, fetch),
                new SummariseRelease(ledger));
    }
}
