package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.store.Links;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.usecase.ReleaseMade;

/** All files of a link as one ZIP, fetched with the real curl. */
class ZipIT {
    @TempDir
    Path folder;

    private final WebFixture web = new WebFixture();
    private final byte[] large = WebFixture.content(700_001);
    private final byte[] small = WebFixture.content(65_536);
    private Curl curl = new Curl(Path.of("."), Path.of("."));
    private final Deposit first;
    private final Deposit second;
    private final Deposit empty;
    private ReleaseMade.HandOver link;
    private String list = "";

    @BeforeAll
    static void needs_curl() {
        Curl.require("curl");
    }

    ZipIT() {
        first = web.assessment("تقييم.csv", large);
        second = web.assessment("b.csv", small);
        empty = web.assessment("c.csv", new byte[0]);
        link = web.release(List.of(first, second, empty), 2);
    }

    @BeforeEach
    void open() {
        curl = new Curl(folder, web.ca());
        assertThat(curl.open(link.url(), link.password().reveal()).status()).isEqualTo(303);
        list = web.url() + "/r/" + link.link().id();
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void all_files_come_as_one_zip_each_counted_once_and_delivered_with_its_end() throws Exception {
        Curl.Got page = curl.run(list);
        assertThat(page.body()).contains("all 3 files").contains("766 kB");
        String address = claimAll(page);
        assertThat(file(first).completed()).isEmpty();
        assertThat(curl.run("-I", address).header("Content-Type")).isEqualTo("application/zip");
        Path zip = folder.resolve("all.zip");
        Curl.Got got = curl.run("-o", zip.toString(), address);
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("Content-Disposition")).contains(".zip");
        assertThat(got.header("Content-Security-Policy")).startsWith("sandbox");
        assertThat(entries(zip))
                .containsOnlyKeys("تقييم.csv", "b.csv", "c.csv")
                .containsEntry("تقييم.csv", first.sha256().orElseThrow())
                .containsEntry("b.csv", second.sha256().orElseThrow());
        for (Deposit each : List.of(first, second, empty)) {
            assertThat(eventuallyComplete(each).claims()).as(each.name()).isEqualTo(1);
        }
        assertThat(curl.run(list).body()).contains("/receipt\"");
    }

    @Test
    void without_a_claim_and_without_agreement_nothing_comes() {
        assertThat(curl.run(list + "/all/" + ZipDownloads.name(link.link().id()))
                        .status())
                .isEqualTo(403);
        Curl.Got page = curl.run(list);
        assertThat(page.form()).contains("&terms=");
        Curl.Got refused = curl.run("--data", "nonce=" + page.nonce(), list + "/all");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("agree to how the files may be used");
        assertThat(curl.run("--data", "nonce=00", list + "/all").status()).isEqualTo(403);
        assertThat(file(first).claims()).isZero();
    }

    @Test
    void a_zip_that_breaks_off_delivers_nothing_and_is_not_counted_again() throws Exception {
        Deposit endless = web.assessment("endless.bin.csv", WebFixture.content(12_000_000));
        link = web.release(List.of(second, endless), 1);
        list = web.url() + "/r/" + link.link().id();
        curl.open(link.url(), link.password().reveal());
        String address = claimAll(curl.run(list));
        Curl.Got broken = curl.run("--limit-rate", "200k", "--max-time", "1", address);
        assertThat(broken.exit()).isNotZero();
        Thread.sleep(300);
        assertThat(file(second).completed()).isEmpty();
        Path zip = folder.resolve("again.zip");
        assertThat(curl.run("-o", zip.toString(), claimAll(curl.run(list))).status())
                .isEqualTo(200);
        assertThat(entries(zip)).hasSize(2);
        assertThat(eventuallyComplete(second).claims()).isEqualTo(1);
    }

    @Test
    void a_file_that_may_no_longer_go_is_left_out_and_one_at_its_limit_too() throws Exception {
        web.gateway
                .inside
                .label
                .label(GatewayFixture.HOST, first.id(), Map.of("share-with", ""))
                .orThrow();
        Path zip = folder.resolve("two.zip");
        curl.run("-o", zip.toString(), claimAll(curl.run(list)));
        assertThat(entries(zip)).containsOnlyKeys("b.csv", "c.csv");
    }

    @Test
    void files_of_one_name_keep_apart() {
        Set<String> taken = new HashSet<>();
        assertThat(List.of(
                        ZipStream.name("a.csv", taken),
                        ZipStream.name("A.csv", taken),
                        ZipStream.name("a (2).csv", taken),
                        ZipStream.name("LICENSE", taken),
                        ZipStream.name("license", taken)))
                .containsExactly("a.csv", "A (2).csv", "a (2) (2).csv", "LICENSE", "license (2)");
    }

    private String claimAll(Curl.Got page) {
        Curl.Got claimed = curl.run("--data", page.form(), list + "/all");
        assertThat(claimed.status()).isEqualTo(303);
        return web.url() + claimed.header("Location");
    }

    private static Map<String, String> entries(Path zip) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(zip)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                found.put(entry.getName(), sha256(in.readAllBytes()));
            }
        }
        return found;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private LinkFile eventuallyComplete(Deposit deposit) throws InterruptedException {
        for (int i = 0; i < 60 && file(deposit).completed().isEmpty(); i++) {
            Thread.sleep(50);
        }
        assertThat(file(deposit).completed()).as(deposit.name()).isPresent();
        return file(deposit);
    }

    private LinkFile file(Deposit deposit) {
        return web.gateway
                .inside
                .ledger
                .read(sql -> Links.file(sql, link.link().id(), deposit.id()))
                .orElseThrow();
    }
}
