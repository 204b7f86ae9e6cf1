package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;

/** Many slow lines at once, far more than there are threads. */
final class ManyUploadsIT {
    private static final int MANY = 200;

    @Test
    void two_hundred_half_sent_files_hold_no_thread_and_all_arrive() throws IOException {
        byte[] content = WebFixture.content(150_000);
        List<SSLSocket> lines = new ArrayList<>();
        try (UploadFixture uploads = new UploadFixture()) {
            SSLContext trust = uploads.trusting();
            for (int i = 0; i < MANY; i++) {
                SSLSocket line =
                        (SSLSocket) trust.getSocketFactory().createSocket("localhost", uploads.web.server.port());
                lines.add(line);
                line.setSoTimeout(60_000);
                line.getOutputStream()
                        .write(("PUT /uploads/restricted/4w-monthly-inputs/f" + i + ".csv HTTP/1.1\r\nHost: localhost:"
                                        + uploads.web.server.port() + "\r\nAuthorization: " + uploads.bearer()
                                        + "\r\nContent-Length: " + content.length + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                line.getOutputStream().write(content, 0, 100_000);
            }
            // The pages are answered meanwhile, with 24 threads in all.
            assertThat(uploads.send("GET", "/deposit", null).status()).isEqualTo(200);
            for (SSLSocket line : lines) {
                line.getOutputStream().write(Arrays.copyOfRange(content, 100_000, content.length));
                line.getOutputStream().flush();
            }
            for (SSLSocket line : lines) {
                assertThat(new BufferedReader(new InputStreamReader(line.getInputStream(), StandardCharsets.US_ASCII))
                                .readLine())
                        .isEqualTo("HTTP/1.1 201 Created");
            }
            assertThat(uploads.files())
                    .hasSize(MANY)
                    .allMatch(deposit -> deposit.state() == DepositState.DEPOSITED)
                    .extracting(Deposit::sha256)
                    .containsOnly(java.util.Optional.of(UploadFixture.sha256(content)));
        } finally {
            for (SSLSocket line : lines) {
                line.close();
            }
        }
    }
}
