package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.security.GeneralSecurityException;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.junit.jupiter.api.Test;

final class AlgorithmsTest {
    @Test
    void the_bytes_of_a_transfer_are_sealed_by_the_jdk() throws GeneralSecurityException {
        assertThat(SecurityUtils.getCipher("AES/GCM/NoPadding").getProvider().getName())
                .isEqualTo("SunJCE");
        assertThat(SecurityUtils.getCipher("AES/CTR/NoPadding").getProvider().getName())
                .isEqualTo("SunJCE");
        assertThat(SecurityUtils.getMac("HmacSHA512").getProvider().getName()).isEqualTo("SunJCE");
    }

    @Test
    void what_is_offered_is_this_and_in_this_order() {
        SshServer server = SshServer.setUpDefaultServer();
        Algorithms.set(server);

        assertThat(NamedResource.getNameList(server.getKeyExchangeFactories()))
                .containsExactly(
                        "mlkem768x25519-sha256",
                        "sntrup761x25519-sha512",
                        "sntrup761x25519-sha512@openssh.com",
                        "curve25519-sha256",
                        "curve25519-sha256@libssh.org");
        assertThat(NamedResource.getNameList(server.getCipherFactories()))
                .containsExactly("aes256-gcm@openssh.com", "aes128-gcm@openssh.com", "aes256-ctr", "aes128-ctr");
        assertThat(NamedResource.getNameList(server.getMacFactories()))
                .describedAs("the last two are for old libssh2 alone, and nobody else is offered them")
                .containsExactly(
                        "hmac-sha2-512-etm@openssh.com",
                        "hmac-sha2-256-etm@openssh.com",
                        "hmac-sha2-512",
                        "hmac-sha2-256");
        assertThat(NamedResource.getNameList(server.getCompressionFactories())).containsExactly("none");
        assertThat(NamedResource.getNameList(server.getSignatureFactories()))
                .containsExactly(
                        "ssh-ed25519",
                        "ssh-ed25519-cert-v01@openssh.com",
                        "ecdsa-sha2-nistp256",
                        "ecdsa-sha2-nistp256-cert-v01@openssh.com",
                        "ecdsa-sha2-nistp384",
                        "ecdsa-sha2-nistp384-cert-v01@openssh.com",
                        "ecdsa-sha2-nistp521",
                        "ecdsa-sha2-nistp521-cert-v01@openssh.com",
                        "rsa-sha2-512",
                        "rsa-sha2-512-cert-v01@openssh.com",
                        "rsa-sha2-256",
                        "rsa-sha2-256-cert-v01@openssh.com");
    }

    /** CVE-2026-77185: an answer that comes later can skip the check of the signature. */
    @Test
    void no_log_in_is_answered_later() {
        JavaClasses ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.sluice");

        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(AsyncAuthException.class)
                .check(ours);
    }
}
