package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.security.GeneralSecurityException;
import org.apache.sshd.common.util.security.SecurityUtils;
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
