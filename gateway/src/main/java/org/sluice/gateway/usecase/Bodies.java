package org.sluice.gateway.usecase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sluice.crypto.BodyFile;
import org.sluice.crypto.BodyId;
import org.sluice.crypto.BodyReader;
import org.sluice.crypto.BodyWriter;
import org.sluice.crypto.ChannelKey;
import org.sluice.crypto.ChannelKeyId;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.PlainBytes;
import org.sluice.crypto.WrapBinding;
import org.sluice.crypto.WrapRefused;
import org.sluice.crypto.Wraps;
import org.sluice.gateway.blob.BodyFiles;
import org.sluice.gateway.domain.KeptDocument;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.store.KeptDocuments;
import org.sluice.gateway.store.Keys;
import org.sluice.gateway.store.SealedDeposits;
import org.sluice.gateway.store.Tx;

/** Bodies and the wraps that open them: the one place where a deposit's row meets its bytes. Thread-safe. */
public final class Bodies {
    private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);
    /** Bytes that bodies leave free. */
    private static final long RESERVE = 128L << 20;

    private final BodyFiles files;
    private final KeyRing keys;
    private final Optional<Intake> intake;
    private final SecureRandom random;

    /** Without intake keys: whatever is to be sealed stands under its channel's key until it is. */
    public Bodies(BodyFiles files, KeyRing keys, SecureRandom random) {
        this(files, keys, Optional.empty(), random);
    }

    Bodies(BodyFiles files, KeyRing keys, Optional<Intake> intake, SecureRandom random) {
        this.files = files;
        this.keys = keys;
        this.intake = intake;
        this.random = random;
    }

    /** The keys of what waits to be sealed. */
    Intake intake() {
        return intake.orElseThrow(() -> new IllegalStateException("These bodies know no intake."));
    }

    /** A writer over a new body; the caller stores the wrap of {@code key} in the unit that makes the row. */
    BodyWriter create(String bodyId, DataKey key) throws IOException {
        BodyId id = new BodyId(bodyId);
        return BodyWriter.create(files.create(bodyId), id, key, random);
    }

    /** Continues an unfinished body after its last full frame; what it holds already is shown to {@code stored} in order. */
    BodyWriter resume(Deposit deposit, DataKey key, PlainBytes stored) throws IOException {
        BodyId id = new BodyId(deposit.bodyId());
        return BodyWriter.resume(files.openForAppend(deposit.bodyId()), id, key, random, stored);
    }

    /** Deletes the body of a deposit whose wrap is gone already. */
    void drop(Deposit deposit) {
        try {
            delete(deposit.bodyId());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether files may still come: the database may lie on the same disk, and must be able to say who is cut. */
    boolean hasSpace() throws UncheckedIOException {
        try {
            return files.usable() > RESERVE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is left for files where the bodies rest. */
    public Space space() {
        try {
            long whole = Math.max(0, files.whole() - RESERVE);
            return new Space(whole, Math.clamp(files.usable() - RESERVE, 0, whole));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a finished body: header, final frame and length are checked before this returns. */
    BodyReader open(Deposit deposit, DataKey key) throws IOException {
        BodyFile file = files.openForRead(deposit.bodyId());
        try {
            return BodyReader.open(file, new BodyId(deposit.bodyId()), key, deposit.size());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Opens the full frames of a body that is still being received; walks all of them, so never inside a snapshot. */
    BodyReader openUnfinished(Deposit deposit, DataKey key) throws IOException {
        BodyFile file = files.openForRead(deposit.bodyId());
        try {
            return BodyReader.openUnfinished(file, new BodyId(deposit.bodyId()), key);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * The key of a deposit's body; the caller closes it.
     *
     * @throws SealedContent where only its recipients and its owner can open it
     */
    DataKey unwrap(Handle sql, Deposit deposit) throws IOException {
        Optional<Keys.WrapRow> found = Keys.wrap(sql, deposit.id());
        if (found.isEmpty()) {
            throw SealedDeposits.sealed(sql, deposit.id())
                    ? new SealedContent(deposit)
                    : new IOException("The content of " + deposit.id() + " was destroyed.");
        }
        Keys.WrapRow row = found.get();
        ChannelKeyId id = new ChannelKeyId(row.channel(), row.keyVersion());
        try {
            return Wraps.unwrap(binding(deposit, id), key(sql, id), row.record());
        } catch (WrapRefused e) {
            throw new IOException("The wrap of " + deposit.id() + " does not fit its deposit and label.", e);
        }
    }

    /** As {@link #unwrap}, for units, which a wrap that does not open must end. */
    DataKey unwrapped(Handle sql, Deposit deposit) {
        try {
            return unwrap(sql, deposit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChannelKey key(Handle sql, ChannelKeyId id) throws IOException {
        if (!id.channel().equals(Intake.NAME)) {
            return keys.key(sql, id);
        }
        return intake.orElseThrow(() -> new IOException("This node has no intake keys."))
                .key(id.version());
    }

    /** Wraps a data key for the deposit as it stands and puts it in place of any earlier wrap. */
    void wrap(Tx tx, Deposit deposit, DataKey key) {
        ChannelKeyId id = intake.flatMap(waiting -> waiting.of(tx, deposit))
                .orElseGet(() -> keys.current(tx.sql(), deposit.channel()));
        try {
            byte[] record = Wraps.wrap(binding(deposit, id), key(tx.sql(), id), key, random);
            Keys.putWrap(tx, deposit.id(), new Keys.WrapRow(id.channel(), id.version(), record));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this key opens this finished body: its header commits to one key. */
    boolean fits(Deposit deposit, DataKey key) {
        try (BodyReader opened = open(deposit, key)) {
            return opened.size() == deposit.size();
        } catch (IOException e) {
            return false;
        }
    }

    /** Wraps the key of a kept document's body, under the confidential channel's key. */
    Keys.WrapRow wrap(Tx tx, KeptDocument document, DataKey key) {
        ChannelKeyId id = keys.current(tx.sql(), Channel.CONFIDENTIAL);
        return new Keys.WrapRow(
                id.channel(), id.version(), Wraps.wrap(binding(document, id), keys.key(tx.sql(), id), key, random));
    }

    /** The key of a kept document's body; the caller closes it. */
    DataKey unwrap(Handle sql, KeptDocument document) throws IOException {
        Keys.WrapRow row = KeptDocuments.wrap(sql, document)
                .orElseThrow(() -> new IOException("The document of " + document.id() + " was destroyed."));
        ChannelKeyId id = new ChannelKeyId(row.channel(), row.keyVersion());
        try {
            return Wraps.unwrap(binding(document, id), keys.key(sql, id), row.record());
        } catch (WrapRefused e) {
            throw new IOException("The wrap of " + document.id() + " does not fit its document.", e);
        }
    }

    /** One re-wrap of a document under its channel's newest key; false if the wrap does not open, which leaves it as it is. */
    boolean rotated(Tx tx, KeptDocument document) {
        try (DataKey key = unwrap(tx.sql(), document)) {
            KeptDocuments.putWrap(tx, document, wrap(tx, document, key));
            return true;
        } catch (IOException e) {
            LOG.debug("The wrap of {} does not open and was not moved to a newer key", document.id(), e);
            return false;
        }
    }

    BodyReader open(KeptDocument document, DataKey key) throws IOException {
        BodyFile file = files.openForRead(document.bodyId());
        try {
            return BodyReader.open(file, new BodyId(document.bodyId()), key, document.size());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static WrapBinding binding(KeptDocument document, ChannelKeyId id) {
        return new WrapBinding(new BodyId(document.bodyId()), document.id(), document.sha256(), 1, id);
    }

    /** One re-wrap: {@code to} is the same deposit under a new label, channel or name and a higher version. */
    void rewrapped(Tx tx, Deposit from, Deposit to) {
        if (SealedDeposits.sealed(tx.sql(), from.id())) {
            // Sealed wraps are bound to body, deposit and holder, none of which changes with a label.
            return;
        }
        try (DataKey key = unwrap(tx.sql(), from)) {
            wrap(tx, to, key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One re-wrap under the channel's newest key; false if the wrap does not open, which leaves it as it is. */
    boolean rotated(Tx tx, Deposit deposit) {
        try (DataKey key = unwrap(tx.sql(), deposit)) {
            wrap(tx, deposit, key);
            return true;
        } catch (IOException e) {
            // Whoever rotates is told which they are, once and all together.
            LOG.debug("The wrap of {} does not open and was not moved to a newer key", deposit.id(), e);
            return false;
        }
    }

    /** Deletes a body's bytes; the wrap is gone already, so a failure here leaves only what nobody can open. */
    void delete(String bodyId) throws IOException {
        files.delete(bodyId);
    }

    static WrapBinding binding(Deposit deposit, ChannelKeyId id) {
        return new WrapBinding(
                new BodyId(deposit.bodyId()), deposit.id(), labelHash(deposit), deposit.labelVersion(), id);
    }

    /** What the wrap holds fast: the label as declared, the name, and the channel that guards it. */
    private static String labelHash(Deposit deposit) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(deposit.label().canonical().getBytes(StandardCharsets.UTF_8));
            sha256.update(("kept-in: " + deposit.channel().word() + "\nname: " + deposit.name() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
