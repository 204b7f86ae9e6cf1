package org.sluice.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.gateway.domain.inspect.Finding;

/** What values and headings tell, in four languages and the digits of any script. Every person and number is made up. */
final class ColumnsTest {
    private final Inspector inspector = new Inspector(VocabularyFiles.load(), 10);

    private List<String> found(byte[] file) {
        return inspector.inspect("file", new SeekableInMemoryByteChannel(file), Set.of()).findings().stream()
                .map(Finding::sentence)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "٠٩٤٤١٢٣٤٥٦| telephones",
                "\u200E+963 944 123 456| telephones",
                "963944123456| telephones",
                "0 (532) 123 45 67| telephones",
                "(0532) 123-45-67| telephones",
                "905321234567| telephones",
                "123-00012345| identity-numbers",
                "123-45C67890| identity-numbers",
                "١٠٠٠٠٠٠٠١٤٦| identity-numbers",
                "SY02010001| places-below-sub-district",
                "8GJ5X4G8+7Q| exact-coordinates",
                "36.20210 37.13430| exact-coordinates",
            })
    void values_tell_what_they_are_without_a_heading(String value, String kind) {
        String rows = (value + ";x\n").repeat(4);
        assertThat(found(Files.text(rows))).contains(kind + ": table, column A (4)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dateOfBirth| 1985| birth-dates",
                "Né(e) le| 02/03/1985| birth-dates",
                "تاريخ ميلاد الطفل| ٢/٣/١٩٨٥| birth-dates",
                "DOĞUM YILI| 1985| birth-dates",
                "phone_2| 5321234567| telephones",
                "phone1| 5321234567| telephones",
                "رقم الهوية| ١٢٣٤٥| identity-numbers",
                "admin4Name| Made up| places-below-sub-district",
                "Quartier| Made up| places-below-sub-district",
                "MAHALLESİ| Made up| places-below-sub-district",
                "Girls (6-17)| 4| small-counts",
                "60+| ٤| small-counts",
                "Prénom| Zzz| person-names",
            })
    void headings_tell_what_values_are(String heading, String value, String kind) {
        assertThat(found(Files.text(heading + ";x\n" + value + ";\n"))).contains(kind + ": table, column A (1)");
    }

    @Test
    void tables_are_told_below_titles_in_any_character_set_and_with_breaks_in_cells() {
        String table = "Report of made-up places\nVillage,Remarks\nA,\"two\nlines, and a comma\"\nB,x\nC,y\n";
        assertThat(found(Files.text(table))).containsExactly("places-below-sub-district: table, column A (3)");
        assertThat(found("Prénom;Téléphone\nZoé;05321234567\n".getBytes(Charset.forName("windows-1254"))))
                .containsExactly("person-names: table, column A (1)", "telephones: table, column B (1)");
        assertThat(found("الاسم الكامل;القرية\nمحمد أحمد;حلب الجديدة\n".getBytes(Charset.forName("windows-1256"))))
                .containsExactly("person-names: table, column A (1)", "places-below-sub-district: table, column B (1)");
        byte[] damaged = Files.text("القرية;ملاحظات\nحلب الجديدة;x\n!;y\n");
        damaged[damaged.length - 4] = (byte) 0xFF;
        assertThat(found(damaged)).containsExactly("places-below-sub-district: table, column A (2)");
    }
}
