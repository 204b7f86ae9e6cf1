package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.LogInSettings;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.testkit.AuthenticatorApp;
import org.sluice.gateway.testkit.GatewayFixture;

/** Key and code with OpenSSH, which asks a program for what it would ask a person. */
final class SftpSecondFactorIT {
    private final SftpFixture sftp = new SftpFixture(
            new LogInSettings(
                    Set.of(Channel.CONFIDENTIAL), Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
            settings -> settings,
            "turkey-cross-border");
    private AuthenticatorApp app;

    @BeforeEach
    void enrol() {
        app = new AuthenticatorApp(sftp.gateway
                .inside
                .secondFactor
                .add(GatewayFixture.HOST, "amal")
                .orThrow()
                .secret());
    }

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    private SftpFixture.Ran with(String person, String key, String code, String... commands) {
        sftp.write("say", "#!/bin/sh\necho asked >> asked\necho " + code + "\n");
        assertThat(sftp.folder.resolve("say").toFile().setExecutable(true)).isTrue();
        List<String> words = new ArrayList<>(List.of(
                "env",
                "SSH_ASKPASS=" + sftp.folder.resolve("say"),
                "SSH_ASKPASS_REQUIRE=force",
                "sftp",
                "-o",
                "BatchMode=no",
                "-o",
                "NumberOfPasswordPrompts=1",
                "-b",
                "-"));
        words.addAll(sftp.options(key).stream()
                .filter(word -> !word.equals("BatchMode=yes"))
                .map(word -> word)
                .toList());
        // What is left of the pair that was taken out.
        words.removeLast();
        words.addAll(List.of("-P", Integer.toString(sftp.server.port()), person + "@127.0.0.1"));
        return sftp.run(words, String.join("\n", commands) + "\n");
    }

    private String now() {
        return app.code(sftp.gateway.clock.instant());
    }

    @Test
    void key_and_code_open_the_channel_that_asks_and_each_code_once() {
        SftpFixture.Ran in = with("amal", "amal", now(), "ls /confidential/assessments-reports");
        assertThat(in.status()).as(in.said()).isZero();
        assertThat(with("amal", "amal", now(), "pwd").status()).as("again").isNotZero();
        sftp.gateway.clock.advance(Duration.ofSeconds(30));
        assertThat(with("amal", "amal", now(), "pwd").status()).isZero();
    }

    @Test
    void a_wrong_code_and_a_key_alone_are_refused() {
        assertThat(with("amal", "amal", "000", "pwd").said()).contains("Permission denied");
        SftpFixture.Ran alone = sftp.sftp("amal", "pwd");
        assertThat(alone.status()).isNotZero();
        assertThat(alone.said()).contains("keyboard-interactive");
    }

    @Test
    void nobody_is_asked_for_a_code_whose_key_was_not_proven_or_who_has_no_app() {
        assertThat(with("amal", "berk", now(), "pwd").status()).isNotZero();
        assertThat(with("berk", "berk", "x", "pwd").status()).isZero();
        assertThat(with("nobody", "berk", "x", "pwd").status()).isNotZero();
        assertThat(sftp.folder.resolve("asked")).doesNotExist();
    }

    @Test
    void without_a_code_the_channel_that_asks_is_closed_and_the_others_are_open() {
        sftp.write("a.txt", "made up");
        SftpFixture.Ran closed = sftp.sftp("berk", "put a.txt /confidential/assessments-reports/");
        assertThat(closed.status()).isNotZero();
        assertThat(closed.said()).contains("ermission denied");
        assertThat(sftp.sftp("berk", "ls /confidential/assessments-reports").status())
                .isNotZero();
        SftpFixture.Ran open = sftp.sftp("berk", "put a.txt /restricted/assessments-reports/");
        assertThat(open.status()).as(open.said()).isZero();
    }
}
