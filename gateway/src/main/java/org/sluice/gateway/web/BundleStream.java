package org.sluice.gateway.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.sluice.gateway.usecase.FetchFile;
import org.sluice.gateway.usecase.ViewLink;

/** What a courier carries, inside its seal: the files of a link, how they may be used in four languages, and their sums. */
public final class BundleStream {
    private static final String README = "README.txt";
    private static final String SUMS = "SHA256SUMS";

    private BundleStream() {}

    /** @throws IOException if a file may no longer go, or {@code out} takes no more; without its end no ZIP opens */
    public static void write(ViewLink.View view, List<FetchFile.Delivery> deliveries, OutputStream out)
            throws IOException {
        Set<String> taken = new HashSet<>();
        ZipStream.name(README, taken);
        ZipStream.name(SUMS, taken);
        Map<String, FetchFile.Delivery> named = new LinkedHashMap<>();
        deliveries.forEach(one -> named.put(ZipStream.name(one.deposit().name(), taken), one));
        StringBuilder sums = new StringBuilder();
        named.forEach((name, one) -> sums.append(one.deposit().sha256().orElseThrow())
                .append("  ")
                .append(name)
                .append('\n'));
        ZipArchiveOutputStream zip = ZipStream.on(out);
        text(zip, README, readme(view, sums.toString()));
        text(zip, SUMS, sums.toString());
        for (Map.Entry<String, FetchFile.Delivery> one : named.entrySet()) {
            zip.putArchiveEntry(
                    ZipStream.entry(one.getKey(), one.getValue().deposit().size()));
            ZipStream.copy(one.getValue(), zip);
            zip.closeArchiveEntry();
        }
        zip.finish();
    }

    private static void text(ZipArchiveOutputStream zip, String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        zip.putArchiveEntry(ZipStream.entry(name, bytes.length));
        zip.write(bytes);
        zip.closeArchiveEntry();
    }

    static String readme(ViewLink.View view, String sums) {
        List<String> parts = new ArrayList<>();
        for (String language : org.sluice.gateway.words.Words.LANGUAGES) {
            PageWords words = PageWords.load(language);
            List<String> lines = new ArrayList<>();
            lines.add("== " + words.say("bundle.title") + " ==");
            lines.add(words.say("list.for") + ": " + view.recipientName());
            lines.add(words.say("list.by") + ": " + view.releasedBy());
            lines.add(words.say("list.purpose") + ": " + view.purpose());
            lines.add(words.say("list.terms"));
            TermsWords.of(view, words).forEach(term -> lines.add("- " + term));
            lines.add(words.say("bundle.check"));
            parts.add(String.join("\n", lines));
        }
        return String.join("\n\n", parts) + "\n\nSHA-256\n" + sums;
    }
}
