package org.sluice.gateway.domain.deposit;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Set;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;

/**
 * The one canonicaliser of names that people give to files. A name is a row's value and never a path of the server, yet it
 * comes back as a file name on recipients' machines: so what could act there (separators, control and direction-changing
 * characters, a trailing dot or space) is refused, and the rest is kept in NFC in any script.
 */
public final class FileName {
    /** Bytes of UTF-8, as common file systems have it. */
    public static final int LONGEST = 255;

    /** Characters that reverse or hide parts of a name, the trick of "fdp.exe"; joiners that scripts need are allowed. */
    private static final Set<Integer> DIRECTION_MARKS =
            Set.of(0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF);

    /** Endings by which clients mark a file that is still on its way: FileZilla, WinSCP, rclone, lftp, browsers. */
    private static final Set<String> TEMPORARY =
            Set.of(".part", ".filepart", ".partial", ".tmp", ".crdownload", ".lftp");

    private FileName() {}

    /** The name in NFC, or what is wrong with it. */
    public static Answer<String> of(String given) {
        String name = Normalizer.normalize(given, Normalizer.Form.NFC);
        if (name.isEmpty()) {
            return bad(name, "is empty");
        }
        if (name.equals(".") || name.equals("..")) {
            return bad(name, "means a folder");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return bad(name.substring(0, 24) + "…", "is longer than 255 bytes");
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            return bad(name, "ends with a dot or a space, which Windows drops");
        }
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            if (c == '/' || c == '\\') {
                return bad(name, "holds a slash or a backslash");
            }
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                return bad("…", "holds a control character");
            }
            if (DIRECTION_MARKS.contains(c)) {
                return bad("…", "holds a hidden mark that changes the direction of writing");
            }
            if (c == 0xFFFD || Character.getType(c) == Character.SURROGATE || !Character.isDefined(c)) {
                return bad("…", "is not valid UTF-8; set your client's file name encoding to UTF-8");
            }
            i += Character.charCount(c);
        }
        return Answer.done(name);
    }

    /** Whether clients use such a name for a file still on its way; it settles when it is renamed. */
    public static boolean isTemporary(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && TEMPORARY.contains(name.substring(dot).toLowerCase(java.util.Locale.ROOT));
    }

    private static Answer<String> bad(String name, String why) {
        return Answer.refused(Refusal.wrong(
                "bad-name", "The file name \"" + name + "\" " + why + ". Rename the file and try again."));
    }
}
