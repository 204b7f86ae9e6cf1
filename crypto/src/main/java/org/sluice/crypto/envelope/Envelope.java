package org.sluice.crypto.envelope;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.sluice.crypto.age.AgeRecipient;
import org.sluice.crypto.age.AgeWriter;
import org.sluice.crypto.pgp.PgpPublicKey;
import org.sluice.crypto.pgp.PgpRefused;
import org.sluice.crypto.pgp.PgpWriter;

/** For whom a file is sealed, in the format of their keys. */
public sealed interface Envelope {

    /** Writes what is to be sealed. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream plain) throws IOException;
    }

    /** What is put behind the name of a sealed file. */
    String suffix();

    /**
     * Seals a file as a stream and leaves {@code out} open. After a failure what was written has no end, and no program takes
     * it for whole.
     *
     * @throws IOException if the content or {@code out} fails, or a key counts no more
     */
    void seal(OutputStream out, SecureRandom random, Content content) throws IOException;

    /** An age file. */
    record Age(List<AgeRecipient> recipients) implements Envelope {
        public Age {
            recipients = List.copyOf(recipients);
        }

        @Override
        public String suffix() {
            return ".age";
        }

        // Not closed: that would close the stream below.
        @SuppressWarnings("resource")
        @Override
        public void seal(OutputStream out, SecureRandom random, Content content) throws IOException {
            AgeWriter sealed = AgeWriter.begin(out, recipients, random);
            content.writeTo(sealed);
            sealed.finish();
        }
    }

    /**
     * An OpenPGP message.
     *
     * @param at when it is sealed: each key has to count then
     */
    record OpenPgp(List<PgpPublicKey> keys, Instant at) implements Envelope {
        public OpenPgp {
            keys = List.copyOf(keys);
        }

        @Override
        public String suffix() {
            return ".gpg";
        }

        // Not closed: that would close the stream below.
        @SuppressWarnings("resource")
        @Override
        public void seal(OutputStream out, SecureRandom random, Content content) throws IOException {
            PgpWriter sealed;
            try {
                sealed = PgpWriter.begin(out, keys, at, random);
            } catch (PgpRefused e) {
                throw new IOException(e.why().words(), e);
            }
            content.writeTo(sealed);
            sealed.finish();
        }
    }
}
