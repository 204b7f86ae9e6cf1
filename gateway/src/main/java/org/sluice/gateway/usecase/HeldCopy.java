package org.sluice.gateway.usecase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.ending.EndTask;
import org.sluice.gateway.domain.release.Reception;
import org.sluice.gateway.store.Receptions;
import org.sluice.gateway.store.Releases;

/**
 * One copy of a deposit, with who is asked about it: the one that rests here, or one that somebody fetched.
 *
 * @param way {@link EndTask#OWNER} for the one that rests here, else the way it was fetched
 */
record HeldCopy(String depositId, String holder, String way, Optional<String> participant, String asked) {

    /** Every copy there is. Whoever fetched with a log-in is asked; a contact has none, so {@code contacts} says who is. */
    static List<HeldCopy> of(Handle sql, Deposit deposit, Function<Reception, String> contacts) {
        List<HeldCopy> copies = new ArrayList<>();
        if (deposit.state() != DepositState.REMOVED) {
            String owner = deposit.participantId();
            copies.add(new HeldCopy(deposit.id(), owner, EndTask.OWNER, Optional.of(owner), deposit.personId()));
        }
        Receptions.of(sql, deposit.id()).stream()
                .filter(reception -> reception.times() > 0)
                .forEach(reception -> copies.add(new HeldCopy(
                        deposit.id(),
                        reception.recipient(),
                        reception.way(),
                        reception.participant(),
                        reception.way().equals("inbox") ? reception.recipient() : contacts.apply(reception))));
        return copies;
    }

    /** Who released to a contact: they tell it, and bring its word back. */
    static String releaser(Handle sql, Reception reception) {
        return Releases.find(sql, reception.releaseId()).orElseThrow().personId();
    }
}
