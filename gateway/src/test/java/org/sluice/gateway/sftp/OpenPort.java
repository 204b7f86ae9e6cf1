package org.sluice.gateway.sftp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.testkit.GatewayFixture;

/** The fixture's gateway as the tests of other packages see it: a port, people with keys, and what came to rest. */
public final class OpenPort implements AutoCloseable {
    private final SftpFixture sftp;

    public OpenPort() {
        sftp = new SftpFixture();
    }

    /** Before a gateway that is there already, and is closed with this. */
    public OpenPort(GatewayFixture gateway) {
        sftp = new SftpFixture(gateway, UnaryOperator.identity());
    }

    public int port() {
        return sftp.server.port();
    }

    /** Where keys and the files of clients lie. */
    public Path folder() {
        return sftp.folder;
    }

    /** Somebody who deposits and whose key lies under the same name in {@link #folder()}. */
    public void person(String id, String participant) {
        sftp.person(id, participant);
    }

    /** The public half of the gateway's own key, as a line. */
    public String hostKey() {
        return sftp.read("host.pub").strip();
    }

    /** OpenSSH's {@code SHA256:…} of it. */
    public String fingerprint() {
        return sftp.server.hostKeyFingerprint();
    }

    /** What a person has in a folder, unfinished uploads included. */
    public List<Deposit> files(String person, String folder) {
        return sftp.files(person, folder);
    }

    public GatewayFixture gateway() {
        return sftp.gateway;
    }

    public static void await(String what, BooleanSupplier so) {
        SftpFixture.await(what, so);
    }

    @Override
    public void close() throws IOException {
        sftp.close();
    }
}
