package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.scan.Clamd;
import org.sluice.gateway.scan.ClamdSettings;
import org.sluice.gateway.store.Tx;
import org.sluice.gateway.store.Wholes;

/** What is checked of a file before anybody looks into it: its own hash, its end, and what the virus scanner says. */
public record ArrivalChecks(CheckHashes hashes, CheckWhole whole, ScanDeposits scan) implements OnDeposited {
    /** @param scanner none where no scanner is set; then nothing is scanned, and nothing held for that */
    public static ArrivalChecks of(Ledger ledger, Bodies bodies, Optional<ClamdSettings> scanner) {
        CheckHashes hashes = new CheckHashes(ledger);
        return new ArrivalChecks(
                hashes, new CheckWhole(ledger, bodies), new ScanDeposits(ledger, bodies, scanner.map(Clamd::new)));
    }

    @Override
    public void deposited(Tx tx, Deposit deposit, Instant now) {
        Wholes.await(tx, deposit.id());
        hashes.settled(tx, deposit, now);
        scan.await(tx, deposit, now);
    }

    /** What these checks ask of every exit, before all others. */
    public static List<ExitRule> exitRules(Optional<ClamdSettings> scanner, ExitRule... others) {
        return Stream.concat(Stream.of(new WholeFile(), new ScannedFirst(scanner.isPresent())), Stream.of(others))
                .toList();
    }
}
