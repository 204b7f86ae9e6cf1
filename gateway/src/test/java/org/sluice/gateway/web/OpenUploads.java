package org.sluice.gateway.web;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.testkit.GatewayFixture;

/** The depositors' HTTPS port of somebody else's gateway, as the tests of other packages see it. */
public final class OpenUploads implements AutoCloseable {
    private final UploadFixture uploads;

    /**
     * The gateway stays its maker's to close.
     *
     * @param host the address to bind to
     * @param depositor whose token {@link #bearer} is, for {@code restricted}
     */
    public OpenUploads(GatewayFixture gateway, String host, String depositor) {
        uploads = new UploadFixture(new WebFixture(gateway, host), depositor);
    }

    /** What was answered. */
    public record Said(int status, String deposit, String location, String body) {}

    public int port() {
        return uploads.web.server.port();
    }

    /** The certificate to trust, as a job would have it. */
    public Path ca() {
        return uploads.web.ca();
    }

    public SSLContext trusting() {
        return uploads.trusting();
    }

    public String bearer() {
        return uploads.bearer();
    }

    /** The header's value for a token of this person. */
    public String bearer(String person, Channel channel, String... types) {
        return "Bearer " + uploads.token(person, channel, types).reveal();
    }

    /** Sends one request; headers as name, value, name, value. */
    public Said send(String method, String path, byte @Nullable [] body, String... headers) {
        UploadFixture.Got got = uploads.send(method, path, body, headers);
        return new Said(got.status(), got.header("Sluice-Deposit"), got.header("Location"), got.body());
    }

    /** tus' metadata of keys and values in turn. */
    public static String metadata(String... keysAndValues) {
        return UploadFixture.metadata(keysAndValues);
    }

    @Override
    public void close() {
        uploads.close();
    }
}
