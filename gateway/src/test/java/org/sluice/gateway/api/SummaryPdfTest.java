package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** A summary as PDF. */
class SummaryPdfTest {
    private static final String NOTE = "letters that this document's font does not have";

    private static String text(SummaryPdf pdf, int pages) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pdf.write(out);
        try (PDDocument document = Loader.loadPDF(out.toByteArray())) {
            assertThat(document.getNumberOfPages()).isEqualTo(pages);
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void turkish_and_french_stand_in_it_as_they_were_written() throws IOException {
        SummaryPdf pdf = new SummaryPdf();
        pdf.title("Release r1");
        pdf.line("purpose", "Müdahale planlaması, ığüşöçİ; évaluation « œuvre »");
        pdf.line("nothing", "");
        assertThat(text(pdf, 1))
                .contains("Müdahale planlaması, ığüşöçİ", "évaluation « œuvre »")
                .doesNotContain("nothing", NOTE);
    }

    @Test
    void arabic_stands_in_it_from_right_to_left_and_persian_and_kurdish_letters_do_too() throws IOException {
        SummaryPdf pdf = new SummaryPdf();
        pdf.line("recipient", "مكتب الحماية (OCHA)");
        pdf.line("by", "سازمان گیتی، ڕێکخراو");
        assertThat(text(pdf, 1)).contains("مكتب الحماية", "سازمان گیتی", "OCHA").doesNotContain(NOTE);
    }

    /** Each sign as it is drawn, from the left. */
    @Test
    void letters_are_drawn_in_the_shapes_that_their_neighbours_give_them() {
        assertThat(WrittenText.fromLeftToRight(WrittenText.joined("a: (كلا) 12")))
                .isEqualTo("a: (\ufefc\ufedb) 12");
        assertThat(WrittenText.fromLeftToRight(WrittenText.joined("évaluation (1)")))
                .isEqualTo("évaluation (1)");
    }

    @Test
    void what_the_font_lacks_is_shown_as_missing_and_said_so() throws IOException {
        SummaryPdf pdf = new SummaryPdf();
        pdf.line("name", "\u4eba OCHA \n\u0007");
        assertThat(text(pdf, 1)).contains("OCHA", NOTE).doesNotContain("\u4eba");
    }

    @Test
    void long_lines_are_broken_and_many_lines_take_more_pages() throws IOException {
        SummaryPdf pdf = new SummaryPdf();
        for (int i = 0; i < 100; i++) {
            pdf.head("recipient " + i);
            pdf.line("sha256", "0123456789abcdef".repeat(20));
        }
        String text = text(pdf, 10);
        assertThat(text).contains("recipient 0", "recipient 99");
        assertThat(text.replaceAll("\\s", "")).contains("0123456789abcdef".repeat(20));
    }
}
