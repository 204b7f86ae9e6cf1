package org.sluice.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.sluice.crypto.Token;

/** Where everything of one gateway lies. Only its owner may look into it. */
public record DataDirectory(Path root) {

    public DataDirectory {
        root = root.toAbsolutePath().normalize();
    }

    public Path settings() {
        return root.resolve("sluice.yaml");
    }

    public Path database() {
        return root.resolve("sluice.db");
    }

    public Path bodies() {
        return root.resolve("bodies");
    }

    public Path rootKey() {
        return root.resolve("keys").resolve("root.key");
    }

    /** Which shares of the root key its custodians hold, and what proves that they fit; no secret. */
    public Path rootShares() {
        return root.resolve("keys").resolve("root.shares");
    }

    /** Keys of what is not sealed yet: no backup takes this folder. */
    public Path intake() {
        return root.resolve("intake");
    }

    public Path hostKey() {
        return root.resolve("keys").resolve("ssh_host_ed25519_key");
    }

    public Path tls() {
        return root.resolve("tls");
    }

    public Path administratorToken() {
        return root.resolve("admin.token");
    }

    public Path auditKey() {
        return root.resolve("audit.pub");
    }

    /** Signed checkpoints, one a line, for whatever carries them off the host. */
    public Path checkpoints() {
        return root.resolve("checkpoints.jsonl");
    }

    public Path lock() {
        return root.resolve("run").resolve("lock");
    }

    /** Present only while a gateway serves from here. */
    public Path ready() {
        return root.resolve("run").resolve("ready.json");
    }

    Token readAdministratorToken() throws IOException {
        return Token.parse(Files.readString(administratorToken(), StandardCharsets.UTF_8)
                        .strip())
                .orElseThrow(() -> new IOException(administratorToken() + " holds no token of this gateway."));
    }

    void createFolders() throws IOException {
        for (Path folder : new Path[] {root, bodies(), rootKey().getParent(), tls(), lock().getParent()}) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Writes a new file that only the owner can read. */
    static void writeSecret(Path file, String text) throws IOException {
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " exists already and is not overwritten.", e);
        }
    }

    /** Writes a file so that a reader sees the old text or the new one, never half of it. */
    static void replace(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, text, StandardCharsets.UTF_8);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
