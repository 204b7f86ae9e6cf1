package org.sluice.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.clients.Desk.FOLDER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole folders, with each client that can send or fetch them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FolderClientsIT {
    private final Desk desk = new Desk();

    @AfterAll
    void close() throws IOException {
        desk.close();
    }

    @ParameterizedTest
    @MethodSource("sending")
    void a_folder_arrives_with_all_that_is_in_it(Client client) throws IOException {
        Programs.required(client);
        Site site = desk.site(client.name());
        Path folder = Files.createDirectory(desk.folder().resolve("şubat 2026"));
        Path inside = Files.createDirectories(folder.resolve("site/تقارير"));
        Files.write(folder.resolve("a.bin"), Content.of(1, 70_000));
        Files.write(folder.resolve("b.bin"), Content.of(2, 1));
        Files.write(inside.resolve("c.bin"), Content.of(3, 1000));

        ((Client.SendsFolders) client).putFolder(site, folder, FOLDER);

        Map<String, String> arrived = new TreeMap<>();
        desk
                .gateway
                .gateway()
                .inside
                .ledger
                .read(sql -> sql.createQuery("SELECT id FROM deposit WHERE person_id = :person")
                        .bind("person", site.person())
                        .mapTo(String.class)
                        .list())
                .stream()
                .map(desk.gateway.gateway()::get)
                .forEach(deposit -> arrived.put(
                        deposit.path() + "/" + deposit.name(), deposit.sha256().orElse("not whole")));
        assertThat(arrived)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "şubat 2026/a.bin", Content.sha256(folder.resolve("a.bin")),
                        "şubat 2026/b.bin", Content.sha256(folder.resolve("b.bin")),
                        "şubat 2026/site/تقارير/c.bin", Content.sha256(inside.resolve("c.bin"))));

        if (client instanceof Client.FetchesFolders fetches) {
            Path back = desk.folder();
            fetches.getFolder(site, FOLDER + "şubat 2026", back);
            assertThat(Content.sha256(back.resolve("şubat 2026/site/تقارير/c.bin")))
                    .isEqualTo(Content.sha256(inside.resolve("c.bin")));
        }
    }

    static Stream<Arguments> sending() {
        return Client.all()
                .filter(client -> client instanceof Client.SendsFolders)
                .map(client -> Arguments.of(Named.of(client.name(), client)));
    }
}
