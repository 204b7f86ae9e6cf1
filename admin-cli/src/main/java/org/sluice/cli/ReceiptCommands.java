package org.sluice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sluice.gateway.domain.deposit.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the gateway signed of deposits. */
@Command(name = "receipt", description = "Check what a gateway signed of a deposit.")
final class ReceiptCommands {
    /** receipt, signed, signature, key. */
    private static final int MEMBERS = 4;
    /** A member that stands there twice would be read one way by people and another by programs. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Sluice sluice;

    ReceiptCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "verify",
            description = "Check a deposit's receipt against the public key; needs neither gateway nor data directory.",
            footer = "Example: sluice receipt verify 4w.xlsx.receipt.json --key audit.pub")
    int verify(
            @Parameters(paramLabel = "FILE", description = "The receipt.") Path file,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            required = true,
                            description = "The gateway's public key (audit.pub), kept from elsewhere.")
                    Path key) {
        AuditKey signer = AuditKey.read(key);
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-file", "The receipt " + file + " can't be read."));
        }
        JsonNode receipt = json(file, text);
        String line = receipt.path("signed").asText();
        boolean signed = Receipt.isSigned(line, receipt.path("signature").asText(), signer)
                // What people read must be what was signed, and nothing beside it.
                && receipt.size() == MEMBERS
                && json(file, line).equals(receipt.path("receipt"));
        if (sluice.json()) {
            ObjectNode answer = Json.object().put("signed", signed);
            if (signed) {
                answer.set("receipt", receipt.path("receipt"));
            }
            sluice.out().println(Json.write(answer));
        } else if (signed) {
            JsonNode said = receipt.path("receipt");
            sluice.out().println("Sound: this gateway signed exactly this.");
            Table.labelled()
                    .line("deposit", Json.text(said, "id"))
                    .line("name", Json.text(said, "name"))
                    .line("size", Json.text(said, "size"))
                    .line("sha256", Json.text(said, "sha256"))
                    .line("state", Json.text(said, "state"))
                    .line("as of", Json.text(said, "asOf"))
                    .line("gateway", Json.text(said, "gateway"))
                    .print(sluice.out());
        } else {
            sluice.out().println("NOT SOUND: this key did not sign this text.");
        }
        return signed ? 0 : 1;
    }

    private static JsonNode json(Path file, String text) {
        try {
            return STRICT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Failure(
                    Problem.wrong("no-receipt", file + " is no receipt: it is not JSON, or says something twice."));
        }
    }
}
