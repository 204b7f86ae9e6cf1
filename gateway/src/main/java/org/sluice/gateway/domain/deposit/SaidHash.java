package org.sluice.gateway.domain.deposit;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;

/**
 * The SHA-256 that a file beside another one gives for it, in whatever form people's tools write it: {@code sha256sum} (text
 * and binary), its BSD form and OpenSSL's, PowerShell's {@code Get-FileHash}, {@code certutil}, or the digits alone.
 */
public final class SaidHash {
    private static final String HEX = "([0-9A-Fa-f]{64})";
    private static final Pattern SUM = Pattern.compile("\\\\?" + HEX + "(?:[ \\t]+\\*?(.+))?");
    private static final Pattern BSD = Pattern.compile("SHA(?:2-|-)?256 ?\\((.+)\\) ?= ?" + HEX);
    private static final Pattern POWERSHELL = Pattern.compile("SHA256[ \\t]+" + HEX + "[ \\t]+(.+)");

    private SaidHash() {}

    private record Line(String hash, Optional<String> name) {
        static Line of(String hash, @Nullable String name) {
            return new Line(
                    hash.toLowerCase(Locale.ROOT), Optional.ofNullable(name).map(SaidHash::plain));
        }
    }

    /**
     * The hash for one file.
     *
     * @param text the side file's
     * @param fileName the file's own name; where lines name files, the line for this one counts
     * @return 64 lower-case hex digits, or what is wrong and what to write instead
     */
    public static Answer<String> of(String text, String fileName) {
        String wanted = plain(fileName);
        List<Line> lines = text.lines()
                .map(line -> line.replace("\uFEFF", "").strip())
                .map(SaidHash::line)
                .flatMap(Optional::stream)
                .toList();
        List<String> named = hashes(lines, wanted);
        if (named.isEmpty()) {
            List<Line> nameless =
                    lines.stream().filter(line -> line.name().isEmpty()).toList();
            if (nameless.isEmpty() && !lines.isEmpty()) {
                return wrong("no line of it is for \"" + fileName + "\"");
            }
            named = nameless.stream().map(Line::hash).distinct().toList();
        }
        return switch (named.size()) {
            case 0 -> wrong("no line of it holds a SHA-256, which is 64 hexadecimal digits");
            case 1 -> Answer.done(named.getFirst());
            default -> wrong("it gives more than one hash for \"" + fileName + "\"");
        };
    }

    private static List<String> hashes(List<Line> lines, String wanted) {
        List<String> found = new ArrayList<>();
        for (Line line : lines) {
            if (line.name().filter(wanted::equals).isPresent() && !found.contains(line.hash())) {
                found.add(line.hash());
            }
        }
        return found;
    }

    private static Optional<Line> line(String line) {
        Matcher bsd = BSD.matcher(line);
        if (bsd.matches()) {
            return Optional.of(Line.of(bsd.group(2), bsd.group(1)));
        }
        Matcher powershell = POWERSHELL.matcher(line);
        if (powershell.matches()) {
            return Optional.of(Line.of(powershell.group(1), powershell.group(2)));
        }
        Matcher sum = SUM.matcher(line);
        return sum.matches() ? Optional.of(Line.of(sum.group(1), sum.group(2))) : Optional.empty();
    }

    /** A name without the folders of whoever wrote it, in NFC. */
    private static String plain(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        return Normalizer.normalize(last.strip(), Normalizer.Form.NFC);
    }

    private static Answer<String> wrong(String why) {
        return Answer.refused(Refusal.wrong(
                "bad-hash-file",
                "The .sha256 file can't be used: " + why + ". Write it with: sha256sum FILE > FILE.sha256"));
    }
}
