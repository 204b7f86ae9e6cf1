package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.WireReceipt;

/** The rules of tus 1.0.0, one by one. */
final class TusRulesIT {
    private final UploadFixture uploads = new UploadFixture();

    @AfterEach
    void close() {
        uploads.close();
    }

    private Deposit only() {
        assertThat(uploads.files()).hasSize(1);
        return uploads.files().getFirst();
    }

    @Test
    void the_server_says_what_it_can_do_to_anybody() {
        UploadFixture.Got got = uploads.send("OPTIONS", "/uploads", null);
        assertThat(got.status()).isEqualTo(204);
        assertThat(got.header("Tus-Version")).isEqualTo("1.0.0");
        assertThat(got.header("Tus-Resumable")).isEqualTo("1.0.0");
        assertThat(got.header("Tus-Extension"))
                .isEqualTo("creation,creation-with-upload,creation-defer-length,termination,checksum,expiration");
        assertThat(got.header("Tus-Checksum-Algorithm")).isEqualTo("sha256,sha1");
    }

    @ParameterizedTest
    @CsvSource({"POST, /uploads", "HEAD, /uploads/u1", "PATCH, /uploads/u1", "DELETE, /uploads/u1"})
    void another_version_is_told_which_one_is_spoken(String method, String path) {
        UploadFixture.Got got =
                uploads.send(method, path, null, "Authorization", uploads.bearer(), "Tus-Resumable", "0.2.2");
        assertThat(got.status()).isEqualTo(412);
        assertThat(got.header("Tus-Version")).isEqualTo("1.0.0");
    }

    @Test
    void an_upload_grows_by_parts_of_any_size_and_becomes_a_deposit_with_its_last_byte() {
        byte[] content = WebFixture.content(200_001);
        UploadFixture.Got made = uploads.create("a.csv", content.length);
        assertThat(made.status()).isEqualTo(201);
        String path = made.header("Location");
        assertThat(path).startsWith("/uploads/u");
        assertThat(made.header("Upload-Expires")).endsWith(" GMT");
        int at = 0;
        for (int size : new int[] {1, 65_535, 100_000, 34_464}) {
            UploadFixture.Got head = uploads.tus("HEAD", path, null);
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Upload-Offset")).isEqualTo(Integer.toString(at));
            assertThat(head.header("Upload-Length")).isEqualTo("200001");
            assertThat(head.header("Cache-Control")).isEqualTo("no-store");
            UploadFixture.Got got = uploads.patch(path, at, Arrays.copyOfRange(content, at, at + size));
            assertThat(got.status()).isEqualTo(204);
            at += size;
            assertThat(got.header("Upload-Offset")).isEqualTo(Integer.toString(at));
            assertThat(only().state()).isEqualTo(DepositState.RECEIVING);
        }
        UploadFixture.Got last = uploads.patch(path, at, Arrays.copyOfRange(content, at, content.length));
        assertThat(last.status()).isEqualTo(204);
        assertThat(last.header("Sluice-Deposit")).isEqualTo(only().id());
        assertThat(last.header("Sluice-Sha256")).isEqualTo(UploadFixture.sha256(content));
        assertThat(only().state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(only().sha256()).contains(UploadFixture.sha256(content));
        assertThat(uploads.tus("HEAD", path, null).header("Upload-Offset")).isEqualTo("200001");
        String said = uploads.send("GET", path, null, "Authorization", uploads.bearer())
                .body();
        assertThat(said).contains("\"sha256\" : \"" + UploadFixture.sha256(content), "\"decisions\"", "\"receipt\"");
        WireReceipt.assertThatItHolds(WireReceipt.inAnswer(said), uploads.web.gateway, only());
    }

    @Test
    void bytes_for_another_offset_are_refused_and_the_right_one_is_said() {
        String path = uploads.create("a.csv", 100).header("Location");
        uploads.patch(path, 0, WebFixture.content(10));
        UploadFixture.Got got = uploads.patch(path, 5, WebFixture.content(10));
        assertThat(got.status()).isEqualTo(409);
        assertThat(got.header("Upload-Offset")).isEqualTo("10");
        assertThat(uploads.tus("HEAD", path, null).header("Upload-Offset")).isEqualTo("10");
    }

    @Test
    void more_bytes_than_announced_are_refused() {
        String path = uploads.create("a.csv", 100).header("Location");
        assertThat(uploads.patch(path, 0, WebFixture.content(101)).status()).isEqualTo(413);
        assertThat(only().state()).isEqualTo(DepositState.RECEIVING);
    }

    @Test
    void a_part_of_another_media_type_is_refused() {
        String path = uploads.create("a.csv", 100).header("Location");
        assertThat(uploads.tus(
                                "PATCH",
                                path,
                                WebFixture.content(10),
                                "Upload-Offset",
                                "0",
                                "Content-Type",
                                "application/octet-stream")
                        .status())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"sha256, SHA-256", "sha1, SHA-1"})
    void of_a_part_whose_checksum_does_not_match_nothing_is_kept(String algorithm, String java) {
        byte[] content = WebFixture.content(100_000);
        String path = uploads.create("a.csv", content.length).header("Location");
        String wrong = algorithm + " " + Base64.getEncoder().encodeToString(UploadFixture.digest(java, new byte[1]));
        String right = algorithm + " " + Base64.getEncoder().encodeToString(UploadFixture.digest(java, content));
        UploadFixture.Got got = uploads.patch(path, 0, content, "Upload-Checksum", wrong);
        assertThat(got.status()).isEqualTo(460);
        assertThat(uploads.tus("HEAD", path, null).header("Upload-Offset")).isEqualTo("0");
        assertThat(uploads.patch(path, 0, content, "Upload-Checksum", right).status())
                .isEqualTo(204);
        assertThat(only().sha256()).contains(UploadFixture.sha256(content));
    }

    @ParameterizedTest
    @CsvSource({"md5 AAAA, 400", "sha256, 400", "sha256 ***, 400"})
    void a_checksum_that_cannot_be_checked_is_refused(String header, int status) {
        String path = uploads.create("a.csv", 100).header("Location");
        assertThat(uploads.patch(path, 0, WebFixture.content(10), "Upload-Checksum", header)
                        .status())
                .isEqualTo(status);
        assertThat(uploads.tus("HEAD", path, null).header("Upload-Offset")).isEqualTo("0");
    }

    @Test
    void a_part_with_a_checksum_has_to_fit_into_memory() {
        String path = uploads.create("a.csv", 20_000_000).header("Location");
        assertThat(uploads.patch(
                                path,
                                0,
                                new byte[PartMemory.LARGEST_PART + 1],
                                "Upload-Checksum",
                                "sha256 " + Base64.getEncoder().encodeToString(new byte[32]))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void a_terminated_upload_is_gone_with_what_had_arrived() {
        String path = uploads.create("a.csv", 100_000).header("Location");
        uploads.patch(path, 0, WebFixture.content(70_000));
        assertThat(uploads.tus("DELETE", path, null).status()).isEqualTo(204);
        assertThat(uploads.tus("HEAD", path, null).status()).isEqualTo(404);
        assertThat(uploads.patch(path, 70_000, WebFixture.content(30_000)).status())
                .isEqualTo(404);
        assertThat(uploads.files()).isEmpty();
    }

    @Test
    void what_became_a_deposit_is_not_terminated() {
        String path = uploads.create("a.csv", 3).header("Location");
        uploads.patch(path, 0, WebFixture.content(3));
        assertThat(uploads.tus("DELETE", path, null).status()).isEqualTo(409);
        assertThat(only().state()).isEqualTo(DepositState.DEPOSITED);
    }

    @Test
    void an_upload_is_continued_until_the_very_instant_that_it_expires() {
        String path = uploads.create("a.csv", 100_000).header("Location");
        uploads.patch(path, 0, WebFixture.content(70_000));
        GatewayFixture gateway = uploads.web.gateway;
        gateway.clock.advance(Duration.ofDays(7).minusMillis(1));
        assertThat(gateway.inside.uploads.due()).isZero();
        // Nobody asked for it for a week, so only its full frames stayed.
        assertThat(uploads.tus("HEAD", path, null).header("Upload-Offset")).isEqualTo("65536");
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(uploads.tus("HEAD", path, null).status()).isEqualTo(404);
        assertThat(gateway.inside.uploads.due()).isEqualTo(1);
        assertThat(uploads.files()).isEmpty();
        assertThat(gateway.inside.uploads.due()).isZero();
    }

    @Test
    void what_a_stop_of_the_gateway_left_is_continued_from_its_last_full_frame() {
        byte[] content = WebFixture.content(131_072 + 5);
        String path = uploads.create("a.csv", content.length).header("Location");
        uploads.patch(path, 0, Arrays.copyOf(content, 70_000));
        uploads.web.gateway.inside.uploads.close();
        UploadFixture.Got head = uploads.tus("HEAD", path, null);
        assertThat(head.header("Upload-Offset")).isEqualTo("65536");
        assertThat(uploads.patch(path, 70_000, Arrays.copyOfRange(content, 70_000, content.length))
                        .status())
                .isEqualTo(409);
        assertThat(uploads.patch(path, 65_536, Arrays.copyOfRange(content, 65_536, content.length))
                        .header("Sluice-Deposit"))
                .isEqualTo(only().id());
        assertThat(only().sha256()).contains(UploadFixture.sha256(content));
        // A client that missed the answer asks with nothing left to send.
        assertThat(uploads.patch(path, content.length, new byte[0]).status()).isEqualTo(204);
    }

    @Test
    void an_upload_that_broke_off_after_its_last_byte_becomes_a_deposit_when_its_client_asks() {
        byte[] content = WebFixture.content(131_072);
        UploadFixture.Got made = uploads.tus(
                "POST",
                "/uploads",
                null,
                "Upload-Defer-Length",
                "1",
                "Upload-Metadata",
                UploadFixture.metadata("filename", "a.csv", "channel", "restricted", "type", UploadFixture.TYPE));
        String path = made.header("Location");
        uploads.patch(path, 0, content);
        uploads.web.gateway.inside.ledger.write(tx ->
                tx.sql().createUpdate("UPDATE web_upload SET length = 131072").execute());
        uploads.web.gateway.inside.uploads.close();
        UploadFixture.Got head = uploads.tus("HEAD", path, null);
        assertThat(head.header("Upload-Offset")).isEqualTo("131072");
        assertThat(head.header("Sluice-Deposit")).isEqualTo(only().id());
        assertThat(only().sha256()).contains(UploadFixture.sha256(content));
    }

    @Test
    void a_length_may_be_said_later() {
        byte[] content = WebFixture.content(10);
        UploadFixture.Got made = uploads.tus(
                "POST",
                "/uploads",
                null,
                "Upload-Defer-Length",
                "1",
                "Upload-Metadata",
                UploadFixture.metadata("filename", "a.csv", "channel", "restricted", "type", UploadFixture.TYPE));
        assertThat(made.status()).isEqualTo(201);
        String path = made.header("Location");
        assertThat(uploads.patch(path, 0, content).status()).isEqualTo(204);
        assertThat(uploads.tus("HEAD", path, null).header("Upload-Defer-Length"))
                .isEqualTo("1");
        assertThat(only().state()).isEqualTo(DepositState.RECEIVING);
        UploadFixture.Got last = uploads.patch(path, 10, new byte[0], "Upload-Length", "10");
        assertThat(last.status()).isEqualTo(204);
        assertThat(only().state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(only().sha256()).contains(UploadFixture.sha256(content));
    }

    @Test
    void an_upload_may_begin_with_its_bytes() {
        byte[] content = WebFixture.content(70_000);
        UploadFixture.Got made = uploads.tus(
                "POST",
                "/uploads",
                content,
                "Upload-Length",
                "70000",
                "Content-Type",
                "application/offset+octet-stream",
                "Upload-Metadata",
                UploadFixture.metadata("filename", "a.csv", "channel", "restricted", "type", UploadFixture.TYPE));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Upload-Offset")).isEqualTo("70000");
        assertThat(only().sha256()).contains(UploadFixture.sha256(content));
    }

    @Test
    void an_empty_file_is_a_deposit_at_once() {
        assertThat(uploads.create("empty.csv", 0).status()).isEqualTo(201);
        assertThat(only().state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(only().size()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "confidential|4w-monthly-inputs|organizations|named|403|token-channel",
                "restricted|no-such-type|organizations|named|404|unknown-information type",
                "restricted|4w-monthly-inputs|organizations|some|400|bad-label",
                "restricted|4w-monthly-inputs|organisations|named|400|bad-label",
                "secret|4w-monthly-inputs|organizations|named|400|bad-channel",
            })
    void what_may_not_go_there_is_refused_before_its_first_byte(
            String channel, String type, String key, String value, int status, String code) {
        UploadFixture.Got got = uploads.tus(
                "POST",
                "/uploads",
                null,
                "Upload-Length",
                "10",
                "Upload-Metadata",
                UploadFixture.metadata("filename", "a.csv", "channel", channel, "type", type, key, value));
        assertThat(got.status()).isEqualTo(status);
        assertThat(got.body()).contains("\"code\" : \"" + code + "\"", "\"message\" : \"");
        assertThat(uploads.files()).isEmpty();
    }

    @Test
    void the_label_comes_with_the_upload() {
        UploadFixture.Got made = uploads.tus(
                "POST",
                "/uploads",
                null,
                "Upload-Length",
                "0",
                "Upload-Metadata",
                UploadFixture.metadata(
                        "filename", "تقييم.csv",
                        "filetype", "text/csv",
                        "channel", "restricted",
                        "type", UploadFixture.TYPE,
                        "organizations", "coded",
                        "purpose", "planning"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(only().name()).isEqualTo("تقييم.csv");
        assertThat(only().label().purpose()).contains("planning");
        assertThat(only().label().canonical()).contains("organizations: coded");
    }

    @Test
    void another_person_s_upload_is_unknown() {
        String path = uploads.create("a.csv", 10).header("Location");
        uploads.web.gateway.person("berk", "amal", org.sluice.gateway.domain.participant.Role.DEPOSITOR);
        String other = "Bearer "
                + uploads.tokens
                        .create(
                                GatewayFixture.HOST,
                                new org.sluice.gateway.usecase.KeepTokens.Order(
                                        "berk",
                                        org.sluice.gateway.domain.label.Channel.RESTRICTED,
                                        java.util.Set.of(),
                                        java.util.Optional.empty(),
                                        "x"))
                        .orThrow()
                        .reveal();
        for (String method : new String[] {"HEAD", "DELETE"}) {
            assertThat(uploads.send(method, path, null, "Authorization", other, "Tus-Resumable", "1.0.0")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void sizes_and_offsets_beyond_four_gibibytes_are_what_they_say() {
        long beyond = (1L << 32) + 10;
        String path = uploads.create("a.csv", beyond).header("Location");
        assertThat(uploads.tus("HEAD", path, null).header("Upload-Length")).isEqualTo("4294967306");
        assertThat(uploads.patch(path, 1L << 32, WebFixture.content(10)).status())
                .as("not taken for offset 0")
                .isEqualTo(409);
        // Eleven bytes would be one too many for the ten that a number of 32 bits leaves.
        assertThat(uploads.patch(path, 0, WebFixture.content(11)).status()).isEqualTo(204);
        assertThat(only().state()).isEqualTo(DepositState.RECEIVING);
        uploads.web.gateway.inside.uploads.close();
        uploads.web.gateway.inside.ledger.write(tx -> tx.sql().execute("UPDATE deposit SET size = ?", 1L << 32));
        assertThat(uploads.tus("HEAD", path, null).header("Upload-Offset")).isEqualTo("4294967296");
        for (String wrong : new String[] {"-1", "1e3", "0x10", "9223372036854775808", "99999999999999999999", ""}) {
            assertThat(uploads.tus(
                                    "PATCH",
                                    path,
                                    WebFixture.content(1),
                                    "Upload-Offset",
                                    wrong,
                                    "Content-Type",
                                    "application/offset+octet-stream")
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }
}
