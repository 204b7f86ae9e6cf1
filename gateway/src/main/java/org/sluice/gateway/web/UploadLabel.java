package org.sluice.gateway.web;

import io.undertow.util.HeaderValues;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;

/** Reads from headers where a file goes and what its label says. Unknown words are refused: a misspelt key says nothing. */
final class UploadLabel {
    /** What tus clients send besides, and what says nothing about where a file goes. */
    static final Set<String> IGNORED = Set.of("filetype", "relativePath", "lastModified", "name");

    private UploadLabel() {}

    /** What a client said. */
    record Said(Spot spot, Map<String, String> label) {}

    /** tus' {@code Upload-Metadata}: {@code filename}, {@code channel}, {@code type}, {@code folder}, and label keys. */
    static Answer<Said> ofMetadata(@Nullable String header) {
        Map<String, String> said = new LinkedHashMap<>();
        for (String pair : header == null ? new String[0] : header.split(",", -1)) {
            String[] parts = pair.strip().split(" ", 2);
            try {
                String value = parts.length < 2
                        ? ""
                        : StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(Base64.getDecoder().decode(parts[1].strip())))
                                .toString();
                if (said.put(parts[0], value) != null) {
                    return wrong("Upload-Metadata says \"" + parts[0] + "\" twice.");
                }
            } catch (IllegalArgumentException | CharacterCodingException e) {
                return wrong("Upload-Metadata is \"key base64\" pairs with commas between them, of text in UTF-8.");
            }
        }
        String name = said.remove("filename");
        if (name == null) {
            name = said.getOrDefault("name", "");
        }
        IGNORED.forEach(said::remove);
        return of(said, name);
    }

    /** Fields of a form, or of metadata: {@code channel}, {@code type} and {@code folder} are the spot, the rest the label. */
    static Answer<Said> of(Map<String, String> fields, String name) {
        Map<String, String> said = new LinkedHashMap<>(fields);
        String channel = Optional.ofNullable(said.remove("channel")).orElse("");
        String type = Optional.ofNullable(said.remove("type")).orElse("");
        String folder = Optional.ofNullable(said.remove("folder")).orElse("");
        return spot(channel, type, folder.isEmpty() ? List.of() : List.of(folder.split("/", -1)), name)
                .then(spot -> Answer.done(new Said(spot, said)));
    }

    static Answer<Spot> spot(String channel, String type, List<String> folders, String name) {
        Optional<Channel> known = Channel.of(channel);
        if (known.isEmpty()) {
            return Answer.refused(Refusal.wrong(
                    "bad-channel",
                    (channel.isEmpty() ? "Say the channel: " : "There is no channel \"" + channel + "\"; take ")
                            + "one of " + String.join(", ", Channel.words()) + "."));
        }
        return Spot.of(known.get(), type, folders, name);
    }

    /** {@code Sluice-Label: key=value; key=value}, percent-encoded where it is not ASCII; the header may come again. */
    static Answer<Map<String, String>> ofHeader(@Nullable HeaderValues headers) {
        Map<String, String> said = new LinkedHashMap<>();
        for (String header : headers == null ? List.<String>of() : headers) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (pair.isBlank()) {
                    continue;
                }
                try {
                    String key = equals < 0 ? "" : pair.substring(0, equals).strip();
                    // A plus is a plus here, and not a space as in forms.
                    String value = equals < 0
                            ? ""
                            : URLDecoder.decode(
                                    pair.substring(equals + 1).strip().replace("+", "%2B"), StandardCharsets.UTF_8);
                    if (key.isEmpty() || said.put(key, value) != null) {
                        return wrong(
                                "Sluice-Label is \"key=value\" pairs with semicolons between them, each key once.");
                    }
                } catch (IllegalArgumentException e) {
                    return wrong("Sluice-Label has a percent sign that begins no percent-encoded byte.");
                }
            }
        }
        return Answer.done(said);
    }

    private static <T> Answer<T> wrong(String message) {
        return Answer.refused(Refusal.wrong("bad-label", message));
    }
}
