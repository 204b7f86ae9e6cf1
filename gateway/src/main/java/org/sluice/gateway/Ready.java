package org.sluice.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * Where a serving gateway is reached; written once everything is up, removed when it stops.
 *
 * @param caFile PEM certificates that clients trust the HTTPS listener by
 * @param hostKeyFile the SFTP listener's public key, one line in OpenSSH's form, for {@code known_hosts}
 */
public record Ready(int sftpPort, int httpsPort, int apiPort, Path caFile, Path hostKeyFile) {

    /** As {@code run/ready.json}. */
    public String json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("sftpPort", sftpPort);
        json.put("httpsPort", httpsPort);
        json.put("apiPort", apiPort);
        json.put("caFile", caFile.toString());
        json.put("hostKeyFile", hostKeyFile.toString());
        return json.toString();
    }
}
