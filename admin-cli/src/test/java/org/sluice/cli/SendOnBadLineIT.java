package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.crypto.age.AgeSecretKey;
import org.sluice.crypto.envelope.Envelope;

/** Sealed files over a line that breaks, to a real gateway. */
class SendOnBadLineIT extends SendingCommands {
    private BadLine line;

    @Override
    String settings() {
        return "public-url: https://" + BadLine.HOST + "\n";
    }

    @BeforeEach
    void large() throws Exception {
        content = new byte[2_500_000];
        new Random(1).nextBytes(content);
        Files.write(file, content);
        line = new BadLine(gateway.ready().httpsPort());
    }

    @AfterEach
    void cut() throws Exception {
        line.close();
    }

    private List<JsonNode> deposits() {
        List<JsonNode> all = new ArrayList<>();
        done("deposit", "list").forEach(one -> {
            if (!text(one, "state").equals("receiving")) {
                all.add(one);
            }
        });
        return all;
    }

    private static long copiesLeft() throws Exception {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(one -> one.getFileName().toString().startsWith("sluice-send-"))
                    .count();
        }
    }

    @Test
    void a_file_arrives_whole_and_once_though_the_line_breaks_again_and_again() throws Exception {
        Checkout.needs("curl");
        confirmedKey("desk.key");
        long copies = copiesLeft();
        line.breaks(4, 600_000);
        Ran ran = sendTo(line.address(), "--to=desk");
        assertThat(ran.status()).as(ran.toString()).isZero();
        shapes.hold("Sent", ran.json());
        assertThat(line.breaks).hasValue(4);
        JsonNode deposit = ran.json().path("sent").path(0);
        assertThat(text(deposit, "name")).isEqualTo("survey é.csv.age");
        assertThat(deposit.path("receipt").has("signature")).isTrue();
        assertThat(deposits())
                .singleElement()
                .satisfies(one -> assertThat(text(one, "id")).isEqualTo(text(deposit, "deposit")));
        assertThat(copiesLeft()).isEqualTo(copies);

        download(released(text(deposit, "deposit")), "survey.csv.age");
        Ran opened = away(
                "open",
                folder.resolve("survey.csv.age").toString(),
                "--identity=" + folder.resolve("desk.key"),
                "-o",
                folder.resolve("opened.csv").toString());
        assertThat(opened.status()).as(opened.toString()).isZero();
        assertThat(folder.resolve("opened.csv")).hasBinaryContent(content);
    }

    @Test
    void an_answer_that_was_lost_makes_no_second_deposit() throws Exception {
        line.losesTheAnswer(2_400_000);
        Ran ran = sendTo(line.address(), "--passphrase");
        assertThat(ran.status()).as(ran.toString()).isZero();
        assertThat(line.breaks).hasValue(1);
        assertThat(deposits()).hasSize(1);

        line.losesTheAnswer(2_400_000);
        Ran impatient = sendTo(line.address(), "--passphrase", "--patience=0");
        assertThat(text(impatient.json().path("error"), "message")).contains("it may be deposited or not");
    }

    @Test
    void what_was_deposited_before_a_file_that_failed_is_told() throws Exception {
        Path second = folder.resolve("second.csv");
        Files.write(second, content);
        line.dies(content.length + 600_000L);
        Ran ran = sendTo(line.address(), second.toString(), "--passphrase", "--patience=0");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(ran.json().path("error").path("details").toString())
                .contains("survey é.csv.age", text(deposits().getFirst(), "id"), "passphrase");
    }

    @Test
    void on_a_line_that_stays_dead_nothing_is_half_deposited_and_it_says_what_to_do() throws Exception {
        line.dies(600_000);
        Ran ran = sendTo(line.address(), "--passphrase", "--patience=0");
        assertThat(ran.status()).isEqualTo(1);
        JsonNode error = ran.json().path("error");
        assertThat(text(error, "code")).isEqualTo("line-broken");
        assertThat(text(error, "message"))
                .contains("survey é.csv.age was not sent", "Nothing of it is deposited", "Run the same command again");
        assertThat(deposits()).isEmpty();
        sent("--passphrase");
        assertThat(deposits()).hasSize(1);
        assertThat(done("deposit", "list")).as("and no unfinished one").hasSize(1);
    }

    /** As the command does, with times that a test can wait for. */
    private JsonNode sentWithin(Duration patience, Duration answer, PrintStream told) throws Exception {
        Sluice sluice = new Sluice(Map.of(), told, told);
        SecureRandom random = new SecureRandom();
        String token = Files.readString(folder.resolve("amal.token"));
        try (HttpsDoor door = new HttpsDoor(
                        "https://" + line.address(), token, gateway.ready().caFile(), answer);
                SealedCopy sealed = SealedCopy.of(
                        sluice,
                        file,
                        new Envelope.Age(List.of(AgeSecretKey.generate(random).publicKey())),
                        random);
                Progress progress = new Progress(sluice, "sending", sealed.size())) {
            String metadata = Stream.of("filename:x.age", "channel:confidential", "type:assessments-reports")
                    .map(pair -> pair.split(":", 2))
                    .map(pair -> pair[0] + " "
                            + Base64.getEncoder().encodeToString(pair[1].getBytes(StandardCharsets.UTF_8)))
                    .collect(Collectors.joining(","));
            return new ResumedSending(sluice, door, patience, sealed, "x.age", progress).send(metadata);
        }
    }

    @Test
    void it_tries_again_after_pauses_says_so_and_gives_up_at_its_bound() throws Exception {
        line.dies(0);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (PrintStream err = new PrintStream(told, true, StandardCharsets.UTF_8)) {
            Failure failure = catchThrowableOfType(
                    Failure.class, () -> sentWithin(Duration.ofSeconds(4), Duration.ofSeconds(30), err));
            assertThat(failure.problem().code()).isEqualTo("line-broken");
        }
        assertThat(line.connections).hasValueGreaterThanOrEqualTo(3);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("the line broke", "going on at 0 % in 2 s");
    }

    @Test
    void a_line_that_goes_silent_without_breaking_is_left_for_a_new_one() throws Exception {
        line.stalls(1_300_000);
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (PrintStream err = new PrintStream(told, true, StandardCharsets.UTF_8)) {
            JsonNode deposit = sentWithin(Duration.ofMinutes(2), Duration.ofSeconds(4), err);
            assertThat(deposits())
                    .singleElement()
                    .satisfies(one -> assertThat(text(one, "id")).isEqualTo(text(deposit, "deposit")));
        }
        assertThat(line.breaks).hasValue(1);
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("timed out");
    }

    @Test
    void a_gateway_that_shows_no_certificate_of_its_own_gets_no_second_try() {
        Ran ran = away(
                "send",
                file.toString(),
                "--json",
                "--gateway=https://" + line.address(),
                "--token-file=" + folder.resolve("amal.token"),
                "--channel=confidential",
                "--type=assessments-reports",
                "--passphrase");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(text(ran.json().path("error"), "message")).contains("--ca");
        assertThat(line.connections).hasValue(1);
    }

    @Test
    void a_refusal_is_final_and_shown_in_the_gateways_words() throws Exception {
        String token = text(done("token", "list").path(0), "id");
        line.breaks(1_300_000, () -> done("token", "revoke", token));
        Ran ran = sendTo(line.address(), "--passphrase");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(text(ran.json().path("error"), "code")).isEqualTo("token-revoked");
        assertThat(deposits()).isEmpty();
        Ran early = sendTo(line.address(), "--passphrase", "--label=persons=martians");
        assertThat(early.status()).isNotZero();
        assertThat(send("--passphrase", "--patience=-1").status()).isEqualTo(2);
        assertThat(send("--passphrase", "--label=folder=a").status()).isEqualTo(2);
    }
}
