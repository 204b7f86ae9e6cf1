package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.crypto.age.AgeSecretKey;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.participant.Duty;
import org.sluice.gateway.domain.participant.RecipientKey;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.Gpg;
import org.sluice.gateway.usecase.KeepRecipientKeys;
import org.sluice.gateway.usecase.ReleaseMade;

/** What a link delivers for a recipient with keys: curl fetches it, the real gpg and the real age open it. */
class KeysDownloadIT {
    @TempDir
    Path folder;

    private final WebFixture web = new WebFixture();
    private KeepRecipientKeys keys = web.gateway.inside.link.recipientKeys();
    private Curl curl = new Curl(Path.of("."), Path.of("."));

    @BeforeEach
    void browser() {
        Curl.require("curl");
        curl = new Curl(folder, web.ca());
        web.gateway.person("olga", "ocha", Role.RELEASER);
        web.gateway
                .inside
                .terms
                .setSpeakers(GatewayFixture.HOST, "ocha", Duty.DATA_PROTECTION, List.of("olga"))
                .orThrow();
    }

    @AfterEach
    void close() {
        web.close();
    }

    private RecipientKey confirmed(String spelled) {
        RecipientKey key = keys.add(GatewayFixture.HOST, "imo", "desk, laptop <2>", spelled)
                .orThrow();
        return keys.confirm(GatewayFixture.HOST, key.id(), "olga", key.fingerprint())
                .orThrow();
    }

    private String opened(ReleaseMade.HandOver link) {
        assertThat(curl.open(link.url(), link.password().reveal()).status()).isEqualTo(303);
        return web.url() + "/r/" + link.link().id();
    }

    private static Map<String, byte[]> unzipped(byte[] zip) throws Exception {
        Map<String, byte[]> inside = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                inside.put(entry.getName(), in.readAllBytes());
            }
        }
        return inside;
    }

    @Test
    void gpg_opens_one_file_and_all_files_and_no_address_gives_them_plain() throws Exception {
        try (Gpg gpg = new Gpg()) {
            RecipientKey key = confirmed(gpg.curve("20260101T000000", "desk"));
            byte[] content = WebFixture.content(300_000);
            Deposit deposit = web.assessment("تقييم.bin", content);
            Deposit second = web.assessment("b.bin", WebFixture.content(10));
            ReleaseMade.HandOver link = web.release(List.of(deposit, second), 3);
            String list = opened(link);
            Curl.Got listed = curl.run(list);
            assertThat(listed.body())
                    .contains(key.fingerprint(), "desk, laptop &lt;2&gt;", "OpenPGP", "Ask there if you")
                    .doesNotContain("name=\"password\"");

            Path got = folder.resolve("got.gpg");
            Curl.Got one = curl.run("-o", got.toString(), "--data", listed.form(), list + "/f/" + deposit.id());
            assertThat(one.status()).isEqualTo(200);
            assertThat(one.header("Content-Disposition")).contains(".bin.gpg");
            assertThat(gpg.done("20260302T080000", Files.readAllBytes(got), "--decrypt"))
                    .isEqualTo(content);

            Path all = folder.resolve("all.gpg");
            Curl.Got together = curl.run("-o", all.toString(), "--data", listed.form(), list + "/all");
            assertThat(together.header("Content-Disposition"))
                    .contains("sluice-" + link.link().id() + ".zip.gpg");
            assertThat(unzipped(gpg.done("20260302T080000", Files.readAllBytes(all), "--decrypt")))
                    .containsOnlyKeys("تقييم.bin", "b.bin")
                    .containsEntry("تقييم.bin", content);

            for (String address : List.of(
                    "/f/" + deposit.id() + "/a.bin",
                    "/all/sluice-" + link.link().id() + ".zip")) {
                assertThat(curl.run(list + address).status()).as(address).isEqualTo(403);
            }
        }
    }

    @Test
    void age_opens_it_and_after_the_key_was_revoked_nothing_comes() throws Exception {
        Curl.require("age");
        AgeSecretKey secret = AgeSecretKey.generate(new SecureRandom());
        Files.writeString(folder.resolve("desk.key"), secret.reveal() + "\n");
        RecipientKey key = confirmed(secret.publicKey().spelled());
        byte[] content = WebFixture.content(200_000);
        Deposit deposit = web.assessment("a.bin", content);
        ReleaseMade.HandOver link = web.release(deposit, 3);
        String list = opened(link);
        Path got = folder.resolve("a.bin.age");
        String form = curl.run(list).form();
        Curl.Got one = curl.run("-o", got.toString(), "--data", form, list + "/f/" + deposit.id());
        assertThat(one.header("Content-Disposition")).contains("a.bin.age");
        Process age = new ProcessBuilder("age", "-d", "-i", "desk.key", "-o", "opened", "a.bin.age")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(age.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(age.waitFor()).as(said).isZero();
        assertThat(folder.resolve("opened")).hasBinaryContent(content);

        keys.revoke(GatewayFixture.HOST, key.id()).orThrow();
        for (String[] words : List.of(
                new String[] {"en", "counts no more"},
                new String[] {"fr", "ne compte plus"},
                new String[] {"ar", "لم يعد سارياً"},
                new String[] {"tr", "artık geçerli değil"})) {
            Curl.Got none = curl.run("--data", form, list + "/f/" + deposit.id() + "?lang=" + words[0]);
            assertThat(none.status()).isEqualTo(409);
            // The body is shown as bytes, a character each.
            byte[] bytes = none.body().getBytes(StandardCharsets.ISO_8859_1);
            assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .contains(words[1])
                    .doesNotContain("age-encryption");
        }
    }
}
