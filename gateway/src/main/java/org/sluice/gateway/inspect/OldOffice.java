package org.sluice.gateway.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.Gap;

/**
 * Compound files (MS-CFB): what Office wrote before 2007, and what it wraps a password-protected document into today. Only the
 * names in their directory are looked at.
 */
final class OldOffice {
    /** Of the directory: it is seldom longer, and seldom in pieces. */
    private static final int LOOKED_AT = 64 << 10;

    private OldOffice() {}

    static boolean isOne(byte[] head) {
        return Pictures.starts(head, 0, 0xD0, 0xCF, 0x11, 0xE0);
    }

    static void read(SeekableByteChannel content, byte[] head, Look look, String prefix) throws IOException {
        String names = names(content, head);
        if (names.contains("_VBA_PROJECT")) {
            look.found(FindingKind.MACROS, prefix.isEmpty() ? "the file" : prefix + "the file", 1);
        }
        // MS-OFFCRYPTO 2.3.1
        look.gap(
                prefix + "all of it",
                names.contains("EncryptedPackage") ? Gap.Why.PASSWORD_PROTECTED : Gap.Why.OLD_OFFICE_FORMAT);
    }

    /** The directory begins at the sector that the header names (MS-CFB 2.2); the head counts as well. */
    private static String names(SeekableByteChannel content, byte[] head) throws IOException {
        String names = new String(head, StandardCharsets.UTF_16LE);
        if (head.length < 512) {
            return names;
        }
        ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        int shift = header.getShort(30) == 12 ? 12 : 9;
        long directory = ((header.getInt(48) & 0xFFFF_FFFFL) + 1) << shift;
        if (directory >= content.size()) {
            return names;
        }
        ByteBuffer into = ByteBuffer.allocate((int) Math.min(LOOKED_AT, content.size() - directory));
        Inspector.fill(content.position(directory), into);
        return names + new String(into.array(), StandardCharsets.UTF_16LE);
    }
}
