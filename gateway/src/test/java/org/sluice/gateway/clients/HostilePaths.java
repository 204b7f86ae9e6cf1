package org.sluice.gateway.clients;

import static org.sluice.gateway.clients.Desk.FOLDER;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Paths that lead out, hide something or are no text: none of them is anything here, whatever is asked of it. */
final class HostilePaths {
    static final List<byte[]> ALL = List.of(
            bytes("../../../../etc/passwd"),
            bytes("/../../../etc/passwd"),
            bytes("/confidential/../../../etc/passwd"),
            bytes(FOLDER + "../../../../etc/passwd"),
            bytes(FOLDER + "..\\..\\..\\etc\\passwd"),
            bytes(FOLDER + "a\\b"),
            bytes("C:\\Windows\\win.ini"),
            bytes("\\\\host\\share\\x"),
            bytes("//etc//passwd"),
            bytes("/proc/self/environ"),
            bytes("~root/.ssh/authorized_keys"),
            bytes("\0"),
            bytes(FOLDER + "a\0b"),
            bytes(FOLDER + "../assessments-reports/a\0/../b\0"),
            bytes(FOLDER + "x".repeat(256)),
            bytes(FOLDER + "ş".repeat(128)),
            bytes(FOLDER + "x".repeat(70_000)),
            bytes("/" + "a/".repeat(20_000)),
            bytes(FOLDER + "line\nbreak"),
            bytes(FOLDER + "cod.\u202Eexe"),
            bytes(FOLDER + "dot."),
            bytes("/confidential/no-such-type/x"),
            bytes("/inbox/x"),
            bytes("/notices/x"),
            bytes("/help/x"),
            bytes("/help/../../etc/passwd"),
            bytes("/help/restricted/../../../etc/passwd"),
            bytes("/help/a\0b"),
            invalid(FOLDER, 0xC3, 0x28),
            invalid(FOLDER, 0xFF, 0xFE),
            invalid(FOLDER, 0xC0, 0xAF, 0x2E, 0x2E, 0xC0, 0xAF),
            invalid(FOLDER, 0xED, 0xA0, 0x80));

    private HostilePaths() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] invalid(String folder, int... more) {
        byte[] path = Arrays.copyOf(bytes(folder), bytes(folder).length + more.length);
        for (int i = 0; i < more.length; i++) {
            path[path.length - more.length + i] = (byte) more[i];
        }
        return path;
    }
}
