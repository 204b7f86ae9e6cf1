package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;

/** Names that mean harm, or that somebody else would read otherwise, at {@code /uploads}: refused, and nothing is kept. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileUploadsIT {
    private static final String TYPE = "/uploads/restricted/4w-monthly-inputs/";
    private static final String TATWEEL = "%D9%80";

    /** As they stand in the request line, with the code that refuses them. */
    private static final Map<String, List<String>> PATHS = Map.of(
            "bad-name",
            List.of(
                    TYPE + "..",
                    TYPE + "../../../etc/passwd",
                    TYPE + "%2e%2e/%2e%2e/etc/passwd",
                    TYPE + "%2e%2e",
                    TYPE + ".",
                    TYPE + "a/../b.csv",
                    TYPE + "a//b.csv",
                    TYPE,
                    TYPE + "a%2Fb.csv",
                    TYPE + "..%2f..%2fetc%2fpasswd",
                    TYPE + "a%5Cb.csv",
                    TYPE + "..%5c..%5cwin.ini",
                    TYPE + "a%00.csv",
                    TYPE + "a%0Ab.csv",
                    TYPE + "a%7Fb.csv",
                    TYPE + "cod.%E2%80%AEexe",
                    TYPE + "%E2%81%A6a.csv",
                    TYPE + "dot.",
                    TYPE + "space%20",
                    TYPE + "x".repeat(256),
                    TYPE + TATWEEL.repeat(128),
                    TYPE + "x".repeat(256) + "/a.csv",
                    TYPE + "%C3%28.csv",
                    TYPE + "%FF%FE.csv",
                    TYPE + "%C0%AE%C0%AE/x",
                    TYPE + "%ED%A0%80.csv",
                    TYPE + "a;b.csv",
                    TYPE + "a.csv;jsessionid=1"),
            "too-deep",
            List.of(TYPE + "a/".repeat(17) + "a.csv"),
            "deposit-only",
            List.of(TYPE + "@ocha-imos/a.csv", TYPE + "@/a.csv", TYPE + "%40ocha-imos/a.csv", TYPE + "@imo/b/a.csv"),
            "temporary-name",
            List.of(TYPE + "a.csv.part", TYPE + "a.FILEPART", TYPE + "a/b.crdownload"),
            "side-file",
            List.of(TYPE + ".label.yaml", TYPE + "a.csv.sha256"),
            "bad-channel",
            List.of("/uploads/../4w-monthly-inputs/a.csv", "/uploads/%2e%2e/x/a.csv", "/uploads//x/a.csv"),
            "unknown-information type",
            List.of("/uploads/restricted/../a.csv", "/uploads/restricted/%00/a.csv", "/uploads/restricted//a.csv"));

    private final UploadFixture uploads = new UploadFixture();

    @AfterAll
    void close() {
        uploads.close();
    }

    /** Those that stand; what an earlier test's honest client removed stays on record. */
    private List<Deposit> files() {
        return uploads.files().stream()
                .filter(deposit -> deposit.state() != DepositState.REMOVED)
                .toList();
    }

    @AfterEach
    void nothing_is_kept_and_an_honest_upload_works() {
        assertThat(files()).isEmpty();
        String longest = "x".repeat(251) + ".csv";
        for (String name : List.of(longest, "%2F 100%.csv")) {
            UploadFixture.Got got = uploads.create(name, 3);
            uploads.patch(got.header("Location"), 0, WebFixture.content(3));
        }
        assertThat(put(TYPE + TATWEEL.repeat(127) + "x")).startsWith("HTTP/1.1 201");
        assertThat(put(TYPE + "a%3Bb%252Fc%2B+d.csv")).startsWith("HTTP/1.1 201");
        assertThat(files())
                .extracting(Deposit::name)
                .containsExactlyInAnyOrder(longest, "%2F 100%.csv", "ـ".repeat(127) + "x", "a;b%2Fc++d.csv");
        for (Deposit deposit : files()) {
            try (var visit = uploads.web.gateway.visit("dina")) {
                uploads.web.gateway.inside.own.remove(visit, deposit).orThrow();
            }
        }
    }

    private String put(String path) {
        try (RawClient client = new RawClient(uploads.web.ca(), uploads.web.server.port())) {
            client.send("PUT " + path + " HTTP/1.1\r\nHost: localhost:" + uploads.web.server.port()
                    + "\r\nConnection: close\r\nAuthorization: " + uploads.bearer()
                    + "\r\nContent-Length: 3\r\n\r\nabc");
            return client.rest();
        } catch (java.io.IOException | java.security.GeneralSecurityException e) {
            throw new AssertionError(path, e);
        }
    }

    private static String code(String answer) {
        Matcher code = Pattern.compile("\"code\" : \"([^\"]*)\"").matcher(answer);
        return code.find() ? code.group(1) : answer.lines().findFirst().orElse("");
    }

    @Test
    void by_put_every_path_that_means_harm_is_refused_with_words() {
        List<String> otherwise = new ArrayList<>();
        PATHS.forEach((code, paths) -> paths.forEach(path -> {
            String answer = put(path);
            if (!code(answer).equals(code)) {
                otherwise.add(path + " is answered with " + code(answer) + " and not " + code);
            }
            assertThat(answer)
                    .as(path)
                    .matches("(?s)HTTP/1.1 4\\d\\d .*")
                    .contains("\"message\" : \"")
                    .doesNotContain("Exception", "java.");
        }));
        assertThat(otherwise).isEmpty();
    }

    /** Of these no address can be made, so that they come to no depositor's route at all. */
    @Test
    void what_is_no_address_is_refused() {
        for (String path : List.of(
                "/uploads/../../etc/passwd",
                "/uploads/..%2f..%2fetc",
                TYPE + "a%zz.csv",
                TYPE + "a%2",
                TYPE + "a b.csv",
                "//etc/passwd",
                TYPE + "x".repeat(20_000))) {
            assertThat(put(path)).as(path).matches("(?s)(HTTP/1.1 4\\d\\d .*)?").doesNotContain("Exception");
        }
    }

    @Test
    void by_tus_every_name_that_means_harm_is_refused_with_words() {
        for (String name : List.of(
                "",
                ".",
                "..",
                "../../etc/passwd",
                "/etc/passwd",
                "a/b.csv",
                "a\\b.csv",
                "a\0.csv",
                "a\nb.csv",
                "cod.\u202Eexe",
                "dot.",
                "x".repeat(256),
                "ـ".repeat(128),
                "a.csv.part",
                ".label.yaml")) {
            refused(name, "");
        }
        for (String folder : List.of("..", "a/../b", "/a", "a/", "a\\b", "@ocha-imos", "\0", "a/".repeat(16) + "a")) {
            refused("a.csv", folder);
        }
        for (String metadata : List.of(
                "filename",
                "filename ***",
                "filename " + java.util.Base64.getEncoder().encodeToString(new byte[] {(byte) 0xC3, 0x28}),
                "filename YQ==,filename YQ==",
                "=",
                ",,,")) {
            assertThat(uploads.tus("POST", "/uploads", null, "Upload-Length", "3", "Upload-Metadata", metadata)
                            .status())
                    .as(metadata)
                    .isBetween(400, 499);
        }
    }

    private void refused(String name, String folder) {
        UploadFixture.Got got = uploads.tus(
                "POST",
                "/uploads",
                null,
                "Upload-Length",
                "3",
                "Upload-Metadata",
                UploadFixture.metadata(
                        "filename", name, "channel", "restricted", "type", UploadFixture.TYPE, "folder", folder));
        String what = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1) + " in " + folder;
        assertThat(got.status()).as(what).isBetween(400, 499);
        assertThat(got.body()).as(what).contains("\"message\" : \"").doesNotContain("Exception");
        assertThat(files()).as(what).isEmpty();
    }
}
