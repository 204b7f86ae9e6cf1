package org.sluice.gateway.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is hashed never changes: the vectors here were computed by another program (printf, sha256sum). */
final class AuditTextTest {
    @Test
    void a_line_has_the_text_and_the_hash_that_were_written_down() {
        var line = new AuditLine(
                7,
                Instant.parse("2026-03-02T08:00:00.123456Z"),
                "deposit_begun",
                AuditLine.digest(new byte[] {1, 2, 3}, "{\"actor\":{}}"),
                AuditLine.GENESIS);

        assertThat(line.text())
                .isEqualTo("{\"seq\":7,\"at\":\"2026-03-02T08:00:00.123Z\",\"kind\":\"deposit_begun\",\"digest\":\""
                        + "ae99d722350e6d5d99e22c0d931b5b110bf0d76e6611b1b93e5f9df46c922d5b\",\"prev\":\""
                        + "0".repeat(64) + "\"}");
        assertThat(line.hash()).isEqualTo("e12f5babf702efd7379ee67177241ace6c985f697735c2a308eff40ab34d393b");
    }

    @Test
    void a_payload_holds_the_actor_and_the_details_sorted_by_name() {
        var event = new AuditEvent(
                EventKind.LINK_OPENED, new Actor.LinkHolder("l-1"), Map.of("route", "/l", "address", "a \"b\" \\ \n"));

        assertThat(event.payload())
                .isEqualTo("{\"actor\":{\"word\":\"link_holder\",\"link\":\"l-1\"},"
                        + "\"address\":\"a \\\"b\\\" \\\\ \\u000a\",\"route\":\"/l\"}");
    }

    @Test
    void every_actor_says_who_it_is() {
        assertThat(new Actor.HostAdministrator(Optional.empty()).json()).isEqualTo("{\"word\":\"host_administrator\"}");
        assertThat(new Actor.HostAdministrator(Optional.of("p-1")).json())
                .isEqualTo("{\"word\":\"host_administrator\",\"as_person\":\"p-1\"}");
        assertThat(new Actor.PersonActor("p-1", "org-1").json())
                .isEqualTo("{\"word\":\"person\",\"person\":\"p-1\",\"participant\":\"org-1\"}");
        assertThat(new Actor.SystemActor("retention").json()).isEqualTo("{\"word\":\"system\",\"part\":\"retention\"}");
        assertThat(new Actor.Stranger("192.0.2.0/24").json())
                .isEqualTo("{\"word\":\"stranger\",\"network\":\"192.0.2.0/24\"}");
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void every_kind_is_a_noun_and_a_verb(EventKind kind) {
        assertThat(kind.word()).matches("[a-z]+(_[a-z]+)+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"actor", "", "Name", "two words", "1st", "a\""})
    void a_detail_has_a_plain_name(String name) {
        assertThatThrownBy(() ->
                        new AuditEvent(EventKind.LINK_OPENED, new Actor.SystemActor("test"), Map.of(name, "value")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_value_has_its_longest_length_and_no_more() {
        var event = new AuditEvent(EventKind.LINK_OPENED, new Actor.SystemActor("test"));

        assertThat(event.with("text", "x".repeat(AuditEvent.LONGEST_VALUE)).details())
                .hasSize(1);
        assertThatThrownBy(() -> event.with("text", "x".repeat(AuditEvent.LONGEST_VALUE + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most");
    }

    @Test
    void lone_surrogates_are_escaped_and_pairs_are_not() {
        assertThat(JsonText.quote("\ud83d\ude00 \ud83d \ude00\ud83d"))
                .isEqualTo("\"\ud83d\ude00 \\ud83d \\ude00\\ud83d\"");
    }
}
