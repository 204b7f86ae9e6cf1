package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.testkit.GatewayFixture;

final class SftpLogInIT {
    private final SftpFixture sftp = new SftpFixture();

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    @Test
    void every_kind_of_key_that_is_taken_lets_its_person_in() {
        sftp.key("amal", "ec", "-t", "ecdsa", "-b", "384");
        sftp.key("amal", "rsa", "-t", "rsa", "-b", "3072");

        for (String key : List.of("amal", "ec", "rsa")) {
            SftpFixture.Ran ran = sftp.run(sftp.sftpWords("amal", key), "pwd\n");
            assertThat(ran.status()).describedAs("%s: %s", key, ran.said()).isZero();
        }
    }

    @Test
    void a_key_opens_nobody_elses_door() {
        assertRefused(sftp.run(sftp.sftpWords("berk", "amal"), "pwd\n"));
    }

    @Test
    void unknown_names_and_keys_are_refused_and_counted() {
        sftp.makeKey("stranger", "-t", "ed25519");

        assertRefused(sftp.run(sftp.sftpWords("nobody", "amal"), "pwd\n"));
        assertRefused(sftp.run(sftp.sftpWords("..%2fetc--", "amal"), "pwd\n"));
        assertRefused(sftp.run(sftp.sftpWords("amal", "stranger"), "pwd\n"));

        sftp.gateway.inside.strangers.flush();
        assertThat(sftp.audit(EventKind.STRANGERS_REFUSED)).hasSize(1);
    }

    @Test
    void a_short_rsa_key_is_refused_even_if_it_were_on_record() {
        sftp.makeKey("weak", "-t", "rsa", "-b", "2048");
        String print = sftp.run(
                        List.of(
                                "ssh-keygen",
                                "-lf",
                                sftp.folder.resolve("weak.pub").toString()),
                        "")
                .said()
                .split(" ", -1)[1];
        sftp.gateway
                .inside
                .register
                .addKey(GatewayFixture.HOST, "amal", print, "ssh-rsa weak")
                .orThrow();

        assertRefused(sftp.run(sftp.sftpWords("amal", "weak"), "pwd\n"));
    }

    @Test
    void a_key_that_was_taken_away_lets_nobody_in() {
        SshKey key = SshKeys.parse(sftp.read("amal.pub")).orThrow();
        sftp.gateway
                .inside
                .register
                .removeKey(GatewayFixture.HOST, "amal", key.fingerprint())
                .orThrow();

        assertRefused(sftp.sftp("amal", "pwd"));
    }

    @Test
    void a_suspended_participant_stays_outside_until_it_is_resumed() {
        sftp.gateway
                .inside
                .cut
                .suspend(GatewayFixture.HOST, "bridge", "a check (made up)")
                .orThrow();
        assertRefused(sftp.sftp("amal", "pwd"));

        sftp.gateway.inside.cut.resume(GatewayFixture.HOST, "bridge").orThrow();
        assertThat(sftp.sftp("amal", "pwd").status()).isZero();
    }

    @Test
    void a_withdrawn_participant_stays_outside() {
        Answer<?> cut = sftp.gateway.inside.cut.withdrawNow(GatewayFixture.HOST, "bridge", "left (made up)");

        assertThat(cut).isInstanceOf(Answer.Done.class);
        assertRefused(sftp.sftp("amal", "pwd"));
        assertThat(sftp.sftp("berk", "pwd").status()).isZero();
    }

    @Test
    void passwords_are_not_asked_for() {
        SftpFixture.Ran ran =
                ssh("-o", "PreferredAuthentications=password,keyboard-interactive", "-s", "amal@127.0.0.1", "sftp");

        assertThat(ran.status()).isNotZero();
        assertThat(ran.said()).contains("Permission denied (publickey)");
    }

    @Test
    void shell_command_forwarding_and_other_subsystems_are_refused() {
        assertThat(ssh("amal@127.0.0.1").status()).isNotZero();
        assertThat(ssh("amal@127.0.0.1", "md5sum /etc/passwd").said()).doesNotContain("root");
        assertThat(ssh("amal@127.0.0.1", "true").status()).isNotZero();
        assertThat(ssh("-s", "amal@127.0.0.1", "shell").status()).isNotZero();
        assertThat(ssh("-W", "127.0.0.1:" + sftp.server.port(), "amal@127.0.0.1")
                        .status())
                .isNotZero();
        assertThat(ssh("-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1", "amal@127.0.0.1")
                        .status())
                .isNotZero();
    }

    @Test
    void the_line_is_sealed_with_aes_gcm_and_a_key_exchange_that_lasts() {
        String said = ssh("-v", "-s", "amal@127.0.0.1", "nothing").said();

        assertThat(said)
                .containsPattern("kex: algorithm: (mlkem768x25519|sntrup761x25519)")
                .contains("kex: host key algorithm: ssh-ed25519")
                .containsPattern("server->client cipher: aes\\d+-gcm@openssh.com");
        for (String old : List.of("aes256-cbc", "3des-cbc", "chacha20-poly1305@openssh.com", "aes256-ctr")) {
            assertThat(ssh("-o", "Ciphers=" + old, "-s", "amal@127.0.0.1", "sftp")
                            .said())
                    .contains("no matching cipher");
        }
        assertThat(ssh("-o", "KexAlgorithms=diffie-hellman-group14-sha256", "-s", "amal@127.0.0.1", "sftp")
                        .said())
                .contains("no matching key exchange");
    }

    @Test
    void a_log_in_is_on_record_with_its_network_only() {
        sftp.sftp("amal", "pwd");

        String line = sftp.audit(EventKind.LOGIN_ACCEPTED).getLast();
        assertThat(line).contains("127.0.0.0/24").doesNotContain("127.0.0.1");
    }

    private SftpFixture.Ran ssh(String... more) {
        List<String> words = new ArrayList<>(List.of("ssh"));
        words.addAll(sftp.options("amal"));
        words.addAll(List.of("-p", Integer.toString(sftp.server.port())));
        words.addAll(List.of(more));
        return sftp.run(words, "");
    }

    private static void assertRefused(SftpFixture.Ran ran) {
        assertThat(ran.status()).describedAs(ran.said()).isNotZero();
        assertThat(ran.said()).contains("Permission denied (publickey)");
    }
}
