package org.sluice.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;

/** The public Java client of tus, as it is on Maven Central. */
final class TusJavaClientIT {
    private final UploadFixture uploads = new UploadFixture();
    private final TusURLMemoryStore store = new TusURLMemoryStore();

    @AfterEach
    void close() {
        uploads.close();
    }

    private TusClient client;

    @BeforeEach
    void open() throws IOException {
        client = new TusClient() {
            @Override
            public void prepareConnection(HttpURLConnection connection) {
                ((HttpsURLConnection) connection)
                        .setSSLSocketFactory(uploads.trusting().getSocketFactory());
                super.prepareConnection(connection);
            }
        };
        client.setUploadCreationURL(URI.create(uploads.web.url() + "/uploads").toURL());
        client.setHeaders(Map.of("Authorization", uploads.bearer()));
        client.enableResuming(store);
    }

    private static TusUpload upload(byte[] content) {
        TusUpload upload = new TusUpload();
        upload.setInputStream(new ByteArrayInputStream(content));
        upload.setSize(content.length);
        upload.setFingerprint("made up " + content.length);
        upload.setMetadata(Map.of("filename", "a.csv", "channel", "restricted", "type", UploadFixture.TYPE));
        return upload;
    }

    private static void all(TusUploader uploader) throws Exception {
        uploader.setChunkSize(40_000);
        uploader.setRequestPayloadSize(100_000);
        while (uploader.uploadChunk() > -1) {}
        uploader.finish();
    }

    private void arrived(byte[] content) {
        Deposit deposit = uploads.files().getFirst();
        assertThat(uploads.files()).hasSize(1);
        assertThat(deposit.state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(deposit.sha256()).contains(UploadFixture.sha256(content));
    }

    @Test
    void it_uploads_in_several_requests() throws Exception {
        byte[] content = WebFixture.content(1_234_567);
        all(client.createUpload(upload(content)));
        arrived(content);
    }

    @Test
    void it_goes_on_after_a_cut_where_the_gateway_says() throws Exception {
        byte[] content = WebFixture.content(500_000);
        TusUploader first = client.createUpload(upload(content));
        first.setChunkSize(40_000);
        first.setRequestPayloadSize(100_000);
        for (int chunk = 0; chunk < 4; chunk++) {
            first.uploadChunk();
        }
        // The connection is left in the middle of a request.
        TusUploader second = client.resumeUpload(upload(content));
        assertThat(second.getOffset()).isGreaterThanOrEqualTo(100_000);
        all(second);
        arrived(content);
    }

    @Test
    void it_goes_on_from_full_frames_when_the_gateway_had_let_go() throws Exception {
        byte[] content = WebFixture.content(500_000);
        TusUploader first = client.createUpload(upload(content));
        first.setChunkSize(40_000);
        first.setRequestPayloadSize(100_000);
        for (int chunk = 0; chunk < 6; chunk++) {
            first.uploadChunk();
        }
        first.finish(false);
        // As after a restart: nothing is held open any more.
        uploads.web.gateway.clock.advance(Duration.ofMinutes(11));
        uploads.web.gateway.inside.uploads.due();
        TusUploader second = client.resumeUpload(upload(content));
        assertThat(second.getOffset()).isEqualTo(196_608);
        all(second);
        arrived(content);
    }

    @Test
    void it_begins_anew_what_is_gone() throws Exception {
        byte[] content = WebFixture.content(100_000);
        TusUploader first = client.createUpload(upload(content));
        first.setChunkSize(40_000);
        first.uploadChunk();
        first.finish(false);
        uploads.web.gateway.clock.advance(Duration.ofDays(8));
        uploads.web.gateway.inside.uploads.due();
        all(client.resumeOrCreateUpload(upload(content)));
        arrived(content);
    }
}
