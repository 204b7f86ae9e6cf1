package org.sluice.crypto.age;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The header of an age file: for whom it is, and the proof that nobody changed that. */
public final class AgeHeader {

    /** The first line of every age file, with its end. */
    public static final String BEGIN = "age-encryption.org/v1\n";

    private static final String STANZA = "-> ";
    private static final String END = "---";
    private static final int COLUMNS = 64;
    private static final int MAC = 32;
    /** More are not read: each costs a multiplication on the curve for each identity. */
    private static final int MOST_STANZAS = 512;

    private final List<Stanza> stanzas;
    private final byte[] authenticated;
    private final byte[] mac;

    private AgeHeader(List<Stanza> stanzas, byte[] authenticated, byte[] mac) {
        this.stanzas = List.copyOf(stanzas);
        this.authenticated = authenticated;
        this.mac = mac;
    }

    /**
     * Reads a header and not a byte more, and believes none of it: whether it was changed shows only with the file key.
     *
     * @throws AgeRefused when this is no age file, or its header is not as the format says
     */
    public static AgeHeader read(InputStream in) throws IOException {
        HeaderLines lines = new HeaderLines(in);
        if (!lines.begin(BEGIN)) {
            throw new AgeRefused(AgeRefused.Why.NOT_AGE);
        }
        List<Stanza> stanzas = new ArrayList<>();
        String line = lines.next();
        for (; line.startsWith(STANZA); line = lines.next()) {
            if (stanzas.size() == MOST_STANZAS) {
                throw new AgeRefused(AgeRefused.Why.HEADER);
            }
            stanzas.add(stanza(line, lines));
        }
        if (stanzas.isEmpty() || !line.startsWith(END + " ")) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        byte[] mac = Base64Text.bytes(line.substring(END.length() + 1), MAC);
        if (stanzas.size() > 1 && stanzas.stream().anyMatch(AgeHeader::isPassphrase)) {
            // Else who knows one of the others could pass for who knows the passphrase.
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        return new AgeHeader(stanzas, lines.upTo(END.length(), line), mac);
    }

    private static Stanza stanza(String line, HeaderLines lines) throws IOException {
        List<String> arguments = List.of(line.substring(STANZA.length()).split(" ", -1));
        if (arguments.stream().anyMatch(String::isEmpty)) {
            throw new AgeRefused(AgeRefused.Why.HEADER);
        }
        StringBuilder body = new StringBuilder();
        String part;
        do {
            part = lines.next();
            if (part.length() > COLUMNS) {
                throw new AgeRefused(AgeRefused.Why.HEADER);
            }
            body.append(part);
        } while (part.length() == COLUMNS);
        return Stanza.of(arguments, Base64Text.bytes(body.toString()));
    }

    private static boolean isPassphrase(Stanza stanza) {
        return stanza.kind().equals(AgePassphrase.KIND);
    }

    /** The kinds of its recipients, such as {@code X25519}; for people to read, and not proven. */
    public List<String> kinds() {
        return stanzas.stream().map(Stanza::kind).toList();
    }

    /** A new header's bytes. */
    static byte[] write(byte[] fileKey, List<? extends AgeRecipient> recipients, SecureRandom random) {
        if (recipients.isEmpty() || recipients.size() > MOST_STANZAS || !AgeRecipient.fitTogether(recipients)) {
            throw new IllegalArgumentException("an age file is for 1 to " + MOST_STANZAS
                    + " keys, all of them post-quantum ones or none, or for one passphrase alone");
        }
        String text = recipients.stream()
                .map(recipient -> wrap(recipient, fileKey, random).text())
                .collect(Collectors.joining("", BEGIN, END));
        byte[] header = AgeKeys.ascii(text);
        String mac = Base64Text.of(AgeKeys.mac(fileKey, header));
        return AgeKeys.join(header, AgeKeys.ascii(" " + mac + "\n"));
    }

    private static Stanza wrap(AgeRecipient recipient, byte[] fileKey, SecureRandom random) {
        return switch (recipient) {
            case AgePublicKey key -> key.wrap(fileKey, random);
            case AgePassphrase passphrase -> passphrase.wrap(fileKey, random);
        };
    }

    /** The file key, by the first identity that fits; the caller wipes it. */
    byte[] fileKey(List<? extends AgeIdentity> identities) throws AgeRefused {
        for (AgeIdentity identity : identities) {
            Optional<byte[]> fileKey = switch (identity) {
                case AgeSecretKey key -> key.unwrap(stanzas);
                case AgePassphrase passphrase ->
                    isPassphrase(stanzas.getFirst()) ? passphrase.unwrap(stanzas.getFirst()) : Optional.empty();
            };
            if (fileKey.isPresent()) {
                if (MessageDigest.isEqual(AgeKeys.mac(fileKey.get(), authenticated), mac)) {
                    return fileKey.get();
                }
                Arrays.fill(fileKey.get(), (byte) 0);
                throw new AgeRefused(AgeRefused.Why.HEADER);
            }
        }
        throw new AgeRefused(AgeRefused.Why.NO_KEY_FITS);
    }
}
