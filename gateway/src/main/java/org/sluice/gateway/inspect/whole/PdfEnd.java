package org.sluice.gateway.inspect.whole;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.gateway.domain.whole.Ending;

/**
 * The end of a PDF: {@code startxref}, a place in the file, and {@code %%EOF} (ISO 32000-1, section 7.5.5). A file that was
 * changed has several such ends, so behind the last one nothing may begin again; one made for the web says its length
 * (annex F).
 */
final class PdfEnd {
    static final String FORMAT = "PDF";

    private static final int HEAD = 1024;
    /** Bytes at the end among which readers look for the mark. */
    private static final int TAIL = 2048;

    private static final String MARK = "%%EOF";
    private static final Pattern PLACE = Pattern.compile("startxref\\s+(\\d{1,18})\\s*$");
    private static final Pattern LENGTH = Pattern.compile("/Linearized\\b.*?/L\\s+(\\d{1,18})\\b", Pattern.DOTALL);
    /** How another revision begins, or the first letters of that. */
    private static final Pattern BEGINS_AGAIN = Pattern.compile(
            "(\\d+(\\s+(\\d+(\\s+(o|ob)?)?)?)?|x|xr|xre)|.*(\\bobj\\b|\\bxref\\b|\\bstream\\b|trailer).*",
            Pattern.DOTALL);

    private PdfEnd() {}

    static boolean starts(byte[] head) {
        int at = header(text(head));
        return at == 0 || (at > 0 && (head[at - 1] == '\n' || head[at - 1] == '\r' || at == 3));
    }

    private static int header(String head) {
        return head.substring(0, Math.min(HEAD, head.length())).indexOf("%PDF-");
    }

    static Ending look(Bytes file) throws IOException {
        String head = text(file.at(0, HEAD));
        Matcher length = LENGTH.matcher(head);
        if (length.find() && Long.parseLong(length.group(1)) > file.size()) {
            return cutOff("It says that it is " + length.group(1) + " bytes long, and " + file.size() + " arrived.");
        }
        long tailFrom = Math.max(0, file.size() - TAIL);
        String tail = text(file.at(tailFrom, TAIL));
        int mark = tail.lastIndexOf(MARK);
        if (mark < 0) {
            return cutOff("The mark %%EOF, which stands at the end, is missing.");
        }
        if (BEGINS_AGAIN
                .matcher(tail.substring(mark + MARK.length()).replace('\0', ' ').strip())
                .matches()) {
            return cutOff("Behind its mark %%EOF it goes on and does not come to an end.");
        }
        long end = tailFrom + mark;
        long before = Math.max(0, end - TAIL);
        Matcher place = PLACE.matcher(text(file.at(before, (int) (end - before))));
        if (!place.find()) {
            return cutOff("The place of its table (startxref), which stands at the end, is missing.");
        }
        long table = Long.parseLong(place.group(1));
        return table > 0 && table < end
                ? Ending.whole(FORMAT)
                : cutOff("Its table should stand at byte " + table + ", where there is nothing.");
    }

    private static Ending cutOff(String why) {
        return Ending.cutOff(FORMAT, why);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
