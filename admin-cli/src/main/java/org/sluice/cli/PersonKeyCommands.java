package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The SSH keys with which a person logs in. */
@Command(name = "key", description = "The SSH keys with which a person logs in.")
final class PersonKeyCommands {
    /** Far above any public key, far below what would hurt. */
    private static final long LARGEST = 64 * 1024;

    private final Sluice sluice;

    PersonKeyCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "add",
            description = {
                "Let a person log in with a key; the file is the public half, with from= and expiry-time= before it",
                "if it is limited, as in authorized_keys. Limits stand in place of those that the key had before."
            },
            footer = "Example: sluice person key add amal amal.pub --from 192.0.2.0/24 --until 2030-01-31")
    int add(
            @Parameters(paramLabel = "PERSON", description = "The person.") String person,
            @Parameters(paramLabel = "FILE.pub", description = "A public key, as ssh-keygen writes it.") Path file,
            @Option(
                            names = "--from",
                            paramLabel = "NETWORK",
                            split = ",",
                            description = "From these networks only; with ! before it, not from this one.")
                    @Nullable
                    List<String> from,
            @Option(
                            names = "--until",
                            paramLabel = "DATE",
                            description = "Until the start of this day (UTC), or an instant.")
                    @Nullable
                    String until) {
        var body = Json.object().put("key", line(file));
        if (from != null) {
            Fields.list(body, "from", from);
        }
        Fields.some(body, "until", until);
        return sluice.answer(sluice.api().post(Api.path("persons", person, "keys"), body), added -> {
            show(added);
            sluice.out().println(Json.text(added, "person") + " can log in by SFTP with this key now.");
        });
    }

    @Command(name = "list", description = "List a person's keys.", footer = "Example: sluice person key list amal")
    int list(@Parameters(paramLabel = "PERSON", description = "The person.") String person) {
        return sluice.answer(sluice.api().get(Api.path("persons", person, "keys")), all -> {
            if (all.isEmpty()) {
                sluice.out()
                        .println(person + " has no keys, so nobody can log in as " + person
                                + ". Add one: sluice person key add " + person + " FILE.pub");
                return;
            }
            Table table = Table.of("FINGERPRINT", "ADDED", "KIND", "FROM", "UNTIL");
            all.forEach(key -> table.row(
                    Json.text(key, "fingerprint"),
                    Json.text(key, "added"),
                    Json.text(key, "line").split(" ", 2)[0],
                    Json.text(key, "from"),
                    Json.text(key, "until")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "remove",
            description = "Take a key away and end the person's sessions.",
            footer = "Example: sluice person key remove amal SHA256:…")
    int remove(
            @Parameters(paramLabel = "PERSON", description = "The person.") String person,
            @Parameters(paramLabel = "FINGERPRINT", description = "As `sluice person key list` shows it.")
                    String fingerprint) {
        String path = Api.path("persons", person, "keys") + "?fingerprint=" + Api.encoded(fingerprint);
        return sluice.answer(
                sluice.api().delete(path),
                removed -> sluice.out()
                        .println("The key " + Json.text(removed, "fingerprint")
                                + " opens nothing any more; sessions of " + person + " were ended."));
    }

    private void show(JsonNode key) {
        Table.labelled()
                .line("key", Json.text(key, "fingerprint"))
                .line("person", Json.text(key, "person"))
                .line("added", Json.text(key, "added"))
                .line("from", Json.text(key, "from"))
                .line("until", Json.text(key, "until"))
                .print(sluice.out());
    }

    static String line(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new Failure(Problem.wrong("not-a-key", file + " is too large for a public key."));
            }
            String text = Files.readString(file).strip();
            if (text.contains("PRIVATE KEY")) {
                throw new Failure(
                        Problem.wrong(
                                "private-key",
                                file
                                        + " is the private half of a key; it stays with its owner. Give the file that ends in .pub."));
            }
            List<String> lines = text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
            if (lines.size() != 1) {
                throw new Failure(Problem.wrong(
                        "not-a-key", file + " does not hold one public key on one line, as ssh-keygen writes it."));
            }
            return lines.getFirst();
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-file", "The file " + file + " can't be read as text."));
        }
    }
}
