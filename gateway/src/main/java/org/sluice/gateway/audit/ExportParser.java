package org.sluice.gateway.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.sluice.gateway.audit.ExportLine.Chained;
import org.sluice.gateway.audit.ExportLine.End;
import org.sluice.gateway.audit.ExportLine.Header;
import org.sluice.gateway.audit.ExportLine.Malformed;
import org.sluice.gateway.audit.ExportLine.Signed;
import org.sluice.gateway.domain.audit.AuditLine;
import org.sluice.gateway.domain.audit.Checkpoint;
import org.sluice.gateway.domain.audit.ExportEnd;
import org.sluice.gateway.domain.audit.ExportHeader;
import org.sluice.gateway.domain.audit.ExportedRecord;

/**
 * Reads the lines of an export. Every line must be exactly what the gateway would write for what it says: nothing can be
 * hidden in other white space, other escapes, further or doubled members.
 */
final class ExportParser {
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ExportParser() {}

    static ExportLine parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.has("format")) {
                var header = new ExportHeader(text(json, "format"), number(json, "version"), text(json, "signer"));
                return asWritten(header.line(), text, new Header(header));
            }
            if (json.has("line")) {
                var record = new ExportedRecord(text(json, "line"), maybe(json, "salt"), maybe(json, "payload"));
                return asWritten(record.line(), text, record(record));
            }
            if (json.has("checkpoint")) {
                Checkpoint checkpoint = checkpoint(json);
                return asWritten(checkpoint.line(), text, new Signed(checkpoint));
            }
            if (json.has("end")) {
                ExportEnd end = end(json);
                return asWritten(end.line(), text, new End(end));
            }
            return new Malformed("is neither a header, a record, a checkpoint nor an end mark");
        } catch (JsonProcessingException e) {
            return new Malformed("is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return new Malformed("cannot be read: " + e.getMessage());
        }
    }

    /** The records that the payload of an erasure names; none when it is not such a payload. */
    static Collection<Long> erased(String payload) {
        try {
            var seqs = new TreeSet<Long>();
            for (String seq : List.of(text(JSON.readTree(payload), "seqs").split(","))) {
                seqs.add(Long.valueOf(seq));
            }
            return seqs;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return List.of();
        }
    }

    private static ExportLine asWritten(String written, String found, ExportLine line) {
        return written.equals(found) ? line : new Malformed("is not written as the gateway writes it");
    }

    private static ExportLine record(ExportedRecord record) throws JsonProcessingException {
        JsonNode json = JSON.readTree(record.stored());
        var line = new AuditLine(
                number(json, "seq"),
                Instant.parse(text(json, "at")),
                text(json, "kind"),
                text(json, "digest"),
                text(json, "prev"));
        return asWritten(line.text(), record.stored(), new Chained(line, record));
    }

    private static Checkpoint checkpoint(JsonNode json) {
        JsonNode body = json.path("checkpoint");
        return new Checkpoint(
                number(body, "seq"),
                text(body, "hash"),
                Instant.parse(text(body, "at")),
                text(body, "signer"),
                text(json, "signature"));
    }

    private static ExportEnd end(JsonNode json) {
        JsonNode body = json.path("end");
        return new ExportEnd(
                number(body, "seq"),
                text(body, "hash"),
                Instant.parse(text(body, "at")),
                number(body, "records"),
                text(body, "digest"),
                text(json, "signature"));
    }

    private static String text(JsonNode json, String name) {
        return maybe(json, name).orElseThrow(() -> new IllegalArgumentException("its \"" + name + "\" is null"));
    }

    private static Optional<String> maybe(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("it has no text \"" + name + "\"");
        }
        return Optional.of(value.textValue());
    }

    private static long number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("it has no whole number \"" + name + "\"");
        }
        return value.longValue();
    }
}
