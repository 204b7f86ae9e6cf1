package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.crypto.Passwords;
import org.sluice.crypto.age.AgePassphrase;
import org.sluice.crypto.age.AgeReader;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.domain.participant.AllowedNetworks;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.usecase.LinkWishes;
import org.sluice.gateway.usecase.ReleaseMade;
import org.sluice.gateway.usecase.ReleaseOrder;

/** Files that stay protected where they were saved: packed under the link's password while they are sent. */
class PackedDownloadIT {
    @TempDir
    Path folder;

    private final WebFixture web = new WebFixture();
    private Curl curl = new Curl(Path.of("."), Path.of("."));

    @BeforeEach
    void browser() {
        Curl.require("curl");
        curl = new Curl(folder, web.ca());
    }

    @AfterEach
    void close() {
        web.close();
    }

    private ReleaseMade.HandOver released(Packing packing, Deposit... deposits) {
        return web.gateway
                .inside
                .release
                .create(
                        GatewayFixture.HOST,
                        "dina",
                        new ReleaseOrder(
                                Arrays.stream(deposits).map(Deposit::id).toList(),
                                List.of("imo"),
                                "a test",
                                Optional.empty(),
                                Optional.of(1),
                                GatewayFixture.order("", "").linkWay(),
                                GatewayFixture.order("", "").passwordWay(),
                                LinkWishes.USUAL.within(new LinkWishes.Bounds(
                                        AllowedNetworks.ANY, Optional.empty(), Optional.of(packing)))))
                .orThrow()
                .links()
                .getFirst();
    }

    private static String normal(ReleaseMade.HandOver link) {
        return Passwords.normalise(link.password().reveal());
    }

    private LinkFile file(ReleaseMade.HandOver link, Deposit deposit) {
        return web.gateway
                .inside
                .ledger
                .read(sql -> Links.file(sql, link.link().id(), deposit.id()))
                .orElseThrow();
    }

    private String opened(ReleaseMade.HandOver link) {
        assertThat(curl.open(link.url(), link.password().reveal()).status()).isEqualTo(303);
        return web.url() + "/r/" + link.link().id();
    }

    private void completed(ReleaseMade.HandOver link, Deposit deposit) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (file(link, deposit).completed().isEmpty()) {
            assertThat(System.nanoTime()).as("recorded as delivered").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private String ran(int status, String... words) throws Exception {
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(status);
        return said;
    }

    /** It knows no {@code --version}. */
    private static void needsSevenZip() {
        boolean there = Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "7z")));
        if (!there && "true".equals(System.getenv("CI"))) {
            fail("This build server has no 7z.");
        }
        Assumptions.assumeTrue(there, "No 7z here, so this is not tested.");
    }

    @Test
    void a_zip_opens_with_the_links_password_and_with_no_other() throws Exception {
        needsSevenZip();
        byte[] content = WebFixture.content(300_000);
        Deposit deposit = web.assessment("تقييم 2026.bin", content);
        ReleaseMade.HandOver link = released(Packing.ZIP, deposit);
        String list = opened(link);
        Curl.Got listed = curl.run(list);
        assertThat(listed.body()).contains("AES-256", "name=\"password\"");
        String claim = list + "/f/" + deposit.id();

        assertThat(curl.run("--data", listed.form() + "&password=another", claim)
                        .status())
                .isEqualTo(403);
        assertThat(curl.run("--data", listed.form(), claim).status()).isEqualTo(403);
        assertThat(file(link, deposit).claims()).isZero();

        String typed = normal(link).toUpperCase(java.util.Locale.ROOT).replaceAll("(.)", "$1%20");
        Curl.Got got = curl.run(
                "-o", folder.resolve("got.zip").toString(), "--data", listed.form() + "&password=" + typed, claim);
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("Accept-Ranges")).isEqualTo("none");
        assertThat(got.header("Content-Disposition")).contains("2026.bin.zip");
        completed(link, deposit);
        assertThat(ran(0, "7z", "l", "-slt", "got.zip")).contains("AES-256").contains("Encrypted = +");
        ran(2, "7z", "t", "-panother", "got.zip");
        ran(0, "7z", "x", "-oout", "-p" + normal(link), "got.zip");
        assertThat(folder.resolve("out").resolve("تقييم 2026.bin")).hasBinaryContent(content);
    }

    @Test
    void no_address_gives_what_is_to_leave_packed_as_it_is() {
        Deposit deposit = web.assessment("a.bin", WebFixture.content(12_000_000));
        Deposit second = web.assessment("b.bin", WebFixture.content(10));
        ReleaseMade.HandOver link = released(Packing.AGE, deposit, second);
        String list = opened(link);
        // A claim that is open, as one whose packed download broke.
        Curl.Got broken = curl.run(
                "--limit-rate",
                "20k",
                "--max-time",
                "1",
                "--data",
                curl.run(list).form() + "&password=" + normal(link),
                list + "/f/" + deposit.id());
        assertThat(broken.exit()).isNotZero();
        assertThat(file(link, deposit).open()).isTrue();
        assertThat(file(link, deposit).completed()).isEmpty();
        for (String address : List.of(
                "/f/" + deposit.id() + "/a.bin", "/all/sluice-" + link.link().id() + ".zip")) {
            Curl.Got plain = curl.run(list + address);
            assertThat(plain.status()).as(address).isEqualTo(403);
            assertThat(plain.body()).contains("packed");
        }
        assertThat(file(link, deposit).claims()).isOne();
    }

    @Test
    void one_file_and_all_files_come_as_age_and_start_anew_without_being_counted_again() throws Exception {
        byte[] content = WebFixture.content(200_000);
        Deposit deposit = web.assessment("a.bin", content);
        Deposit second = web.assessment("b.bin", WebFixture.content(10));
        ReleaseMade.HandOver link = released(Packing.AGE, deposit, second);
        String list = opened(link);
        String data = curl.run(list).form() + "&password=" + normal(link);
        Path got = folder.resolve("got.age");
        Curl.Got all = curl.run("-o", got.toString(), "--data", data, list + "/all");
        assertThat(all.status()).isEqualTo(200);
        assertThat(all.header("Content-Disposition")).contains(".zip.age");
        TreeMap<String, byte[]> inside = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(opened(got, normal(link)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                inside.put(entry.getName(), zip.readAllBytes());
            }
        }
        assertThat(inside).containsOnlyKeys("a.bin", "b.bin");
        assertThat(inside.get("a.bin")).isEqualTo(content);
        completed(link, deposit);
        completed(link, second);
        assertThat(file(link, deposit).claims()).isOne();
    }

    @Test
    void a_single_file_comes_as_age_under_its_own_name() throws Exception {
        byte[] content = WebFixture.content(1000);
        Deposit deposit = web.assessment("a.bin", content);
        ReleaseMade.HandOver link = released(Packing.AGE, deposit);
        String list = opened(link);
        Path got = folder.resolve("got.age");
        Curl.Got one = curl.run(
                "-o",
                got.toString(),
                "--data",
                curl.run(list).form() + "&password=" + normal(link),
                list + "/f/" + deposit.id());
        assertThat(one.header("Content-Disposition")).contains("a.bin.age");
        try (InputStream in = opened(got, normal(link))) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    private static InputStream opened(Path file, String password) throws IOException {
        return AgeReader.open(
                new ByteArrayInputStream(Files.readAllBytes(file)),
                List.of(new AgePassphrase(password, AgePassphrase.LIGHT_WORK)));
    }
}
