package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.domain.participant.Person;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.domain.release.Release;
import org.sluice.gateway.domain.release.Way;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.store.Releases;
import org.sluice.gateway.testkit.GatewayFixture;

/** Deposit and release in one go with OpenSSH's own {@code sftp}: by putting a file into a folder {@code @…}. */
final class SftpAtOnceIT {
    private static final String TYPE = "/restricted/protection-dashboard/";
    private static final String FOLDER = TYPE + "@ocha-gaziantep/";

    private final SftpFixture sftp = new SftpFixture();

    @BeforeEach
    void people() {
        sftp.gateway.participant("ocha-field", "ocha-gaziantep");
        sftp.person("ali", "bridge", Role.RELEASER);
        sftp.person("nadia", "ocha-field");
        sftp.gateway.contact("desk", Optional.empty(), "ocha-gaziantep");
        sftp.write("a.txt", "A made-up dashboard.\n");
    }

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    @Test
    void a_file_is_deposited_and_released_in_one_go() {
        assertThat(lines("ali", TYPE)).contains("@ocha-gaziantep").doesNotContain("@wos-focal-points");
        ok("ali", "put a.txt " + FOLDER, "ls -l " + FOLDER);
        passes();

        ok("nadia", "get /inbox/restricted/bridge/a.txt got.txt");
        assertThat(sftp.read("got.txt")).isEqualTo("A made-up dashboard.\n");
        assertThat(lines("ali", FOLDER)).containsExactly("a.txt");
        assertThat(sftp.gateway.inside.ledger.read(Links::all)).isEmpty();
        Release release = releases().getFirst();
        assertThat(notice("ali", "hand-over-pending"))
                .contains("\n    sluice release hand-over " + release.id() + " --link-via mail");

        sftp.gateway
                .inside
                .atOnce
                .handOver()
                .handOver(GatewayFixture.HOST, release.id(), List.of(), Optional.of(Way.MAIL), Optional.of(Way.PHONE))
                .orThrow();
        assertThat(sftp.gateway.inside.ledger.read(Links::all)).hasSize(1);
        assertThat(lines("ali", "/notices/")).isEmpty();
    }

    @Test
    void a_temporary_name_and_folders_inside_are_no_obstacle() {
        ok("ali", "mkdir " + FOLDER + "march", "put a.txt " + FOLDER + "march/a.txt.part");
        passes();
        assertThat(releases()).isEmpty();

        ok("ali", "rename " + FOLDER + "march/a.txt.part " + FOLDER + "march/a.txt");
        sftp.gateway.clock.advance(java.time.Duration.ofSeconds(60));
        passes();

        assertThat(lines("nadia", "/inbox/restricted/bridge/")).containsExactly("a.txt");
    }

    @Test
    void a_label_file_beside_a_file_counts_in_such_a_folder_too() {
        sftp.write("other.yaml", "share-with: [ocha-imos]\n");
        sftp.write("this.yaml", "share-with: [ocha-gaziantep]\npurpose: the round of March\n");
        ok("ali", "put other.yaml " + FOLDER + "a.txt.label.yaml");
        fails("ali", "put a.txt " + FOLDER);
        assertNothingTaken();

        ok("ali", "put this.yaml " + FOLDER + "a.txt.label.yaml", "put a.txt " + FOLDER);
        passes();
        assertThat(lines("nadia", "/inbox/restricted/bridge/")).containsExactly("a.txt");
        assertThat(sftp.gateway
                        .inside
                        .ledger
                        .read(Deposits::all)
                        .getFirst()
                        .label()
                        .purpose())
                .contains("the round of March");
    }

    @Test
    void a_mistyped_audience_is_no_folder_and_a_notice_names_those_that_are() {
        sftp.gateway
                .inside
                .register
                .changePerson(
                        GatewayFixture.HOST,
                        new Person(
                                "ali",
                                "bridge",
                                "Made-up ali",
                                "ali@example.org",
                                "tr",
                                EnumSet.of(Role.DEPOSITOR, Role.RELEASER)))
                .orThrow();

        assertThat(fails("ali", "put a.txt " + TYPE + "@ocha-gaziantap/a.txt")).contains("No such file");
        assertThat(fails("ali", "put a.txt " + TYPE + "@ocha-gaziantap/")).contains("No such file");

        assertThat(notice("ali", "audience-unknown"))
                .contains("dosyası kabul edilmedi")
                .contains("@ocha-gaziantep");
        assertNothingTaken();
    }

    @Test
    void what_is_refused_is_refused_before_its_first_byte_and_a_notice_says_why() {
        fails("ali", "put a.txt /restricted/meeting-minutes/@ocha-gaziantep/a.txt");
        fails("ali", "put a.txt /confidential/protection-dashboard/@ocha-gaziantep/a.txt");
        fails("ali", "put a.txt /strictly-confidential/meeting-minutes/@nadia/a.txt");
        fails("ali", "put a.txt /restricted/4w-monthly-inputs/@ocha-gaziantep/a.txt");
        fails("amal", "put a.txt " + FOLDER + "a.txt");

        assertNothingTaken();
        assertThat(notice("ali", "below-floor-refused")).contains("/strictly-confidential/meeting-minutes/");
        assertThat(notice("ali", "audience-named-only")).contains("/confidential/protection-dashboard/@ID/");
        assertThat(notice("ali", "audience-personal")).contains("never released by a folder");
        assertThat(notice("ali", "audience-refused")).contains("4W data monthly inputs, row 3");
        assertThat(notice("amal", "deposit-refused")).contains("releaser");
    }

    @Test
    void what_is_confidential_goes_to_the_person_whom_the_folder_names() {
        ok("ali", "put a.txt /confidential/protection-dashboard/@nadia/");
        passes();

        ok("nadia", "get /inbox/confidential/bridge/a.txt got.txt");
        assertThat(sftp.read("got.txt")).isEqualTo("A made-up dashboard.\n");
    }

    @Test
    void what_is_removed_before_it_went_never_goes() {
        ok("ali", "put a.txt " + FOLDER, "rm " + FOLDER + "a.txt", "put a.txt " + FOLDER + "b.txt");
        SftpFixture.await("the session is over", () -> sftp.gateway.inside.live.count() == 0);
        SftpFixture.await(
                "it is deposited",
                () -> deposits().stream().allMatch(deposit -> deposit.state() == DepositState.DEPOSITED));
        // Deposited already, and not yet released: it is still taken back.
        ok("ali", "rm " + FOLDER + "b.txt");
        sftp.gateway.clock.advance(java.time.Duration.ofMinutes(2));
        passes();

        assertThat(releases()).isEmpty();
        assertThat(lines("nadia", "/inbox/")).isEmpty();
        assertThat(lines("ali", "/notices/")).isEmpty();
    }

    @Test
    void a_suspension_within_the_grace_keeps_it() {
        ok("ali", "put a.txt " + FOLDER + "a.txt.part", "rename " + FOLDER + "a.txt.part " + FOLDER + "a.txt");
        SftpFixture.await("the session is over", () -> sftp.gateway.inside.live.count() == 0);
        sftp.gateway
                .inside
                .cut
                .suspend(GatewayFixture.HOST, "bridge", "made up")
                .orThrow();
        sftp.gateway.clock.advance(java.time.Duration.ofSeconds(60));
        passes();

        assertThat(releases()).isEmpty();
        assertThat(lines("nadia", "/inbox/")).isEmpty();
        sftp.gateway.inside.cut.resume(GatewayFixture.HOST, "bridge").orThrow();
        passes();
        assertThat(releases()).isEmpty();
        assertThat(notice("ali", "audience-not-released"))
                .contains("is suspended")
                .contains("\n    sluice release create --as YOU --deposit ");
    }

    /** What the gateway does by itself once a session is over. */
    private void passes() {
        SftpFixture.await("the session is over", () -> sftp.gateway.inside.live.count() == 0);
        SftpFixture.await("its files have settled", () -> {
            sftp.gateway.inside.settle.due();
            return deposits().stream()
                    .filter(deposit -> !deposit.name().endsWith(".part"))
                    .allMatch(deposit -> deposit.state() == DepositState.DEPOSITED);
        });
        sftp.gateway.inside.inspect.due();
        sftp.gateway.inside.atOnce.release().due();
    }

    private List<Deposit> deposits() {
        return sftp.gateway.inside.ledger.read(Deposits::all);
    }

    private List<Release> releases() {
        return sftp.gateway.inside.ledger.read(Releases::all);
    }

    private void ok(String person, String... commands) {
        SftpFixture.Ran ran = sftp.sftp(person, commands);
        assertThat(ran.status()).as(ran.said()).isZero();
    }

    private String fails(String person, String command) {
        SftpFixture.Ran ran = sftp.sftp(person, command);
        assertThat(ran.status()).as(ran.said()).isNotZero();
        return ran.said();
    }

    private List<String> lines(String person, String folder) {
        return sftp.sftp(person, "ls -1 " + folder)
                .said()
                .lines()
                // Before the echo of the command stands the banner.
                .dropWhile(line -> !line.startsWith("sftp> "))
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                .toList();
    }

    private String notice(String person, String kind) {
        String name = lines(person, "/notices/").stream()
                .filter(line -> line.contains(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no notice " + kind + " for " + person));
        ok(person, "get /notices/" + name + " notice.txt");
        return sftp.read("notice.txt");
    }

    /** Neither row nor body. */
    private void assertNothingTaken() {
        assertThat(deposits()).isEmpty();
        assertThat(releases()).isEmpty();
        try (Stream<Path> bodies = Files.walk(sftp.gateway.data.bodies())) {
            assertThat(bodies.filter(Files::isRegularFile)).isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
