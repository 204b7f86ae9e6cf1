package org.sluice.gateway.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.LikelyPerson;
import org.sluice.gateway.domain.inspect.TextTally;

/**
 * The parts of a document of Microsoft's or the OpenDocument form: text, tables, notes, comments, deleted words, properties, what
 * charts and pivot tables keep of their sources, and the files inside.
 */
final class OfficePackage {
    /** Looks of things, which hold no words of people. */
    private static final Pattern LOOKS = Pattern.compile(
            "(word|ppt|xl)/(styles|styleswitheffects|settings|websettings|fonttable|numbering|presprops|viewprops|tablestyles"
                    + "|sharedstrings|workbook|calcchain|metadata|volatiledependencies)\\.xml|.*/theme/.*|\\[content_types]\\.xml");

    private static final Pattern TEXTS = Pattern.compile(
            "word/[^/]+\\.xml|word/glossary/document\\.xml"
                    + "|ppt/[^/]+\\.xml|ppt/(slides|notesslides|comments|slidemasters|slidelayouts|notesmasters|handoutmasters)/[^/]+\\.xml"
                    + "|xl/(comments[^/]*|threadedcomments/[^/]+|drawings/[^/]+)\\.xml|(word|ppt|xl)/(diagrams|drawings)/data[^/]*\\.xml");

    private static final Pattern KEPT = Pattern.compile("xl/pivotcache/[^/]+\\.xml|xl/externallinks/[^/]+\\.xml"
            + "|(word|ppt|xl)/charts/chart[^/]*\\.xml|xl/persons/[^/]+\\.xml|customxml/item\\d*\\.xml|docprops/(app|custom)\\.xml"
            + "|xl/(connections|querytables/[^/]+)\\.xml|.*\\.rels");

    private static final Set<String> AUTHORS = Set.of("creator", "lastModifiedBy", "initial-creator", "printed-by");

    private final Look look;
    private final Archive archive;
    private final LikelyPerson persons;
    private final String prefix;
    private final Inner inner;

    /** A file inside, which is looked at like any other. */
    interface Inner {
        void file(ZipArchiveEntry entry, String place) throws IOException;
    }

    OfficePackage(Look look, Archive archive, LikelyPerson persons, String prefix, Inner inner) {
        this.look = look;
        this.archive = archive;
        this.persons = persons;
        this.prefix = prefix;
        this.inner = inner;
    }

    /** Looks at the whole package; false if it is none, but any ZIP. */
    boolean read() throws IOException, XMLStreamException {
        if (archive.entries().stream().anyMatch(entry -> isMacro(entry.getName()))) {
            look.found(FindingKind.MACROS, prefix.isEmpty() ? "the file" : prefix + "the file", 1);
        }
        if (archive.has("encrypted-package")) {
            look.gap(prefix + "all of it", Gap.Why.PASSWORD_PROTECTED);
        } else if (archive.has("xl/workbook.bin")) {
            look.gap(prefix + "all of it", Gap.Why.OLD_OFFICE_FORMAT);
        } else if (archive.has("xl/workbook.xml")) {
            new Spreadsheet(archive, look).read(prefix);
            office();
        } else if ((archive.has("[Content_Types].xml") && archive.has("_rels/.rels"))
                || archive.has("word/document.xml")
                || archive.has("ppt/presentation.xml")) {
            office();
        } else if (archive.has("content.xml") && archive.has("mimetype")) {
            openDocument();
        } else {
            return false;
        }
        return true;
    }

    /** Visual Basic, old Excel macro sheets, and Basic or scripts in OpenDocument. */
    private static boolean isMacro(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("vbaproject.bin")
                || lower.startsWith("xl/macrosheets/")
                || ((lower.startsWith("basic/") || lower.startsWith("scripts/")) && lower.endsWith(".xml"));
    }

    private void office() throws IOException, XMLStreamException {
        int embedded = 0;
        for (ZipArchiveEntry entry : archive.entries()) {
            String lower = entry.getName().toLowerCase(Locale.ROOT);
            look.part();
            if (KEPT.matcher(lower).matches()) {
                loose(entry, lower);
            } else if (!LOOKS.matcher(lower).matches() && TEXTS.matcher(lower).matches()) {
                text(entry, prefix + partName(lower), "table");
            } else if (lower.equals("docprops/core.xml")) {
                properties(entry);
            } else if (lower.matches("(word|xl|ppt)/([^/]+/)?[^/]+")
                    && !lower.endsWith(".xml")
                    && !lower.endsWith("/")) {
                embedded++;
                inner.file(entry, prefix + "embedded file " + embedded + ": ");
            }
        }
    }

    private static String partName(String name) {
        if (name.contains("comment")) {
            return "comments, ";
        }
        if (name.contains("notes")) {
            return "notes, ";
        }
        return name.contains("header") || name.contains("footer") ? "header or footer, " : "";
    }

    private void openDocument() throws IOException, XMLStreamException {
        Optional<ZipArchiveEntry> manifest = archive.entry("META-INF/manifest.xml");
        if (manifest.isPresent()
                && new String(archive.bytes(manifest.get()), StandardCharsets.UTF_8).contains("encryption-data")) {
            look.gap(prefix + "all of it", Gap.Why.PASSWORD_PROTECTED);
            return;
        }
        String mime = new String(archive.bytes(archive.entry("mimetype").orElseThrow()), StandardCharsets.US_ASCII);
        String table = mime.contains("spreadsheet") ? "sheet" : "table";
        int embedded = 0;
        for (ZipArchiveEntry entry : archive.entries()) {
            String name = entry.getName();
            look.part();
            if (name.equals("content.xml") || name.equals("styles.xml")) {
                text(entry, prefix + (name.equals("styles.xml") ? "header or footer, " : ""), table);
            } else if (name.equals("meta.xml")) {
                properties(entry);
            } else if (name.endsWith("/content.xml")) {
                embedded++;
                text(entry, prefix + "embedded object " + embedded + ", ", "table");
            } else if (!name.endsWith("/")
                    && !name.endsWith(".xml")
                    && !name.startsWith("META-INF/")
                    && !name.equals("mimetype")) {
                embedded++;
                inner.file(entry, prefix + "embedded file " + embedded + ": ");
            }
        }
    }

    private void text(ZipArchiveEntry entry, String place, String table) throws IOException, XMLStreamException {
        try (InputStream in = archive.open(entry)) {
            Writing.read(in, look, place, table);
        }
    }

    private void loose(ZipArchiveEntry entry, String lower) throws IOException, XMLStreamException {
        String place;
        if (lower.contains("pivotcache")) {
            place = "source of a pivot table";
        } else if (lower.contains("/charts/")) {
            place = "source of a chart";
        } else if (lower.contains("externallinks")) {
            place = "kept of another workbook";
        } else if (lower.startsWith("docprops/")) {
            place = "properties";
        } else if (lower.startsWith("xl/persons/")) {
            place = "authors of changes and comments";
        } else {
            place = "data beside the text";
        }
        try (InputStream in = archive.open(entry)) {
            LooseText.read(in, look, prefix + place, lower.startsWith("docprops/") || lower.startsWith("xl/persons/"));
        }
    }

    private void properties(ZipArchiveEntry entry) throws IOException, XMLStreamException {
        StringBuilder text = new StringBuilder();
        TextTally others = look.text();
        boolean[] named = {false};
        try (InputStream in = archive.open(entry)) {
            Xml.read(in, (xml, event) -> {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    text.setLength(0);
                } else if (event == XMLStreamConstants.CHARACTERS && text.length() < 1000) {
                    text.append(xml.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    if (AUTHORS.contains(xml.getLocalName())) {
                        named[0] |= persons.inText(text.toString());
                    } else {
                        // Titles, subjects, keywords.
                        others.line(text.toString());
                    }
                    text.setLength(0);
                }
            });
        }
        look.found(others.findings(prefix + "properties"));
        if (named[0]) {
            look.found(FindingKind.AUTHOR_IN_PROPERTIES, prefix + "properties", 1);
        }
    }
}
