package org.sluice.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.clients.Desk.FOLDER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.gateway.domain.deposit.Deposit;

/** 64 MiB with every client: they send one request after another, in parallel, with windows of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LargeFilesIT {
    private static final int SIZE = 64 << 20;

    private final Desk desk = new Desk();

    @AfterAll
    void close() throws IOException {
        desk.close();
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_large_file_arrives_whole_and_comes_back_the_same(Client client) throws IOException {
        Programs.required(client);
        Site site = desk.site(client.name());
        Path file = desk.file("large.bin", Content.of(1, SIZE));
        Path back = desk.folder();

        client.put(site, List.of(file), FOLDER);
        client.get(site, List.of(FOLDER + "large.bin"), back);

        Deposit deposit = desk.whole(site.person(), "large.bin");
        assertThat(deposit.size()).isEqualTo(SIZE);
        assertThat(deposit.sha256()).contains(Content.sha256(file));
        assertThat(Files.mismatch(file, back.resolve("large.bin"))).isEqualTo(-1);
    }

    static Stream<Arguments> all() {
        return Client.all().map(client -> Arguments.of(Named.of(client.name(), client)));
    }
}
