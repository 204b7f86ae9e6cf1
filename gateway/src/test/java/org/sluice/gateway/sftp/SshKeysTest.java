package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.participant.KeyLimits;
import org.sluice.gateway.testkit.GatewayFixture;

final class SshKeysTest {
    /** Made by ssh-keygen for this test; its fingerprint is what "ssh-keygen -lf" says. */
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINjk9ZjVGUOYXbi6VXDJA+TfHG+SRuB41P8C7OipQWq5";

    private static final String FINGERPRINT = "SHA256:JWXZ1wFUPOmzdN1177W3QYnzaHtk5hFTakdjxzRmqTc";

    @Test
    void a_key_is_known_by_the_fingerprint_that_openssh_shows() {
        assertThat(SshKeys.parse("  " + ED25519 + " amal@laptop of the field office\r\n"))
                .isEqualTo(Answer.done(new SshKey(FINGERPRINT, ED25519, KeyLimits.NONE)));
    }

    @ParameterizedTest
    @CsvSource({
        "ssh-ed25519, 256",
        "ecdsa-sha2-nistp256, 256",
        "ecdsa-sha2-nistp384, 384",
        "ecdsa-sha2-nistp521, 521",
        "ssh-rsa, 3072",
    })
    void the_kinds_of_keys_that_are_strong_enough_are_taken(String type, int bits) throws GeneralSecurityException {
        KeyPair pair = KeyUtils.generateKeyPair(type, bits);

        SshKey key = SshKeys.parse(PublicKeyEntry.toString(pair.getPublic())).orThrow();

        assertThat(key.line()).startsWith(type + " ");
        assertThat(SshKeys.fingerprint(pair.getPublic())).contains(key.fingerprint());
    }

    @Test
    void a_short_rsa_key_is_refused_with_its_size() throws GeneralSecurityException {
        KeyPair pair = KeyUtils.generateKeyPair("ssh-rsa", 2048);

        assertThat(why(PublicKeyEntry.toString(pair.getPublic())))
                .contains("2048 bits")
                .contains("3072");
        assertThat(SshKeys.fingerprint(pair.getPublic())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ssh-dss AAAAB3NzaC1kc3M=, ssh-dss",
        "sk-ssh-ed25519@openssh.com AAAA, security token",
        "ssh-ed25519-cert-v01@openssh.com AAAA, certificate",
        "x25519 AAAA, not taken",
    })
    void other_kinds_are_refused_by_name(String line, String words) {
        assertThat(why(line)).contains(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----",
                "-----BEGIN RSA PRIVATE KEY-----",
                "PuTTY-User-Key-File-3: ssh-ed25519"
            })
    void whoever_pastes_a_private_key_is_told_so(String text) {
        assertThat(why(text)).contains("private key").contains("Never hand it over");
    }

    @Test
    void an_exported_key_in_another_form_is_named() {
        assertThat(why("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA")).contains("another form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-ed25519",
                "ssh-ed25519 !!!",
                "ssh-ed25519 AAAA",
                "hello there",
                "ssh-rsa AAAAB3NzaC1yc2E="
            })
    void what_is_no_key_is_refused(String line) {
        assertThat(SshKeys.parse(line)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void two_keys_are_not_one() {
        assertThat(why(ED25519 + "\n" + ED25519)).contains("one line");
    }

    @Test
    void bytes_after_the_key_or_under_another_type_are_refused() {
        byte[] blob = Base64.getDecoder().decode(ED25519.substring(ED25519.indexOf(' ') + 1));
        byte[] longer = java.util.Arrays.copyOf(blob, blob.length + 3);

        assertThat(why("ssh-ed25519 " + Base64.getEncoder().encodeToString(longer)))
                .contains("not those of one");
        assertThat(why("ssh-rsa " + Base64.getEncoder().encodeToString(blob))).contains("not those of one");
    }

    private static String why(String line) {
        return GatewayFixture.refusal(SshKeys.parse(line)).message();
    }
}
