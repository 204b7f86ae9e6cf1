package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.ChannelKey;
import org.sluice.crypto.ChannelKeyId;
import org.sluice.crypto.IntakeKeyFile;
import org.sluice.gateway.blob.BodyFiles;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.Tx;

/**
 * The short-lived keys of deposits that are to be sealed: each a file in a folder that no backup takes, so that neither
 * database nor root key opens what waits. The database knows of each no more than its number and its instant. Thread-safe.
 */
public final class Intake implements AutoCloseable {
    /** The channel that these wraps stand under; no channel of a protocol has this name. */
    public static final String NAME = "intake";

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    static final Duration LIFE = Duration.ofDays(1);

    /** Backup programs that honour it leave the folder out (the Cache Directory Tagging Specification). */
    private static final String TAG = """
            Signature: 8a477f597d28d172789f06886806bc55
            # Keys of what is not sealed yet. No copy of this folder may outlive it.
            """;

    private final Ledger ledger;
    private final SealRule rule;
    private final Path folder;
    private final ConcurrentHashMap<Integer, ChannelKey> open = new ConcurrentHashMap<>();

    public Intake(Ledger ledger, Rulebook rules, Path folder) {
        this.ledger = ledger;
        this.rule = new SealRule(ledger, rules);
        this.folder = folder;
    }

    /** Bodies whose wraps wait under these keys where they are to be sealed. */
    public Bodies bodies(BodyFiles files, KeyRing keys, SecureRandom random) {
        return new Bodies(files, keys, Optional.of(this), random);
    }

    /** The key under which this deposit waits, if the protocols want it sealed. */
    Optional<ChannelKeyId> of(Tx tx, Deposit deposit) {
        Instant now = ledger.now();
        return rule.wanted(tx.sql(), deposit, now) ? Optional.of(current(tx, now)) : Optional.empty();
    }

    /** The newest key, or a new one where that is a day old. */
    ChannelKeyId current(Tx tx, Instant now) {
        int newest = Keys.newestVersion(tx.sql(), NAME);
        boolean young = newest > 0
                && Keys.created(tx.sql(), NAME, newest)
                        .filter(made -> now.isBefore(made.plus(LIFE)))
                        .isPresent()
                && Files.exists(file(newest));
        return young ? new ChannelKeyId(NAME, newest) : next(tx, newest + 1, now);
    }

    private ChannelKeyId next(Tx tx, int version, Instant now) {
        try {
            prepare();
            open.put(version, left(version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Keys.addChannelKey(tx, NAME, version, new byte[0], now);
        return new ChannelKeyId(NAME, version);
    }

    /** A key that a unit left behind that was not kept is taken up: another node may be about to use it. */
    private ChannelKey left(int version) throws IOException {
        if (Files.exists(file(version))) {
            try {
                return IntakeKeyFile.load(file(version));
            } catch (IOException e) {
                LOG.warn("The intake key {} was half written; it is made anew", version);
                IntakeKeyFile.shred(file(version));
            }
        }
        return IntakeKeyFile.create(file(version), ledger.random());
    }

    private void prepare() throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path tag = folder.resolve("CACHEDIR.TAG");
        if (!Files.exists(tag)) {
            Files.writeString(tag, TAG, StandardCharsets.US_ASCII);
        }
    }

    /** @throws IOException where the file is not here: what stands under it has to come again */
    ChannelKey key(int version) throws IOException {
        ChannelKey known = open.get(version);
        if (known != null) {
            return known;
        }
        try {
            ChannelKey loaded = IntakeKeyFile.load(file(version));
            ChannelKey first = open.putIfAbsent(version, loaded);
            return first == null ? loaded : first;
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "The intake key " + version + " is not in " + folder
                            + ", so what was not sealed yet is lost; it has" + " to be uploaded again.",
                    e);
        }
    }

    /** Overwrites and deletes the files of all keys below this version that are on record no more. */
    void shred(Handle sql, int below) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.key")) {
            for (Path file : files) {
                String number = file.getFileName().toString().replaceAll("\\.key$", "");
                if (number.matches("[0-9]{1,9}")
                        && Integer.parseInt(number) < below
                        && Keys.created(sql, NAME, Integer.parseInt(number)).isEmpty()) {
                    IntakeKeyFile.shred(file);
                    // Not wiped: a request that holds it must fail at its wrap, not in the middle of a cipher.
                    open.remove(Integer.parseInt(number));
                }
            }
        } catch (IOException e) {
            LOG.error("An old intake key could not be overwritten; it is tried again", e);
        }
    }

    private Path file(int version) {
        return folder.resolve(version + ".key");
    }

    @Override
    public void close() {
        open.values().forEach(ChannelKey::close);
        open.clear();
    }
}
