package org.sluice.gateway;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * How to make a data directory.
 *
 * @param protocols the ids of protocols that ship with the gateway, at least one, each once
 * @param database empty for SQLite in the data directory, else {@code jdbc:postgresql:…} with user and password
 */
public record InitOptions(Path data, List<String> protocols, int sftpPort, int httpsPort, Optional<String> database) {
    /** What is loaded where nobody chose: the Turkey protocol for its types, the response-wide one for all others. */
    public static final List<String> USUAL_PROTOCOLS = List.of("turkey-cross-border", "iasc-template");

    /** @throws IllegalArgumentException without a protocol, as such a gateway would refuse everything, or with one twice */
    public InitOptions {
        protocols = List.copyOf(protocols);
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("A gateway needs a protocol; name at least one.");
        }
        if (new HashSet<>(protocols).size() != protocols.size()) {
            throw new IllegalArgumentException("A protocol stands here twice; name each once.");
        }
    }

    /** With one protocol. */
    public InitOptions(Path data, String protocol, int sftpPort, int httpsPort, Optional<String> database) {
        this(data, List.of(protocol), sftpPort, httpsPort, database);
    }
}
