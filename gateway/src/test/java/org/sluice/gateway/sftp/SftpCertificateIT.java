package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.participant.Revocation;
import org.sluice.gateway.testkit.GatewayFixture;

/** Certificates made by ssh-keygen, shown by OpenSSH and by a client that shows whatever it is given. */
final class SftpCertificateIT {
    private static final String YEARS = "20260101:20360101";

    private final SftpFixture sftp = new SftpFixture();

    @BeforeEach
    void authority() {
        add("bridge", "ca", "-t", "ed25519");
        sftp.makeKey("daily", "-t", "ed25519");
    }

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    private void add(String participant, String file, String... type) {
        SshKey key = SshKeys.parse(sftp.makeKey(file, type)).orThrow();
        sftp.gateway
                .inside
                .authorities
                .add(GatewayFixture.HOST, participant, key.fingerprint(), key.line(), Optional.empty())
                .orThrow();
    }

    private void sign(String ca, String key, String... more) {
        List<String> words = new ArrayList<>(
                List.of("ssh-keygen", "-q", "-s", sftp.folder.resolve(ca).toString()));
        words.addAll(List.of(more));
        words.add(sftp.folder.resolve(key + ".pub").toString());
        SftpFixture.Ran ran = sftp.run(words, "");
        assertThat(ran.status()).as(ran.said()).isZero();
    }

    private void usual(String... more) {
        List<String> words = new ArrayList<>(List.of("-I", "amal-laptop", "-n", "amal", "-z", "17", "-V", YEARS));
        words.addAll(List.of(more));
        sign("ca", "daily", words.toArray(String[]::new));
    }

    private boolean byOpenSsh(String person) {
        return sftp.run(sftp.sftpWords(person, "daily"), "pwd\n").status() == 0;
    }

    /** Whether somebody gets a prompt with this certificate, whatever its own program would say to it. */
    private boolean enters(String person, byte[] certificate) throws IOException, GeneralSecurityException {
        KeyPair plain = SecurityUtils.loadKeyPairIdentities(
                        null,
                        new PathResource(sftp.folder.resolve("daily")),
                        java.nio.file.Files.newInputStream(sftp.folder.resolve("daily")),
                        FilePasswordProvider.EMPTY)
                .iterator()
                .next();
        PublicKey shown = PublicKeyEntry.parsePublicKeyEntry("ssh-ed25519-cert-v01@openssh.com "
                        + Base64.getEncoder().encodeToString(certificate))
                .resolvePublicKey(null, null, PublicKeyEntryResolver.FAILING);
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> true);
            client.start();
            try (ClientSession session = client.connect(person, "127.0.0.1", sftp.server.port())
                    .verify(Duration.ofSeconds(20))
                    .getSession()) {
                session.setKeyIdentityProvider(ignored -> List.of(new KeyPair(shown, plain.getPrivate())));
                session.auth().verify(Duration.ofSeconds(20));
                try (var files = SftpClientFactory.instance().createSftpClient(session)) {
                    return files.canonicalPath(".").equals("/");
                }
            }
        } catch (IOException e) {
            return false;
        }
    }

    private byte[] certificate() {
        return Base64.getDecoder().decode(sftp.read("daily-cert.pub").split(" ", -1)[1]);
    }

    @Test
    void a_certificate_lets_its_person_in_and_is_on_record() throws Exception {
        usual();
        assertThat(byOpenSsh("amal")).isTrue();
        assertThat(enters("amal", certificate())).isTrue();
        assertThat(sftp.audit(EventKind.LOGIN_ACCEPTED).getLast())
                .contains("amal-laptop")
                .contains("\"serial\":\"17\"");
        assertThat(byOpenSsh("berk")).isFalse();
        assertThat(enters("berk", certificate())).isFalse();
    }

    @Test
    void authorities_and_keys_of_every_kind_that_is_taken_will_do() {
        add("bridge", "ca-ec", "-t", "ecdsa", "-b", "384");
        add("bridge", "ca-rsa", "-t", "rsa", "-b", "3072");
        for (String ca : List.of("ca-ec", "ca-rsa")) {
            sign(ca, "daily", "-I", "x", "-n", "amal", "-V", YEARS);
            assertThat(byOpenSsh("amal")).as(ca).isTrue();
        }
        sftp.makeKey("rsa", "-t", "rsa", "-b", "3072");
        sign("ca", "rsa", "-I", "x", "-n", "amal", "-V", YEARS);
        assertThat(sftp.run(sftp.sftpWords("amal", "rsa"), "pwd\n").status()).isZero();
    }

    @Test
    void a_stranger_to_the_participant_signs_for_nobody() throws Exception {
        sftp.makeKey("other", "-t", "ed25519");
        sign("other", "daily", "-I", "x", "-n", "amal", "-V", YEARS);
        assertThat(enters("amal", certificate())).isFalse();
        add("harbour", "of-harbour", "-t", "ed25519");
        sign("of-harbour", "daily", "-I", "x", "-n", "amal", "-V", YEARS);
        assertThat(enters("amal", certificate())).isFalse();
    }

    @Test
    void out_of_its_time_or_for_a_host_or_for_nobody_it_is_refused() throws Exception {
        usual("-V", "20200101:20250101");
        assertThat(enters("amal", certificate())).as("expired").isFalse();
        usual("-V", "20400101:20410101");
        assertThat(enters("amal", certificate())).as("not yet valid").isFalse();
        usual("-h");
        assertThat(enters("amal", certificate())).as("of a host").isFalse();
        usual("-n", "somebody");
        assertThat(enters("amal", certificate())).as("of another").isFalse();
        sign("ca", "daily", "-I", "x", "-V", YEARS);
        assertThat(enters("amal", certificate())).as("without principals").isFalse();
        usual();
        assertThat(enters("amal", certificate())).as("as it should be").isTrue();
    }

    @Test
    void a_byte_that_was_changed_after_signing_is_noticed_wherever_it_stands() throws Exception {
        usual("-I", "berk-laptop", "-n", "berk");
        byte[] signed = certificate();
        int at = indexOf(signed, "berk".getBytes(StandardCharsets.US_ASCII), 1);
        byte[] forged = signed.clone();
        System.arraycopy("amal".getBytes(StandardCharsets.US_ASCII), 0, forged, at, 4);
        assertThat(enters("amal", forged)).as("the principal").isFalse();
        usual();
        byte[] good = certificate();
        byte[] otherId = good.clone();
        otherId[indexOf(good, "laptop".getBytes(StandardCharsets.US_ASCII), 0)] = 'x';
        assertThat(enters("amal", otherId)).as("the key id").isFalse();
        byte[] otherSignature = good.clone();
        otherSignature[good.length - 5] ^= 1;
        assertThat(enters("amal", otherSignature)).as("the signature").isFalse();
        assertThat(enters("amal", good)).isTrue();
    }

    @Test
    void critical_options_are_kept_to_or_refused() throws Exception {
        usual("-O", "source-address=127.0.0.0/8");
        assertThat(enters("amal", certificate())).isTrue();
        usual("-O", "source-address=192.0.2.0/24");
        assertThat(enters("amal", certificate())).as("from elsewhere").isFalse();
        usual("-O", "force-command=internal-sftp");
        assertThat(enters("amal", certificate())).as("a command").isFalse();
        usual("-O", "critical:new@example.org=x");
        assertThat(enters("amal", certificate())).as("unknown").isFalse();
        usual("-O", "extension:new@example.org=x");
        assertThat(enters("amal", certificate()))
                .as("an extension is no condition")
                .isTrue();
    }

    @Test
    void revoking_ends_the_open_session_at_once_and_refuses_the_next() throws Exception {
        usual();
        Process open = sftp.start(sftp.sftpWords("amal", "daily"));
        try (var to = open.outputWriter(StandardCharsets.UTF_8)) {
            to.write("pwd\n");
            to.flush();
            SftpFixture.await(
                    "a session", () -> !sftp.audit(EventKind.LOGIN_ACCEPTED).isEmpty());
            sftp.gateway
                    .inside
                    .authorities
                    .revoke(GatewayFixture.HOST, "bridge", Revocation.By.SERIAL, "17", "stolen (made up)")
                    .orThrow();
            SftpFixture.await("the session is over", () -> sftp.gateway.inside.live.count() == 0);
            // The client waits for words of its person, and hears of the end with the next ones.
            to.write("ls\n");
            to.flush();
            assertThat(open.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (IOException e) {
            // The session was gone before all was written to it.
        }
        assertThat(enters("amal", certificate())).isFalse();
        usual("-z", "18", "-I", "amal-new");
        assertThat(enters("amal", certificate())).isTrue();
        sftp.gateway
                .inside
                .authorities
                .revoke(GatewayFixture.HOST, "bridge", Revocation.By.KEY_ID, "amal-new", "made up")
                .orThrow();
        assertThat(enters("amal", certificate())).isFalse();
        assertThat(sftp.sftp("amal", "pwd").status()).as("the key on record").isZero();
    }

    private static int indexOf(byte[] all, byte[] part, int which) {
        int found = -1;
        for (int i = 0; i + part.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length) && ++found == which) {
                return i;
            }
        }
        throw new AssertionError("It is not there.");
    }
}
