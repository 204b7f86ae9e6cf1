package org.sluice.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.gateway.clients.BadLine.Fault;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.sftp.OpenPort;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.web.OpenUploads;

/** HTTPS over lines that break, that are late and that are slow: curl's PUT, and the public Java client of tus. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class BadUploadLineIT {
    private static final String TYPE = "4w-monthly-inputs";

    /** 64 kbit/s, and 600 ms there and back. */
    private static final Fault SLOW_AND_LATE = new Fault(Long.MAX_VALUE, Long.MAX_VALUE, 300, 8_000);

    private OpenPort port;
    private OpenUploads uploads;
    private BadLine line;

    /** The line stands at the same port of another address of this machine, as the gateway answers to no other Host. */
    @BeforeAll
    void open() throws IOException {
        port = new OpenPort();
        port.person("ali", "bridge");
        InetAddress gateway = InetAddress.ofLiteral("127.0.0.2");
        uploads = new OpenUploads(port.gateway(), gateway.getHostAddress(), "ali");
        line = new BadLine(gateway, uploads.port(), uploads.port(), Fault.NONE);
    }

    @AfterEach
    void mended() {
        line.becomes(Fault.NONE);
    }

    @AfterAll
    void close() throws IOException {
        line.close();
        uploads.close();
        port.close();
    }

    private List<Deposit> of(String name) {
        return port.gateway()
                .inside
                .ledger
                .read(sql -> Deposits.all(sql).stream()
                        .filter(deposit -> deposit.name().equals(name))
                        .toList());
    }

    private void arrived(String name, byte[] content) {
        assertThat(of(name)).hasSize(1);
        assertThat(of(name).getFirst().state()).isEqualTo(DepositState.DEPOSITED);
        assertThat(of(name).getFirst().sha256()).contains(Content.sha256(content));
    }

    private int curl(String name, byte[] content) throws IOException, InterruptedException {
        Path file = Files.write(port.folder().resolve(name), content);
        Process process = new ProcessBuilder(List.of(
                        "curl",
                        "-q",
                        "-sSf",
                        "--max-time",
                        "40",
                        "--cacert",
                        uploads.ca().toString(),
                        "-H",
                        "Authorization: " + uploads.bearer(),
                        "-T",
                        file.toString(),
                        "https://localhost:" + uploads.port() + "/uploads/restricted/" + TYPE + "/"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    /** In the handshake, before the first byte of the file, among its frames, and before its last bytes. */
    @ParameterizedTest
    @ValueSource(ints = {200, 2_000, 70_000, 250_000, 399_000})
    void a_put_that_is_cut_leaves_nothing_and_a_second_one_is_whole(int after) throws Exception {
        Programs.required(new Curl());
        String name = "cut-" + after + ".bin";
        byte[] content = Content.of(after, 400_000);
        line.becomes(Fault.cutUp(after));
        assertThat(curl(name, content)).isNotZero();
        OpenPort.await("nothing is left of it", () -> of(name).isEmpty());

        line.becomes(Fault.NONE);
        assertThat(curl(name, content)).isZero();
        arrived(name, content);
    }

    static Stream<Fault> lines() {
        return Stream.of(Fault.roundTrip(600), SLOW_AND_LATE);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a_put_comes_over_a_line_that_is_late_or_slow(Fault fault) throws Exception {
        Programs.required(new Curl());
        String name = "put-" + fault.rate() + ".bin";
        byte[] content = Content.of(7, fault.equals(SLOW_AND_LATE) ? 12_000 : 2_000_000);
        line.becomes(fault);
        assertThat(curl(name, content)).isZero();
        arrived(name, content);
    }

    private TusClient tus() throws IOException {
        TusClient client = new TusClient() {
            @Override
            public void prepareConnection(HttpURLConnection connection) {
                ((HttpsURLConnection) connection)
                        .setSSLSocketFactory(uploads.trusting().getSocketFactory());
                super.prepareConnection(connection);
            }
        };
        client.setUploadCreationURL(
                URI.create("https://localhost:" + uploads.port() + "/uploads").toURL());
        client.setHeaders(Map.of("Authorization", uploads.bearer()));
        client.enableResuming(new TusURLMemoryStore());
        return client;
    }

    private static TusUpload upload(String name, byte[] content) {
        TusUpload upload = new TusUpload();
        upload.setInputStream(new ByteArrayInputStream(content));
        upload.setSize(content.length);
        upload.setFingerprint(name);
        upload.setMetadata(Map.of("filename", name, "channel", "restricted", "type", TYPE));
        return upload;
    }

    private static void all(TusUploader uploader, int part) throws IOException, ProtocolException {
        uploader.setChunkSize(16_000);
        uploader.setRequestPayloadSize(part);
        while (uploader.uploadChunk() > -1) {}
        uploader.finish();
    }

    @Test
    void an_upload_by_tus_that_is_cut_again_and_again_goes_on_where_the_gateway_says() throws Exception {
        byte[] content = Content.of(8, 1_500_000);
        TusClient client = tus();
        List<Long> offsets = new ArrayList<>();
        int cuts = 0;
        boolean done = false;
        while (!done) {
            line.becomes(cuts < 4 ? Fault.cutUp(180_000) : Fault.NONE);
            try {
                TusUploader uploader = client.resumeOrCreateUpload(upload("tus.bin", content));
                offsets.add(uploader.getOffset());
                all(uploader, 250_000);
                done = true;
            } catch (IOException | ProtocolException e) {
                cuts++;
                assertThat(of("tus.bin"))
                        .extracting(Deposit::state)
                        .as("half is not whole")
                        .containsOnly(DepositState.RECEIVING);
            }
        }
        assertThat(cuts).isGreaterThanOrEqualTo(4);
        assertThat(offsets).isSorted();
        assertThat(offsets.getFirst()).isZero();
        assertThat(offsets.getLast()).as("what had arrived is not sent again").isGreaterThan(300_000);
        arrived("tus.bin", content);
    }

    @ParameterizedTest
    @MethodSource("lines")
    void an_upload_by_tus_comes_over_a_line_that_is_late_or_slow(Fault fault) throws Exception {
        String name = "tus-" + fault.rate() + ".bin";
        boolean slow = fault.equals(SLOW_AND_LATE);
        byte[] content = Content.of(9, slow ? 8_000 : 500_000);
        line.becomes(fault);
        all(tus().createUpload(upload(name, content)), slow ? 4_000 : 250_000);
        arrived(name, content);
    }
}
