package org.sluice.gateway.usecase;

import java.util.List;
import java.util.Optional;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.scan.Scan;
import org.sluice.gateway.scan.ClamdSettings;
import org.sluice.gateway.store.Scans;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** A gateway with a scanner, and made-up people around it. */
final class ScanCase implements AutoCloseable {
    final GatewayFixture gateway;

    ScanCase(TestDatabase database, Optional<ClamdSettings> scanner) {
        gateway = new GatewayFixture(database, scanner, "turkey-cross-border");
        gateway.participant("relief-a", "coordinators");
        gateway.participant("keepers", "coordinators");
        gateway.person("ali", "relief-a", Role.DEPOSITOR, Role.RELEASER);
        gateway.person("cem", "keepers", Role.COORDINATOR);
        gateway.person("adm", "keepers", Role.ADMINISTRATOR);
        gateway.contact("desk", Optional.empty(), "ocha-imos");
    }

    ScanDeposits scans() {
        return gateway.inside.arrivals.scan();
    }

    Deposit deposit(String name, byte[] content) {
        return gateway.assessment("ali", name, content);
    }

    Optional<Scan> scan(Deposit deposit) {
        return gateway.inside.ledger.read(sql -> Scans.find(sql, deposit.id()));
    }

    Scan.State state(Deposit deposit) {
        return scan(deposit).orElseThrow().state();
    }

    /** The first word against letting it go. */
    String exit(Deposit deposit) {
        return exits(gateway, gateway.inside, deposit).getFirst().code();
    }

    /** All that a node says against letting a deposit of ali's go to the contact desk, besides the matrix. */
    static List<Refusal> exits(GatewayFixture gateway, Wiring node, Deposit deposit) {
        Exit exit = new Exit(
                gateway.get(deposit.id()),
                node.ledger
                        .read(sql -> Recipients.of(sql, "desk", gateway.clock.instant()))
                        .orThrow(),
                "ali",
                "relief-a",
                Optional.empty(),
                "planning (made up)");
        return node.ledger.read(sql -> node.rules.against(sql, exit, gateway.clock.instant()));
    }

    List<String> holding(Deposit deposit) {
        return gateway
                .inside
                .ledger
                .read(sql -> gateway.inside.rules.holding(sql, gateway.get(deposit.id()), gateway.inside.ledger.now()))
                .stream()
                .map(Refusal::code)
                .toList();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
