package org.sluice.gateway;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to make a data directory.
 *
 * @param protocol the id of a protocol that ships with the gateway
 * @param database empty for SQLite in the data directory, else {@code jdbc:postgresql:…} with user and password
 */
public record InitOptions(Path data, String protocol, int sftpPort, int httpsPort, Optional<String> database) {}
