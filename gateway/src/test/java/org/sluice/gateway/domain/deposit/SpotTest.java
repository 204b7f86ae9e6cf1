package org.sluice.gateway.domain.deposit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.label.Channel;

final class SpotTest {
    @Test
    void a_spot_is_written_as_people_see_it() {
        assertThat(spot(List.of(), "a.txt")).hasToString("/public/email/a.txt");
        assertThat(spot(List.of("May", "week 1"), "a.txt")).hasToString("/public/email/May/week 1/a.txt");
    }

    @Test
    void folder_names_are_composed_like_file_names() {
        assertThat(spot(List.of("e\u0301te\u0301"), "a.txt").path()).isEqualTo("\u00e9t\u00e9");
    }

    @Test
    void only_the_first_folder_names_an_audience() {
        assertThat(spot(List.of("@ocha-imos"), "a.txt").audience()).contains("ocha-imos");
        assertThat(spot(List.of("@ocha-imos", "May"), "a.txt").audience()).contains("ocha-imos");
        assertThat(spot(List.of("May", "@ocha-imos"), "a.txt").audience()).isEmpty();
        assertThat(spot(List.of(), "@ocha-imos").audience()).isEmpty();
    }

    @Test
    void what_no_file_may_be_called_no_folder_is_called() {
        assertThat(refusal(List.of("a\\b"))).isEqualTo("bad-name");
        assertThat(refusal(List.of(".."))).isEqualTo("bad-name");
        assertThat(refusal(List.of("May "))).isEqualTo("bad-name");
    }

    @Test
    void folders_may_lie_sixteen_deep_and_no_deeper() {
        assertThat(spot(Collections.nCopies(16, "a"), "a.txt").folders()).hasSize(16);
        assertThat(refusal(Collections.nCopies(17, "a"))).isEqualTo("too-deep");
    }

    private static Spot spot(List<String> folders, String name) {
        return Spot.of(Channel.PUBLIC, "email", folders, name).orThrow();
    }

    private static String refusal(List<String> folders) {
        return switch (Spot.of(Channel.PUBLIC, "email", folders, "a.txt")) {
            case Answer.Refused<Spot> refused -> refused.refusal().code();
            case Answer.Done<Spot> done -> throw new AssertionError("Taken: " + done.value());
        };
    }
}
