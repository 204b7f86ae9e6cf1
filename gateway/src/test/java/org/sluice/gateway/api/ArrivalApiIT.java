package org.sluice.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.testkit.GatewayFixture.bytes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.inspect.whole.WholeFiles;
import org.sluice.gateway.testkit.ScriptedScanner;

/** What is checked of a file when it arrives, as the API tells it. */
final class ArrivalApiIT {
    private static String deposited(ApiFixture api, String name, byte[] content) {
        api.gateway.participant("relief-a", "coordinators");
        api.gateway.person("ali", "relief-a", Role.DEPOSITOR);
        return api.gateway
                .deposit("ali", Channel.CONFIDENTIAL, "assessments-reports", name, content)
                .id();
    }

    @Test
    void a_file_without_its_end_says_so_until_somebody_answers_for_it() {
        try (ApiFixture api = new ApiFixture()) {
            byte[] whole = WholeFiles.zip();
            String id = deposited(api, "report.docx", Arrays.copyOf(whole, whole.length - 1));
            String path = "/api/v1/deposits/" + id;
            JsonNode seen =
                    api.send(api.request(path).header("Sluice-As", "ali").GET()).json();
            assertThat(seen.path("held").asBoolean()).isTrue();
            assertThat(seen.path("holding").toString()).contains("looks as if its end were missing");
            assertThat(seen.path("whole").path("state").asText()).isEqualTo("cut-off");
            assertThat(seen.path("whole").path("held").asBoolean()).isTrue();
            assertThat(seen.path("whole").path("hash").asText()).isEqualTo("not-said");
            assertThat(seen.path("scan").path("state").asText()).isEqualTo("not-scanned");
            assertThat(seen.path("scan").path("why").asText()).isEqualTo("no scanner is configured");
            assertThat(api.post(path + "/whole", "{\"note\": \"opened it\"}").code())
                    .isEqualTo("person-missing");
            assertThat(api.post(path + "/whole", "{\"note\": \"as Ahmad Yilmaz said\", \"as\": \"ali\"}")
                            .code())
                    .isEqualTo("looks-like-a-person");
            assertThat(api.post(path + "/whole", "{\"note\": \"opened it\", \"as\": \"ali\"}")
                            .json()
                            .path("answeredBy")
                            .asText())
                    .isEqualTo("ali");
            assertThat(api.get(path).json().path("whole").path("held").asBoolean())
                    .isFalse();
            assertThat(api.post(path + "/rescan", "{}").code()).isEqualTo("no-scanner");
            assertThat(api.get("/api/v1/scans").json()).isEmpty();
        }
    }

    @Test
    void what_the_scanner_found_is_listed_and_can_be_scanned_anew() {
        try (ScriptedScanner scanner = ScriptedScanner.answering("stream: Made.Up-1 FOUND");
                ApiFixture api = new ApiFixture(Optional.of(scanner.settings()))) {
            String id = deposited(api, "a.csv", bytes("a table of figures"));
            String path = "/api/v1/deposits/" + id;
            assertThat(api.get(path).json().path("scan").path("state").asText()).isEqualTo("waiting");
            api.gateway.inside.arrivals.scan().due();
            assertThat(api.get(path).json().path("scan").path("signature").asText())
                    .isEqualTo("Made.Up-1");
            assertThat(api.get("/api/v1/scans").json().path(0).path("state").asText())
                    .isEqualTo("infected");
            assertThat(api.post(path + "/rescan", "{}").json().path("state").asText())
                    .isEqualTo("waiting");
        }
    }
}
