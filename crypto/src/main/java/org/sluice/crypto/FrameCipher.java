package org.sluice.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals or opens the frames of one run with one reused Cipher. For sealing, the frame's number must rise with each call:
 * that is what keeps a nonce from being used twice. Not thread-safe.
 */
final class FrameCipher {

    private static final byte[] RUN_KEY = "sluice.body.1.run".getBytes(StandardCharsets.US_ASCII);

    /** Told of each nonce just before it is used, so that a test can see that none comes twice. */
    interface Witness {
        Witness NONE = (run, nonce) -> {};

        void sealing(BodyRun run, long nonce);
    }

    private final BodyId id;
    private final BodyRun run;
    private final Witness witness;
    private final SecretKeySpec key;
    private final Cipher cipher;
    private long lowestUnused;

    FrameCipher(BodyId id, BodyRun run, DataKey dataKey, Witness witness) {
        this.id = id;
        this.run = run;
        this.witness = witness;
        this.lowestUnused = run.firstFrame();
        byte[] bytes = runKey(id, run, dataKey);
        try {
            this.key = new SecretKeySpec(bytes, "AES");
            this.cipher = Cipher.getInstance(Gcm.NAME);
        } catch (GeneralSecurityException e) {
            throw Gcm.missing(e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The key of a run, which the caller wipes. */
    static byte[] runKey(BodyId id, BodyRun run, DataKey dataKey) {
        byte[] info = ByteBuffer.allocate(RUN_KEY.length + BodyId.BYTES + 8)
                .put(RUN_KEY)
                .put(id.bytes())
                .putLong(run.firstFrame())
                .array();
        return Hkdf.derive(dataKey.bytes(), run.saltBytes(), info);
    }

    /** Writes ciphertext and tag. */
    void seal(long frame, byte[] place, byte[] bound, byte[] plain, int from, int length, byte[] into, int intoFrom) {
        if (frame < lowestUnused) {
            throw new IllegalStateException("a frame is never sealed twice in one run");
        }
        lowestUnused = frame + 1;
        witness.sealing(run, frame - run.firstFrame());
        try {
            init(Cipher.ENCRYPT_MODE, frame, place, bound);
            cipher.doFinal(plain, from, length, into, intoFrom);
        } catch (GeneralSecurityException e) {
            throw Gcm.missing(e);
        }
    }

    /** Writes the plain bytes to the start of the array; on failure the array holds nothing that may be used. */
    void open(long frame, byte[] place, byte[] bound, byte[] sealed, int from, int length, byte[] into)
            throws BodyDamaged {
        try {
            init(Cipher.DECRYPT_MODE, frame, place, bound);
            cipher.doFinal(sealed, from, length + Gcm.TAG, into, 0);
        } catch (AEADBadTagException e) {
            Arrays.fill(into, (byte) 0);
            throw new BodyDamaged(id);
        } catch (GeneralSecurityException e) {
            throw Gcm.missing(e);
        }
    }

    private void init(int mode, long frame, byte[] place, byte[] bound) throws GeneralSecurityException {
        byte[] nonce = new byte[Gcm.NONCE];
        ByteBuffer.wrap(nonce).putLong(Gcm.NONCE - 8, frame - run.firstFrame());
        cipher.init(mode, key, new GCMParameterSpec(Gcm.TAG_BITS, nonce));
        cipher.updateAAD(place);
        cipher.updateAAD(bound);
    }
}
