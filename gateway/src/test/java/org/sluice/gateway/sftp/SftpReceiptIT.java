package org.sluice.gateway.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.testkit.WireReceipt;

/** The receipt beside a file, as OpenSSH's client sees it. */
final class SftpReceiptIT {
    private static final String FOLDER = "/confidential/assessments-reports";

    @Test
    void a_receipt_is_fetched_by_its_name_and_stands_in_no_listing() throws IOException {
        try (SftpFixture gateway = new SftpFixture()) {
            gateway.gateway.inside.publicUrl.set("https://files.example.org");
            gateway.write("4w.csv", "a,b,c");
            SftpFixture.Ran put = gateway.sftp(
                    "amal",
                    "put 4w.csv " + FOLDER + "/",
                    "ls -l " + FOLDER + "/4w.csv.receipt.json",
                    "get " + FOLDER + "/4w.csv.receipt.json",
                    "ls -1 " + FOLDER);

            assertThat(put.status()).as(put.said()).isZero();
            assertThat(put.said().lines().filter(line -> line.equals(FOLDER + "/4w.csv")))
                    .hasSize(1);
            assertThat(put.said().lines().filter(line -> line.equals(FOLDER + "/4w.csv.receipt.json")))
                    .isEmpty();
            assertThat(gateway.read("4w.csv.receipt.json"))
                    .contains(
                            "\"name\": \"4w.csv\"",
                            "\"state\": \"settling\"",
                            "\"gateway\": \"https://files.example.org\"")
                    .endsWith("}\n");
            WireReceipt.assertThatItHolds(
                    gateway.read("4w.csv.receipt.json"),
                    gateway.gateway,
                    gateway.files("amal", FOLDER + "/").getFirst());
        }
    }

    @Test
    void a_receipt_cannot_be_removed_and_there_is_none_without_its_file() throws IOException {
        try (SftpFixture gateway = new SftpFixture()) {
            gateway.write("4w.csv", "a,b,c");
            gateway.sftp("amal", "put 4w.csv " + FOLDER + "/");

            assertThat(gateway.sftp("amal", "rm " + FOLDER + "/4w.csv.receipt.json")
                            .status())
                    .isNotZero();
            assertThat(gateway.sftp("amal", "get " + FOLDER + "/other.csv.receipt.json")
                            .status())
                    .isNotZero();
            assertThat(gateway.sftp("berk", "get " + FOLDER + "/4w.csv.receipt.json")
                            .status())
                    .isNotZero();
        }
    }

    @Test
    void a_file_of_ones_own_with_such_a_name_goes_before() throws IOException {
        try (SftpFixture gateway = new SftpFixture()) {
            gateway.write("4w.csv", "a,b,c");
            gateway.write("4w.csv.receipt.json", "my own");
            SftpFixture.Ran ran = gateway.sftp(
                    "amal",
                    "put 4w.csv " + FOLDER + "/",
                    "put 4w.csv.receipt.json " + FOLDER + "/",
                    "get " + FOLDER + "/4w.csv.receipt.json back");
            assertThat(ran.status()).as(ran.said()).isZero();
            assertThat(gateway.read("back")).isEqualTo("my own");
        }
    }
}
