package org.sluice.gateway.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.common.PDNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationFileAttachment;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationMarkup;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.inspect.FindingKind;
import org.sluice.gateway.domain.inspect.Gap;
import org.sluice.gateway.domain.inspect.TextTally;

/** What a PDF holds beside the words of its pages: comments, filled-in fields, attached files, properties, programs. */
final class PdfExtras {
    private static final int MOST_FILES = 100;
    private static final int MOST_DEPTH = 16;

    private final Look look;
    private final String prefix;
    private final List<PDComplexFileSpecification> files = new ArrayList<>();

    PdfExtras(Look look, String prefix) {
        this.look = look;
        this.prefix = prefix;
    }

    void read(PDDocument document, PdfPages.Inner inner) throws IOException {
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        comments(document);
        fields(catalog.getAcroForm(null));
        properties(document.getDocumentInformation());
        if (catalog.getMetadata() != null) {
            try (InputStream in = look.timed(catalog.getMetadata().exportXMPMetadata())) {
                LooseText.read(in, look, prefix + "properties", true);
            } catch (XMLStreamException e) {
                look.gap(prefix + "properties", Gap.Why.DAMAGED);
            }
        }
        PDDocumentNameDictionary names = catalog.getNames();
        if (names != null) {
            attached(names.getEmbeddedFiles(), 0);
        }
        if ((names != null && names.getJavaScript() != null) || runsAtOpening(catalog)) {
            look.found(FindingKind.MACROS, prefix + "the file", 1);
        }
        int number = 0;
        for (PDComplexFileSpecification file : files) {
            number++;
            file(file, prefix + "attached file " + number + ": ", inner);
        }
    }

    private static boolean runsAtOpening(PDDocumentCatalog catalog) {
        COSDictionary action = catalog.getCOSObject().getCOSDictionary(COSName.OPEN_ACTION);
        return action != null && (action.containsKey(COSName.JS) || "Launch".equals(action.getNameAsString(COSName.S)));
    }

    private void comments(PDDocument document) throws IOException {
        TextTally tally = look.text();
        TextTally authors = look.text();
        for (int page = 0;
                page < Math.min(document.getNumberOfPages(), look.bounds().pages());
                page++) {
            look.inTime();
            for (PDAnnotation note : document.getPage(page).getAnnotations()) {
                line(tally, note.getContents());
                if (note instanceof PDAnnotationMarkup markup) {
                    line(authors, markup.getTitlePopup());
                    line(tally, markup.getSubject());
                }
                if (note instanceof PDAnnotationFileAttachment attachment
                        && attachment.getFile() instanceof PDComplexFileSpecification file) {
                    add(file);
                }
            }
        }
        look.found(tally.findings(prefix + "comments"));
        look.foundOfAuthors(authors.findings(prefix + "authors of comments"));
    }

    private void fields(@Nullable PDAcroForm form) throws IOException {
        if (form == null) {
            return;
        }
        TextTally tally = look.text();
        for (PDField field : form.getFieldTree()) {
            String name =
                    field.getAlternateFieldName() == null ? field.getPartialName() : field.getAlternateFieldName();
            line(tally, (name == null ? "" : name) + ": " + field.getValueAsString());
        }
        look.found(tally.findings(prefix + "fields of the form"));
    }

    private void properties(PDDocumentInformation properties) throws BoundReached {
        TextTally tally = look.text();
        line(tally, properties.getTitle());
        line(tally, properties.getSubject());
        line(tally, properties.getKeywords());
        look.found(tally.findings(prefix + "properties"));
    }

    private void line(TextTally tally, @Nullable String words) throws BoundReached {
        if (words != null) {
            look.line();
            tally.line(words);
        }
    }

    private void attached(@Nullable PDNameTreeNode<PDComplexFileSpecification> node, int depth) throws IOException {
        if (node == null || depth > MOST_DEPTH) {
            return;
        }
        look.inTime();
        Map<String, PDComplexFileSpecification> named = node.getNames();
        if (named != null) {
            named.values().forEach(this::add);
        }
        if (node.getKids() != null) {
            for (PDNameTreeNode<PDComplexFileSpecification> kid : node.getKids()) {
                attached(kid, depth + 1);
            }
        }
    }

    private void add(@Nullable PDComplexFileSpecification file) {
        if (file != null && files.size() <= MOST_FILES) {
            files.add(file);
        }
    }

    private void file(PDComplexFileSpecification file, String place, PdfPages.Inner inner) throws IOException {
        PDEmbeddedFile content = file.getEmbeddedFile();
        if (content == null || files.size() > MOST_FILES) {
            look.gap(place + "all of it", content == null ? Gap.Why.UNKNOWN_FORMAT : Gap.Why.TOO_MANY_PARTS);
            return;
        }
        inner.file(content.toByteArray(), place);
    }
}
