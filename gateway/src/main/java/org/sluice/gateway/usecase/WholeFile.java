package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.whole.Ending;
import org.sluice.gateway.domain.whole.Wholeness;
import org.sluice.gateway.store.Wholes;

/** Nothing leaves that only looks whole: a client's Ctrl-C closes a half-sent file like a finished one. */
public final class WholeFile implements ExitRule {
    private static final String LOOKING = "being-checked";

    @Override
    public Optional<Refusal> against(Handle sql, Exit exit, Instant now) {
        return against(sql, exit.deposit());
    }

    /** What is being looked at is held for a moment, which nobody needs to be told. */
    @Override
    public Optional<Refusal> holding(Handle sql, Deposit deposit, Instant now) {
        return against(sql, deposit).filter(refusal -> !refusal.code().equals(LOOKING));
    }

    @Override
    public boolean readsContent() {
        return true;
    }

    @Override
    public boolean waiting(Handle sql, Deposit deposit) {
        return looking(Wholes.find(sql, deposit.id()));
    }

    private static boolean looking(Optional<Wholeness> known) {
        return known.isEmpty() || known.get().ending().state() == Ending.State.PENDING;
    }

    private static Optional<Refusal> against(Handle sql, Deposit deposit) {
        String id = deposit.id();
        Optional<Wholeness> known = Wholes.find(sql, id);
        if (looking(known)) {
            return Optional.of(Refusal.of(
                    Refusal.Kind.NEEDS,
                    LOOKING,
                    "It is being checked whether the deposit " + id + " has its end; try again in a moment."));
        }
        if (!known.get().holds(deposit)) {
            return Optional.empty();
        }
        String way =
                " Send the file again under the same name, or, if you looked and it is whole, say so: sluice deposit"
                        + " whole " + id + " --as PERSON --note TEXT";
        return Optional.of(
                known.get().hash(deposit) == Wholeness.Hash.DIFFERS
                        ? Refusal.of(
                                Refusal.Kind.NEEDS,
                                "hash-differs",
                                "The deposit " + id + " is not the file that its .sha256 speaks of: what arrived has "
                                        + deposit.sha256().orElse("none") + ", and your .sha256 says "
                                        + known.get().saidSha256().orElse("nothing") + "." + way)
                        : Refusal.of(
                                Refusal.Kind.NEEDS,
                                "cut-off",
                                "The deposit " + id + " looks as if its end were missing. "
                                        + known.get().ending().why() + way));
    }
}
