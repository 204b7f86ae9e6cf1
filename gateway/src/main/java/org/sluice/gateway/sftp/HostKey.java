package org.sluice.gateway.sftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The server's own key: Ed25519 in OpenSSH's format, in a file that only its owner reads. Never Java serialisation. */
public final class HostKey {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final KeyPair pair;
    private final String fingerprint;

    private HostKey(KeyPair pair, String fingerprint) {
        this.pair = pair;
        this.fingerprint = fingerprint;
    }

    /**
     * Reads the key, or makes one where no file is.
     *
     * @throws IllegalStateException when the file is readable for others, is no Ed25519 key, or has a passphrase
     */
    static HostKey at(Path file) {
        try {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                make(file);
            }
            HostKey key = read(file);
            key.publish(publicFile(file));
            return key;
        } catch (IOException e) {
            throw new UncheckedIOException("The SSH host key " + file + " can't be read or made.", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The SSH host key " + file + " is not a usable Ed25519 key.", e);
        }
    }

    /** Where the public half lies, for people to put into their {@code known_hosts}. */
    public static Path publicFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    private void publish(Path file) throws IOException {
        Files.writeString(file, PublicKeyEntry.toString(pair.getPublic()) + "\n", StandardCharsets.US_ASCII);
    }

    KeyPair pair() {
        return pair;
    }

    /** OpenSSH's {@code SHA256:…}, for people to compare. */
    String fingerprint() {
        return fingerprint;
    }

    private static HostKey read(Path file) throws IOException, GeneralSecurityException {
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
            if (!OWNER_ONLY.contains(permission)) {
                throw new IllegalStateException(
                        "Others may read or change the SSH host key " + file + "; run chmod 600 on it.");
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(file.toString()), in, FilePasswordProvider.EMPTY);
            Iterator<KeyPair> all = pairs == null ? Set.<KeyPair>of().iterator() : pairs.iterator();
            if (!all.hasNext()) {
                throw new GeneralSecurityException("The file holds no key.");
            }
            KeyPair pair = all.next();
            Optional<String> fingerprint = SshKeys.fingerprint(pair.getPublic());
            if (fingerprint.isEmpty() || !KeyPairProvider.SSH_ED25519.equals(KeyUtils.getKeyType(pair))) {
                throw new GeneralSecurityException("The key is of another type.");
            }
            return new HostKey(pair, fingerprint.get());
        }
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "sluice", null, text);
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new NoSuchFileException(file.toString());
        }
        Files.createDirectories(folder);
        Path fresh = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.toByteArray());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        // Renamed when whole: a crash while writing must not leave half a key that stops every later start.
        Files.move(fresh, file);
    }
}
