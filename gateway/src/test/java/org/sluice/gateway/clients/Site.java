package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sluice.gateway.sftp.OpenPort;

/**
 * Where a client goes, and as whom.
 *
 * @param port on loopback: the gateway's, or that of a line to it
 * @param key the person's private key in OpenSSH's format; its public half lies beside it
 * @param known a file of known hosts that holds the gateway's key for this port
 * @param hostKey the gateway's key as a line
 * @param fingerprint OpenSSH's {@code SHA256:…} of it
 * @param folder a folder of the client's own
 */
record Site(int port, String person, Path key, Path known, String hostKey, String fingerprint, Path folder) {
    static Site of(OpenPort gateway, int port, String person) throws IOException {
        Path folder = gateway.folder().resolve("home-" + person);
        Files.createDirectories(folder);
        Path known = folder.resolve("known-" + port);
        Files.writeString(known, "[127.0.0.1]:" + port + " " + gateway.hostKey() + "\n");
        return new Site(
                port,
                person,
                gateway.folder().resolve(person),
                known,
                gateway.hostKey(),
                gateway.fingerprint(),
                folder);
    }

    String address() {
        return person + "@127.0.0.1";
    }

    /** What OpenSSH's programs, and those that call them, need to know of key and host. */
    List<String> sshOptions() {
        return List.of(
                "-F",
                "none",
                "-i",
                key.toString(),
                "-o",
                "UserKnownHostsFile=" + known,
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "IdentityAgent=none",
                "-o",
                "BatchMode=yes");
    }
}
