package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.TestDatabase;

/** Bodies that no row needs go, and no other. */
final class SweepBodiesTest {
    private final GatewayFixture gateway = new GatewayFixture(TestDatabase.SQLITE);

    @BeforeEach
    void people() {
        gateway.participant("relief-a", "members");
        gateway.person("amal", "relief-a", Role.DEPOSITOR);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void an_orphan_is_deleted_once_it_is_older_than_seven_days_and_not_before() throws IOException {
        Path orphan = copyOf(onlyBody());
        Instant now = gateway.clock.instant();
        age(orphan, now.minus(SweepBodies.AGE));
        assertThat(gateway.inside.sweep.sweep()).isZero();
        age(orphan, now.minus(SweepBodies.AGE).minus(Duration.ofMillis(1)));
        assertThat(gateway.inside.sweep.sweep()).isEqualTo(1);
        assertThat(orphan).doesNotExist();
    }

    @Test
    void what_a_deposit_needs_stays_however_old_it_is() throws IOException {
        Path needed = onlyBody();
        age(needed, Instant.EPOCH);
        assertThat(gateway.inside.sweep.sweep()).isZero();
        assertThat(needed).exists();
    }

    private Path onlyBody() {
        Deposit deposit =
                gateway.deposit("amal", Channel.RESTRICTED, "protection-dashboard", "made-up.txt", new byte[] {1, 2});
        return bodies().stream()
                .filter(file -> file.getFileName().toString().contains(deposit.bodyId()))
                .findFirst()
                .orElseThrow();
    }

    /** A body of another, well-formed name, as a crash between a body and its row leaves it. */
    private static Path copyOf(Path body) throws IOException {
        String name = body.getFileName().toString();
        String end = name.endsWith("0") ? "1" : "0";
        String other = name.substring(0, name.length() - 1) + end;
        return Files.copy(body, body.resolveSibling(other));
    }

    private List<Path> bodies() {
        try (Stream<Path> files = Files.walk(gateway.data.bodies())) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void age(Path file, Instant modified) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
