package org.sluice.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseAddressTest {
    @Test
    void a_file_is_an_embedded_database() {
        var address = DatabaseAddress.parse("sqlite:/var/lib/sluice/sluice.db");

        assertThat(address.dialect()).isEqualTo(Dialect.SQLITE);
        assertThat(address).hasToString("sqlite:/var/lib/sluice/sluice.db");
    }

    @Test
    void a_password_is_kept_apart_and_never_printed() {
        var address = DatabaseAddress.parse("jdbc:postgresql://db/sluice?user=sluice&Password=hunter%202&ssl=true");

        assertThat(address.password()).contains("hunter 2");
        assertThat(address).hasToString("jdbc:postgresql://db/sluice?user=sluice&ssl=true");
        assertThat(address.withPassword("other")).hasToString("jdbc:postgresql://db/sluice?user=sluice&ssl=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sqlite:",
                "sluice.db",
                "jdbc:mysql://hunter2@db/sluice",
                "jdbc:postgresql://sluice:hunter2@db/sluice"
            })
    void anything_else_is_refused_without_repeating_it(String text) {
        assertThatThrownBy(() -> DatabaseAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }
}
