package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.scan.Scan;
import org.sluice.gateway.domain.scan.ScanAnswer;
import org.sluice.gateway.scan.Clamd;
import org.sluice.gateway.testkit.RealClamd;
import org.sluice.gateway.testkit.TestDatabase;

/** Deposits under a clamd that runs. */
final class RealClamdIT {
    private static RealClamd clamd;

    @BeforeAll
    static void start() {
        clamd = RealClamd.start();
    }

    @AfterAll
    static void stop() {
        if (clamd != null) {
            clamd.close();
        }
    }

    private static ScanAnswer ask(Clamd scanner, byte[] file) {
        return scanner.scan(new SeekableInMemoryByteChannel(file));
    }

    @Test
    void it_answers_by_port_and_by_socket() {
        for (Clamd scanner : new Clamd[] {new Clamd(clamd.byPort(RealClamd.MOST)), new Clamd(clamd.bySocket())}) {
            assertThat(scanner.ping()).isEmpty();
            assertThat(ask(scanner, new byte[0])).isEqualTo(new ScanAnswer.Clean());
            assertThat(ask(scanner, bytes("a table of figures"))).isEqualTo(new ScanAnswer.Clean());
            assertThat(ask(scanner, new byte[(int) RealClamd.MOST])).isEqualTo(new ScanAnswer.Clean());
            assertThat(ask(scanner, RealClamd.eicar())).isEqualTo(new ScanAnswer.Infected(RealClamd.SIGNATURE));
            assertThat(ask(scanner, zip(RealClamd.eicar()))).isEqualTo(new ScanAnswer.Infected(RealClamd.SIGNATURE));
        }
    }

    @Test
    void what_is_larger_than_its_own_limit_is_never_called_clean() {
        Clamd believed = new Clamd(clamd.byPort(64 << 20));
        for (int size : new int[] {(int) RealClamd.MOST + 1, 2 << 20, 16 << 20}) {
            assertThat(ask(believed, new byte[size]))
                    .isInstanceOfAny(ScanAnswer.TooLarge.class, ScanAnswer.Failed.class);
        }
    }

    @Test
    void a_deposit_goes_when_it_is_clean_and_never_when_it_is_not() {
        try (ScanCase at = new ScanCase(TestDatabase.SQLITE, Optional.of(clamd.bySocket()))) {
            Deposit clean = at.deposit("a.csv", bytes("a table of figures"));
            Deposit infected = at.deposit("b.zip", zip(RealClamd.eicar()));
            assertThat(at.exit(infected)).isEqualTo("being-scanned");
            assertThat(at.scans().due()).isEqualTo(2);
            assertThat(at.state(clean)).isEqualTo(Scan.State.CLEAN);
            assertThat(at.state(infected)).isEqualTo(Scan.State.INFECTED);
            assertThat(at.scan(infected).orElseThrow().signature()).contains(RealClamd.SIGNATURE);
            assertThat(at.exit(infected)).isEqualTo("infected");
        }
    }

    @Test
    void it_may_be_stopped_and_started_again_and_what_waited_is_scanned() {
        try (ScanCase at = new ScanCase(TestDatabase.SQLITE, Optional.of(clamd.byPort(RealClamd.MOST)))) {
            clamd.stop();
            Deposit deposit = at.deposit("a.csv", bytes("a table of figures"));
            assertThat(at.scans().due()).isZero();
            assertThat(at.exit(deposit)).isEqualTo("being-scanned");
            assertThat(at.gateway.notices("adm")).containsExactly(Notice.Kind.SCANNER_DOWN);
            clamd.startAgain();
            at.gateway.clock.advance(Duration.ofMinutes(1));
            assertThat(at.scans().due()).isOne();
            assertThat(at.state(deposit)).isEqualTo(Scan.State.CLEAN);
            assertThat(at.gateway.notices("adm")).containsExactly(Notice.Kind.SCANNER_BACK);
        }
    }

    private static byte[] zip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.txt"));
            zip.write(content);
            zip.closeEntry();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
