package org.sluice.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.clients.Desk.FOLDER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.sftp.OpenPort;

/** What people do every day, with each client that they have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientsIT {
    /** Around a frame of the container, which is 65,536 bytes. */
    private static final int[] SIZES = {0, 1, 65_535, 65_536, 65_537};

    private static final List<String> NAMES = List.of(
            "évaluation été 2026.txt",
            "تقرير الحماية ١.txt",
            "değerlendirme ığüşöç İ.txt",
            "two  spaces, a comma & 100% (v2) #1 'x' +.txt",
            "-r.txt");

    private final Desk desk = new Desk();

    @AfterAll
    void close() throws IOException {
        desk.close();
    }

    @ParameterizedTest
    @MethodSource("all")
    void files_of_every_small_size_arrive_whole_and_come_back_the_same(Client client) throws IOException {
        Site site = site(client);
        Path folder = desk.folder();
        List<Path> files = new ArrayList<>();
        for (int size : SIZES) {
            files.add(Files.write(folder.resolve("size-" + size + ".bin"), Content.of(1, size)));
        }

        client.put(site, files, FOLDER);

        for (Path file : files) {
            Deposit deposit = desk.whole(site.person(), Programs.nameOf(file));
            assertThat(deposit.sha256()).contains(Content.sha256(file));
            assertThat(deposit.size()).isEqualTo(Files.size(file));
        }
        assertComesBack(client, site, files);
    }

    @ParameterizedTest
    @MethodSource("all")
    void names_in_every_script_arrive_and_come_back_as_they_were(Client client) throws IOException {
        Site site = site(client);
        Path folder = desk.folder();
        List<Path> files = new ArrayList<>();
        for (String name : NAMES) {
            files.add(Files.writeString(folder.resolve(name), name));
        }

        client.put(site, files, FOLDER);

        for (String name : NAMES) {
            desk.whole(site.person(), name);
        }
        if (client instanceof Client.Tidies tidy) {
            assertThat(tidy.list(site, FOLDER)).containsAll(NAMES);
        }
        assertComesBack(client, site, files);
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_second_upload_of_the_name_takes_the_place_of_the_first_which_stays_on_record(Client client)
            throws IOException {
        Site site = site(client);
        client.put(site, List.of(desk.file("again.txt", Content.of(2, 100_000))), FOLDER);
        Deposit first = desk.whole(site.person(), "again.txt");
        desk.graceOver();
        Path shorter = desk.file("again.txt", Content.of(3, 70_000));

        client.put(site, List.of(shorter), FOLDER);

        Deposit second = desk.whole(site.person(), "again.txt");
        assertThat(second.sha256()).contains(Content.sha256(shorter));
        assertThat(desk.gateway.gateway().get(first.id()).supersededBy()).contains(second.id());
    }

    @ParameterizedTest
    @MethodSource("all")
    void an_empty_file_takes_the_place_of_a_longer_one(Client client) throws IOException {
        Site site = site(client);
        client.put(site, List.of(desk.file("emptied.txt", Content.of(9, 1000))), FOLDER);

        client.put(site, List.of(desk.file("emptied.txt", new byte[0])), FOLDER);

        assertThat(desk.whole(site.person(), "emptied.txt").size()).isZero();
    }

    /** The others drop the line when they have done: theirs settles when its grace is over. */
    @ParameterizedTest
    @MethodSource("orderly")
    void whoever_ends_in_order_has_deposited_at_once(Client client) throws IOException {
        Site site = site(client);

        client.put(site, List.of(desk.file("at-once.txt", Content.of(8, 10))), FOLDER);

        desk.deposited(site.person(), "at-once.txt");
    }

    @ParameterizedTest
    @MethodSource("tidying")
    void a_temporary_name_waits_and_becomes_the_final_one_by_renaming(Client client) throws IOException {
        Site site = site(client);
        Path file = desk.file("r.csv.part", Content.of(4, 1000));
        client.put(site, List.of(file), FOLDER);
        assertThat(desk.find(site.person(), "r.csv.part"))
                .hasValueSatisfying(deposit -> assertThat(deposit.state()).isNotEqualTo(DepositState.DEPOSITED));

        ((Client.Tidies) client).rename(site, FOLDER + "r.csv.part", FOLDER + "r.csv");

        assertThat(desk.whole(site.person(), "r.csv").sha256()).contains(Content.sha256(file));
        assertThat(desk.find(site.person(), "r.csv.part")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tidying")
    void what_is_not_deposited_yet_may_be_removed(Client client) throws IOException {
        Site site = site(client);
        client.put(site, List.of(desk.file("gone.part", Content.of(5, 1000))), FOLDER);

        ((Client.Tidies) client).remove(site, FOLDER + "gone.part");

        assertThat(desk.find(site.person(), "gone.part")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("resuming")
    void an_upload_that_broke_off_is_continued_to_the_same_content(Client client) throws IOException {
        Site site = site(client);
        byte[] content = Content.of(6, 400_000);
        MinaSession broken = MinaSession.open(site);
        SftpClient.CloseableHandle handle =
                broken.sftp().open(FOLDER + "broken.bin", OpenMode.Write, OpenMode.Create, OpenMode.Truncate);
        for (int at = 0; at < 200_000; at += 20_000) {
            broken.sftp().write(handle, at, content, at, 20_000);
        }
        broken.cut();
        OpenPort.await(
                "what had arrived is kept",
                () -> desk.find(site.person(), "broken.bin")
                        .filter(kept -> kept.state() == DepositState.RECEIVING && kept.size() > 0)
                        .isPresent());
        Path file = desk.file("broken.bin", content);

        ((Client.Resumes) client).resumePut(site, file, FOLDER + "broken.bin");

        assertThat(desk.whole(site.person(), "broken.bin").sha256()).contains(Content.sha256(file));
    }

    @ParameterizedTest
    @MethodSource("resuming")
    void a_download_that_broke_off_is_continued_to_the_same_content(Client client) throws IOException {
        Site site = site(client);
        Path file = desk.file("fetched.bin", Content.of(7, 300_000));
        client.put(site, List.of(file), FOLDER);
        Path half = desk.file("fetched.bin", java.util.Arrays.copyOf(Files.readAllBytes(file), 123_457));

        ((Client.Resumes) client).resumeGet(site, FOLDER + "fetched.bin", half);

        assertThat(Content.sha256(half)).isEqualTo(Content.sha256(file));
    }

    private void assertComesBack(Client client, Site site, List<Path> files) throws IOException {
        Path back = desk.folder();
        client.get(
                site, files.stream().map(file -> FOLDER + Programs.nameOf(file)).toList(), back);
        for (Path file : files) {
            assertThat(Content.sha256(back.resolve(Programs.nameOf(file))))
                    .describedAs(Programs.nameOf(file))
                    .isEqualTo(Content.sha256(file));
        }
    }

    private Site site(Client client) throws IOException {
        Programs.required(client);
        return desk.site(client.name());
    }

    static Stream<Arguments> all() {
        return Client.all().map(client -> Arguments.of(Named.of(client.name(), client)));
    }

    static Stream<Arguments> orderly() {
        return all().filter(arguments -> !(client(arguments) instanceof Lftp));
    }

    static Stream<Arguments> tidying() {
        return all().filter(arguments -> client(arguments) instanceof Client.Tidies);
    }

    static Stream<Arguments> resuming() {
        return all().filter(arguments -> client(arguments) instanceof Client.Resumes);
    }

    private static Object client(Arguments arguments) {
        return ((Named<?>) arguments.get()[0]).getPayload();
    }
}
