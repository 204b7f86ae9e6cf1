package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.mail.Mail;
import org.sluice.gateway.domain.release.Recipient;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Participants;
import org.sluice.gateway.store.Persons;
import org.sluice.gateway.store.Tx;

/** Tells people with a log-in of their own that something was released to them: by a notice, and by mail. Thread-safe. */
final class TellInboxes {
    private final Ledger ledger;
    private final Optional<Outbox> outbox;

    TellInboxes(Ledger ledger, Optional<Outbox> outbox) {
        this.ledger = ledger;
        this.outbox = outbox;
    }

    void tell(Tx tx, Release release, Instant now) {
        String from = Participants.find(tx.sql(), release.participantId())
                .orElseThrow()
                .name();
        for (Recipient recipient : release.recipients()) {
            if (recipient instanceof Recipient.OfPerson person) {
                Notices.add(
                        tx,
                        new Notice(
                                ledger.newId("n"),
                                person.id(),
                                now,
                                Notice.Kind.IN_YOUR_INBOX,
                                Map.of(
                                        "release", release.id(),
                                        "participant", from,
                                        "person", person.id(),
                                        "until", release.expires().toString()),
                                Optional.empty()));
                outbox.ifPresent(out -> Persons.find(tx.sql(), person.id())
                        .ifPresent(to -> release.deposits()
                                .forEach(deposit -> out.gather(tx, to, Mail.Kind.INBOX, deposit, now))));
            }
        }
    }
}
