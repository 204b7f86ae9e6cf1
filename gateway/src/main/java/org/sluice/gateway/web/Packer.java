package org.sluice.gateway.web;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.lingala.zip4j.io.outputstream.ZipOutputStream;
import net.lingala.zip4j.model.ZipParameters;
import net.lingala.zip4j.model.enums.AesKeyStrength;
import net.lingala.zip4j.model.enums.AesVersion;
import net.lingala.zip4j.model.enums.CompressionLevel;
import net.lingala.zip4j.model.enums.EncryptionMethod;
import org.sluice.crypto.Passwords;
import org.sluice.crypto.age.AgePassphrase;
import org.sluice.crypto.age.AgeWriter;
import org.sluice.crypto.envelope.Envelope;
import org.sluice.gateway.domain.link.Packing;
import org.sluice.gateway.usecase.FetchFile;

/** Packs files under a password, or for keys, while they are sent; neither password nor packed file rests anywhere. Thread-safe. */
final class Packer {
    private static final int BUFFER = 64 * 1024;

    private final SecureRandom random;
    /** A passphrase of age takes 64 MiB for a moment: one at a time. */
    private final Object desk = new Object();

    Packer(SecureRandom random) {
        this.random = random;
    }

    /** What the packed file is called. */
    static String name(Packing packing, List<FetchFile.Delivery> deliveries, String linkId) {
        boolean single = deliveries.size() == 1;
        String one = single ? deliveries.getFirst().deposit().name() : "sluice-" + linkId;
        String inside = single ? one : one + ".zip";
        return switch (packing) {
            case PLAIN -> throw new IllegalArgumentException("plain files are not packed");
            case ZIP -> one + ".zip";
            case AGE -> inside + ".age";
            case KEYS -> inside + deliveries.getFirst().envelope().orElseThrow().suffix();
        };
    }

    /**
     * Writes all to its end and leaves {@code out} open.
     *
     * @param password not for keys; as the recipient typed it; small letters without spaces and dashes open the packed file, so that one
     *     knows it however it was typed
     * @throws IOException if a file may no longer be sent, or its client takes no more; what was written then has no end,
     *     and no program takes it for whole
     */
    void write(Packing packing, String password, List<FetchFile.Delivery> deliveries, OutputStream out)
            throws IOException {
        String normal = Passwords.normalise(password);
        switch (packing) {
            case PLAIN -> throw new IllegalArgumentException("plain files are not packed");
            case ZIP -> zip(normal, deliveries, out);
            case AGE -> age(normal, deliveries, out);
            case KEYS -> keys(deliveries, out);
        }
    }

    private void keys(List<FetchFile.Delivery> deliveries, OutputStream out) throws IOException {
        FetchFile.Delivery first = deliveries.getFirst();
        if (deliveries.stream().anyMatch(one -> !one.keys().equals(first.keys()))) {
            throw new IOException("the recipient's keys changed while it began");
        }
        Envelope envelope = first.envelope().orElseThrow(() -> new IOException("a file for no key"));
        OutputStream buffered = new BufferedOutputStream(out, BUFFER);
        envelope.seal(buffered, random, plain -> inside(deliveries, plain));
        buffered.flush();
    }

    private static void inside(List<FetchFile.Delivery> deliveries, OutputStream plain) throws IOException {
        if (deliveries.size() == 1) {
            ZipStream.copy(deliveries.getFirst(), plain);
        } else {
            ZipStream.write(deliveries, plain);
        }
    }

    // Not closed after a failure: closing writes the end of the archive, and it would look whole.
    @SuppressWarnings("resource")
    private static void zip(String password, List<FetchFile.Delivery> deliveries, OutputStream out) throws IOException {
        OutputStream open = new BufferedOutputStream(new LeftOpen(out), BUFFER);
        ZipOutputStream zip = new ZipOutputStream(open, password.toCharArray(), StandardCharsets.UTF_8);
        Set<String> taken = new HashSet<>();
        for (FetchFile.Delivery delivery : deliveries) {
            ZipParameters how = new ZipParameters();
            how.setEncryptFiles(true);
            how.setEncryptionMethod(EncryptionMethod.AES);
            how.setAesKeyStrength(AesKeyStrength.KEY_STRENGTH_256);
            how.setAesVersion(AesVersion.TWO);
            how.setCompressionLevel(CompressionLevel.FASTEST);
            how.setFileNameInZip(ZipStream.name(delivery.deposit().name(), taken));
            // So that it knows beforehand whether the lengths need the larger fields.
            how.setEntrySize(delivery.deposit().size());
            zip.putNextEntry(how);
            ZipStream.copy(delivery, zip);
            zip.closeEntry();
        }
        zip.close();
    }

    // Not closed: that would close the answer, which its handler ends.
    @SuppressWarnings("resource")
    private void age(String password, List<FetchFile.Delivery> deliveries, OutputStream out) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER);
        AgeWriter sealed;
        synchronized (desk) {
            sealed = AgeWriter.begin(buffered, List.of(new AgePassphrase(password, AgePassphrase.LIGHT_WORK)), random);
        }
        inside(deliveries, sealed);
        sealed.finish();
    }

    /** Whose stream stays open when what stands on it is closed. */
    private static final class LeftOpen extends FilterOutputStream {
        LeftOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
