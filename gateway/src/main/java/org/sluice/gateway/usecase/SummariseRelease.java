package org.sluice.gateway.usecase;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Contact;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Contacts;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.LinkLetters;
import org.sluice.gateway.store.LinkTerms;
import org.sluice.gateway.store.ReleaseRules;

/** A release for the file: who got what, when, and under which rule. A row for each recipient and deposit. Thread-safe. */
public final class SummariseRelease {
    private static final int LONGEST = 16 << 20;

    private final Ledger ledger;

    SummariseRelease(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The columns, in the order of {@link #rows}. */
    public static final List<String> COLUMNS = List.of(
            "recipient",
            "name",
            "organisation",
            "audience",
            "deposit",
            "file",
            "channel",
            "sha256",
            "protocol",
            "rule",
            "link",
            "state",
            "issued",
            "expires",
            "handed_over",
            "opened",
            "agreed",
            "terms",
            "delivered",
            "downloads",
            "closed",
            "destroyed");

    /** When a summary that is made now was made. */
    public Instant now() {
        return ledger.now();
    }

    /** @param seen as its reader may see it: with the recipients and names that are shown to that person */
    public List<List<String>> rows(Overview.ReleaseSeen seen) {
        return ledger.read(sql -> rows(sql, seen));
    }

    private static List<List<String>> rows(Handle sql, Overview.ReleaseSeen seen) {
        Release release = seen.release();
        List<List<String>> rows = new ArrayList<>();
        for (Recipient recipient : release.recipients()) {
            List<Overview.LinkSeen> links = seen.links().stream()
                    .filter(link -> link.link().contactId().equals(recipient.id()))
                    .toList();
            for (String deposit : release.deposits()) {
                if (links.isEmpty()) {
                    rows.add(row(sql, seen, recipient, deposit, Optional.empty()));
                }
                for (Overview.LinkSeen link : links) {
                    rows.add(row(sql, seen, recipient, deposit, Optional.of(link)));
                }
            }
        }
        return rows;
    }

    private static List<String> row(
            Handle sql,
            Overview.ReleaseSeen seen,
            Recipient recipient,
            String depositId,
            Optional<Overview.LinkSeen> link) {
        Optional<Deposit> deposit = Deposits.find(sql, depositId);
        Optional<Contact> contact = Contacts.find(sql, recipient.id());
        Optional<ReleaseRules.Rule> rule = ReleaseRules.find(sql, seen.release().id(), depositId, recipient.id());
        Optional<Overview.FileSeen> file = link.stream()
                .flatMap(one -> one.files().stream())
                .filter(one -> one.file().depositId().equals(depositId))
                .findFirst();
        String way = recipient instanceof Recipient.OfPerson
                ? "inbox"
                : seen.pending().contains(recipient.id()) ? "to-hand-over" : "";
        return List.of(
                recipient.id(),
                contact.map(Contact::name).orElse(""),
                contact.flatMap(Contact::participantId).orElse(""),
                recipient.audience(),
                depositId,
                file.map(Overview.FileSeen::name).orElse(""),
                deposit.map(one -> one.channel().word()).orElse(""),
                deposit.flatMap(Deposit::sha256).orElse(""),
                rule.map(ReleaseRules.Rule::protocol).orElse(""),
                rule.map(ReleaseRules.Rule::cell).orElse(""),
                link.map(one -> one.link().id()).orElse(""),
                link.map(one -> one.state().word()).orElse(way),
                at(link.map(one -> one.link().issued())),
                at(link.map(one -> one.link().expires())),
                link.map(SummariseRelease::handedOver).orElse(""),
                at(link.flatMap(one -> one.link().opened())),
                at(link.flatMap(Overview.LinkSeen::agreed).map(LinkTerms.Agreed::at)),
                link.flatMap(Overview.LinkSeen::agreed)
                        .map(LinkTerms.Agreed::terms)
                        .orElse(""),
                at(file.flatMap(one -> one.file().completed())),
                file.map(one -> Integer.toString(one.file().claims())).orElse(""),
                at(link.flatMap(one -> one.link().closed())),
                at(link.flatMap(Overview.LinkSeen::destroyed).map(LinkLetters.Destroyed::at)));
    }

    private static String handedOver(Overview.LinkSeen link) {
        return link.sendings().stream()
                .map(part -> part.part().word() + " " + part.state().word() + " by "
                        + part.way().word() + " " + part.at())
                .collect(Collectors.joining("; "));
    }

    private static String at(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse("");
    }

    /** As CSV (RFC 4180), safe to open in a spreadsheet. */
    public String csv(Overview.ReleaseSeen seen) {
        CsvText csv = new CsvText(LONGEST);
        csv.row(COLUMNS);
        rows(seen).forEach(csv::row);
        return new String(csv.bytes(), StandardCharsets.UTF_8);
    }
}
