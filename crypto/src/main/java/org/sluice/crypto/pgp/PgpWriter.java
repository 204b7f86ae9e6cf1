package org.sluice.crypto.pgp;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcePGPDataEncryptorBuilder;

/**
 * Writes an OpenPGP message as a stream: AES-256, integrity protected, not compressed, not signed, without a file name or
 * time. Until {@link #finish} it has no end, and whoever opens it is told that it was cut. For one thread.
 */
public final class PgpWriter extends OutputStream {
    private static final int PIECE = 64 * 1024;

    /** As a power of two: pieces of 64 KiB, each with a tag of its own. */
    private static final int AEAD_PIECE = 16;

    private final OutputStream out;
    private final OutputStream sealed;
    private final OutputStream plain;
    private boolean ended;

    private PgpWriter(OutputStream out, OutputStream sealed, OutputStream plain) {
        this.out = out;
        this.sealed = sealed;
        this.plain = plain;
    }

    /**
     * Writes what stands before the content.
     *
     * @param keys any of which opens it; at least one
     * @param at when it is written: each key has to count then
     * @throws PgpRefused if one does not; nothing was written then
     */
    public static PgpWriter begin(OutputStream out, List<PgpPublicKey> keys, Instant at, SecureRandom random)
            throws IOException, PgpRefused {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a file for nobody");
        }
        boolean aead = true;
        List<PGPPublicKey> parts = new ArrayList<>();
        for (PgpPublicKey key : keys) {
            PgpPublicKey.Use use = key.use(at);
            aead &= use.aead();
            parts.addAll(use.keys());
        }
        PGPEncryptedDataGenerator message = new PGPEncryptedDataGenerator(aead ? version2(random) : version1(random));
        parts.forEach(
                part -> message.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(part).setSecureRandom(random)));
        try {
            OutputStream sealed = message.open(out, new byte[PIECE]);
            OutputStream plain = new PGPLiteralDataGenerator()
                    .open(sealed, PGPLiteralData.BINARY, "", PGPLiteralData.NOW, new byte[PIECE]);
            return new PgpWriter(out, sealed, plain);
        } catch (PGPException e) {
            throw new IOException("a key or the cipher failed", e);
        }
    }

    /** AES in CFB of the JDK with a modification detection code, which every OpenPGP program opens. */
    private static PGPDataEncryptorBuilder version1(SecureRandom random) {
        return new JcePGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(true)
                .setSecureRandom(random);
    }

    /** OCB, the one mode that every program with version 2 knows (RFC 9580, section 9.6); the JDK has none. */
    private static PGPDataEncryptorBuilder version2(SecureRandom random) {
        return new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256)
                .setWithIntegrityPacket(true)
                .setSecureRandom(random)
                .setWithAEAD(AEADAlgorithmTags.OCB, AEAD_PIECE)
                .setUseV6AEAD();
    }

    @Override
    public void write(int one) throws IOException {
        open().write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        open().write(bytes, from, length);
    }

    private OutputStream open() throws IOException {
        if (ended) {
            throw new IOException("this message has ended");
        }
        return plain;
    }

    /** Hands on what is sealed; a piece that is not full yet waits. */
    @Override
    public void flush() throws IOException {
        out.flush();
    }

    /** Writes the end. The stream below stays open. */
    public void finish() throws IOException {
        if (!ended) {
            ended = true;
            plain.close();
            sealed.close();
            out.flush();
        }
    }

    /** Writes no end: a message that was not finished is not to look whole. */
    @Override
    public void close() throws IOException {
        ended = true;
        out.close();
    }
}
