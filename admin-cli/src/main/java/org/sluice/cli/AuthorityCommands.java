package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The keys with which a participant signs certificates of its persons. */
@Command(name = "ca", description = "The keys with which a participant signs SSH certificates of its own persons.")
final class AuthorityCommands {
    private final Sluice sluice;

    AuthorityCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "add",
            description = "Let a participant's authority sign certificates for its persons.",
            footer = "Example: sluice participant ca add relief-a relief-a-ca.pub --most-days 30")
    int add(
            @Parameters(index = "0", paramLabel = "ID", description = "The participant.") String id,
            @Parameters(index = "1", paramLabel = "FILE.pub", description = "The public half of the authority's key.")
                    Path file,
            @Option(
                            names = "--most-days",
                            paramLabel = "N",
                            description = "The longest validity that a certificate may have; without it any.")
                    @Nullable
                    Integer mostDays) {
        ObjectNode body = Json.object().put("key", PersonKeyCommands.line(file));
        Fields.some(body, "mostDays", mostDays);
        return sluice.answer(sluice.api().post(Api.path("participants", id, "authorities"), body), added -> {
            Table.labelled()
                    .line("authority", Json.text(added, "fingerprint"))
                    .line("participant", Json.text(added, "participant"))
                    .line("most days", Json.text(added, "mostDays"))
                    .print(sluice.out());
            sluice.out()
                    .println("Its certificates let persons of " + id + " in now: ssh-keygen -s CA -I NAME -n PERSON"
                            + " -z SERIAL -V +30d PERSON.pub");
        });
    }

    @Command(
            name = "list",
            description = "List a participant's authorities.",
            footer = "Example: sluice participant ca list relief-a")
    int list(@Parameters(paramLabel = "ID", description = "The participant.") String id) {
        return sluice.answer(sluice.api().get(Api.path("participants", id, "authorities")), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No authority signs certificates for " + id + ".");
                return;
            }
            Table table = Table.of("AUTHORITY", "ADDED", "MOST DAYS");
            all.forEach(one ->
                    table.row(Json.text(one, "fingerprint"), Json.text(one, "added"), Json.text(one, "mostDays")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "remove",
            description =
                    "Take an authority away; sessions that came in by its certificates end. It may be added again.",
            footer = "Example: sluice participant ca remove relief-a SHA256:…")
    int remove(
            @Parameters(index = "0", paramLabel = "ID", description = "The participant.") String id,
            @Parameters(
                            index = "1",
                            paramLabel = "FINGERPRINT",
                            description = "As `sluice participant ca list` shows it.")
                    String fingerprint) {
        String path = Api.path("participants", id, "authorities") + "?fingerprint=" + Api.encoded(fingerprint);
        return sluice.answer(
                sluice.api().delete(path),
                removed -> sluice.out()
                        .println("Certificates of " + Json.text(removed, "fingerprint") + " let nobody in any more."));
    }

    @Command(
            name = "revoke",
            description = "Revoke certificates for good; sessions that came in by them end at once.",
            footer = "Example: sluice participant ca revoke relief-a --serial 17 --reason \"laptop stolen\"")
    int revoke(
            @Parameters(paramLabel = "ID", description = "The participant.") String id,
            @Option(names = "--serial", paramLabel = "N", description = "The one with this serial.") @Nullable
                    String serial,
            @Option(names = "--key-id", paramLabel = "NAME", description = "All with this key id.") @Nullable
                    String keyId,
            @Option(names = "--authority", paramLabel = "FINGERPRINT", description = "All of this authority.") @Nullable
                    String authority,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; goes on record.")
                    String reason) {
        ObjectNode body = Json.object();
        Fields.some(body, "serial", serial);
        Fields.some(body, "keyId", keyId);
        Fields.some(body, "authority", authority);
        if (body.size() != 1) {
            throw new Failure(
                    Problem.wrong("usage", "Say which certificates: one of --serial, --key-id and --authority."));
        }
        body.put("reason", reason);
        return sluice.answer(
                sluice.api().post(Api.path("participants", id, "revocations"), body),
                revoked -> row(revoked, Table.of("BY", "WHAT", "AT", "REASON")).print(sluice.out()));
    }

    @Command(
            name = "revoked",
            description = "List the certificates that a participant revoked.",
            footer = "Example: sluice participant ca revoked relief-a")
    int revoked(@Parameters(paramLabel = "ID", description = "The participant.") String id) {
        return sluice.answer(sluice.api().get(Api.path("participants", id, "revocations")), all -> {
            Table table = Table.of("BY", "WHAT", "AT", "REASON");
            all.forEach(one -> row(one, table));
            table.print(sluice.out());
        });
    }

    private static Table row(JsonNode revoked, Table table) {
        table.row(
                Json.text(revoked, "by"),
                Json.text(revoked, "what"),
                Json.text(revoked, "at"),
                Json.text(revoked, "reason"));
        return table;
    }
}
