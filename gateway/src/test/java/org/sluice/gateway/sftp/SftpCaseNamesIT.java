package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.usecase.Adhere;

/** Case codes only, with OpenSSH's own client: no name of a person comes to rest in a folder of cases. */
final class SftpCaseNamesIT {
    private static final String DPISP = "alliance-dpisp";
    private static final String FOLDER = "/strictly-confidential/case-referral/";

    private final SftpFixture sftp = new SftpFixture("turkey-cross-border", DPISP);

    @BeforeEach
    void inForce() {
        for (String participant : new String[] {"bridge", "harbour"}) {
            sftp.gateway
                    .inside
                    .adhere
                    .record(
                            HOST,
                            new Adhere.Order(
                                    participant,
                                    Set.of(DPISP),
                                    "Made-up Director",
                                    "country director",
                                    LocalDate.of(2026, 1, 5),
                                    "adherence.pdf",
                                    bytes("%PDF-1.7 made up")))
                    .orThrow();
        }
        sftp.write("ahmad-yilmaz.pdf", "a made-up case");
        sftp.write("CP-0042.pdf", "a made-up case");
    }

    @AfterEach
    void close() throws IOException {
        sftp.close();
    }

    @Test
    void a_name_is_refused_at_open_a_notice_says_how_to_go_on_and_a_code_is_taken() {
        var named = sftp.sftp("amal", "put ahmad-yilmaz.pdf " + FOLDER);
        assertThat(named.status()).isNotZero();
        assertThat(sftp.files("amal", FOLDER)).isEmpty();
        assertThat(sftp.sftp("amal", "ls -1 /notices").said())
                .doesNotContain("ahmad")
                .contains("case-code-only");
        assertThat(sftp.sftp("amal", "get /notices/*case-code-only.txt notice.txt")
                        .status())
                .isZero();
        assertThat(sftp.read("notice.txt"))
                .contains("put CP-0042.pdf " + FOLDER)
                .doesNotContain("ahmad");

        assertThat(sftp.sftp("amal", "put CP-0042.pdf " + FOLDER).status()).isZero();
        assertThat(sftp.files("amal", FOLDER)).hasSize(1);
    }

    @Test
    void a_name_does_not_come_by_renaming_either() {
        assertThat(sftp.sftp(
                                "amal",
                                "put CP-0042.pdf " + FOLDER + "x.part",
                                "rename " + FOLDER + "x.part " + FOLDER + "Ahmad_Yilmaz.pdf")
                        .status())
                .isNotZero();
        assertThat(sftp.files("amal", FOLDER))
                .extracting(deposit -> deposit.name())
                .containsExactly("x.part");
        assertThat(sftp.sftp("amal", "rename " + FOLDER + "x.part " + FOLDER + "CP-0042.pdf")
                        .status())
                .isZero();
    }
}
