package org.sluice.gateway.usecase;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.mail.Mail;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.store.NewDeposits;
import org.sluice.gateway.store.Notices;
import org.sluice.gateway.store.Tx;

/**
 * Tells of a new deposit whom it concerns: by a notice at once, one for each day, channel and information type with the
 * number of files; and by mail, where the gateway has a mail server. Thread-safe.
 */
final class TellOfDeposits implements OnDeposited {
    private final Ledger ledger;
    private final DepositListeners listeners;
    private final Outbox outbox;

    TellOfDeposits(Ledger ledger, DepositListeners listeners, Outbox outbox) {
        this.ledger = ledger;
        this.listeners = listeners;
        this.outbox = outbox;
    }

    @Override
    public void deposited(Tx tx, Deposit deposit, Instant now) {
        for (Person person : listeners.of(tx.sql(), deposit, now)) {
            notice(tx, person, deposit, now);
            outbox.gather(tx, person, Mail.Kind.NEW_DEPOSITS, deposit.id(), now);
        }
    }

    private void notice(Tx tx, Person person, Deposit deposit, Instant now) {
        String day = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
        NewDeposits.Counted counted =
                NewDeposits.count(tx, person.id(), deposit.channel().word(), deposit.type(), day, ledger.newId("n"));
        Notices.put(
                tx,
                new Notice(
                        counted.noticeId(),
                        person.id(),
                        now,
                        Notice.Kind.NEW_DEPOSITS,
                        Map.of(
                                "channel", deposit.channel().word(),
                                "type", deposit.type(),
                                "count", Long.toString(counted.files()),
                                "day", day),
                        Optional.empty()));
    }
}
