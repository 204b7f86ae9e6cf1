package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.sluice.crypto.Token;

/** What a command reads from a gateway's data directory: where it listens, and the administrator's token. */
record DataDirectory(Path path) {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** Where the running gateway's API listens on the loopback address. */
    int apiPort() {
        if (!Files.isDirectory(path)) {
            throw new Failure(Problem.failed(
                    "no-data-directory",
                    "There is no data directory " + path + "; make one with: sluice init --data " + path));
        }
        int port = ready().path("apiPort").asInt(0);
        if (port < 1 || port > 65_535) {
            throw new Failure(notRunning());
        }
        return port;
    }

    private JsonNode ready() {
        try {
            return Json.read(Files.readString(path.resolve("run").resolve("ready.json")));
        } catch (IOException e) {
            throw new Failure(notRunning());
        }
    }

    Problem notRunning() {
        return Problem.failed(
                "not-running",
                "The gateway of " + path + " is not running; start it with: sluice serve --data " + path);
    }

    /** Refused where others may have read it: the token is all that an administrator needs. */
    Token token() {
        Path file = path.resolve("admin.token");
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (!OWNER_ONLY.containsAll(mode)) {
                throw new Failure(Problem.failed(
                        "token-exposed",
                        "Others may read the administrator's token " + file + " (its mode is "
                                + PosixFilePermissions.toString(mode) + "); close it with: chmod 600 " + file));
            }
            return Token.parse(Files.readString(file).strip())
                    .orElseThrow(() -> new Failure(Problem.failed(
                            "bad-token",
                            "The administrator's token in " + file + " is damaged; restore it from a backup.")));
        } catch (NoSuchFileException e) {
            throw new Failure(Problem.failed(
                    "no-token",
                    "There is no administrator's token " + file + "; run this on the gateway's host, as its user."));
        } catch (IOException e) {
            throw new Failure(Problem.failed(
                    "no-token",
                    "You may not read the administrator's token " + file + "; run this as the gateway's user."));
        }
    }
}
