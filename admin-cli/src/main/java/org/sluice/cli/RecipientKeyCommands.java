package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Public keys for which senders seal files. */
@Command(
        name = "recipient-key",
        description = "Public keys for which senders seal files, so that this gateway can't read them.")
final class RecipientKeyCommands {
    private final Sluice sluice;

    RecipientKeyCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "add",
            description = {
                "Register a public key of a participant or contact: an age key, or one of OpenPGP, as",
                "`gpg --armor --export FINGERPRINT` prints it. A holder has keys of one kind.",
                "It counts once somebody else compared its fingerprint: sluice recipient-key confirm."
            },
            footer = {
                "Example: sluice recipient-key add ocha-desk --name \"desk, laptop 2\" \\",
                "           --key age1f8je60jmds69gg3kkrzat9fjklme3n8nwmsc8atq0e9p06wgpfqsp9lcws"
            })
    int add(
            @Parameters(paramLabel = "HOLDER", description = "The participant or contact whose key it is.")
                    String holder,
            @Option(names = "--name", paramLabel = "TEXT", required = true, description = "What its holder calls it.")
                    String name,
            @Option(names = "--key", paramLabel = "KEY", description = "The line that `sluice keygen` printed.")
                    @Nullable
                    String key,
            @Option(
                            names = "--key-file",
                            paramLabel = "FILE",
                            description = "A file that holds the public key; - for the standard input.")
                    @Nullable
                    Path file) {
        if ((key == null) == (file == null)) {
            throw new Failure(Problem.wrong("no-key", "Give the public key by --key or by --key-file, one of them."));
        }
        return sluice.answer(
                sluice.api()
                        .post(
                                "/recipient-keys",
                                Json.object()
                                        .put("holder", holder)
                                        .put("name", name)
                                        .put("key", key(key, file))),
                added -> {
                    show(added);
                    sluice.out()
                            .println("It does not count yet. Next: somebody else calls " + holder
                                    + " on a number known before, has the fingerprint read out, and types it:");
                    sluice.out()
                            .println("  sluice recipient-key confirm " + Json.text(added, "id")
                                    + " --by PERSON --fingerprint \"...\"");
                });
    }

    private String key(@Nullable String key, @Nullable Path file) {
        return key == null ? PublicKeyFile.read(Objects.requireNonNull(file), sluice.in()) : PublicKeyFile.refused(key);
    }

    @Command(
            name = "confirm",
            description = {
                "Put on record that somebody compared a key's fingerprint with its holder, by a way that can't be faked.",
                "A data-protection contact does, and not who registered the key."
            },
            footer = {
                "Example: sluice recipient-key confirm pk… --by dina \\",
                "           --fingerprint \"3f0a 11c2 9d4e 77b0 5a61 c8f3 02de 4b19 e6a7 8c55\""
            })
    int confirm(
            @Parameters(paramLabel = "ID", description = "As `sluice recipient-key list` shows it.") String id,
            @Option(names = "--by", paramLabel = "PERSON", required = true, description = "Who compared it.") String by,
            @Option(
                            names = "--fingerprint",
                            paramLabel = "DIGITS",
                            required = true,
                            description = "As its holder read it out; not copied from here.")
                    String fingerprint) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("recipient-keys", id, "confirm"),
                                Json.object().put("by", by).put("fingerprint", fingerprint)),
                done -> sluice.out()
                        .println("Files to " + holder(done) + " can be sealed for " + Json.text(done, "id")
                                + " from now on: sluice send FILE --to " + holder(done)));
    }

    @Command(
            name = "list",
            description = "List the keys, newest first, revoked ones too.",
            footer = "Example: sluice recipient-key list")
    int list() {
        return sluice.answer(sluice.api().get("/recipient-keys"), all -> {
            if (all.isEmpty()) {
                sluice.out()
                        .println("No keys yet. Make one where it is to be used: sluice keygen -o FILE; then register"
                                + " its public part: sluice recipient-key add HOLDER --name TEXT --key KEY");
                return;
            }
            Table table = Table.of("ID", "HOLDER", "KIND", "STATE", "NAME", "FINGERPRINT");
            all.forEach(key -> table.row(
                    Json.text(key, "id"),
                    holder(key),
                    Json.text(key, "kind"),
                    Json.text(key, "state"),
                    Json.text(key, "name"),
                    Json.text(key, "fingerprint")));
            table.print(sluice.out());
            all.forEach(key -> Json.some(key, "endedBecause")
                    .ifPresent(why -> sluice.out()
                            .println("No file is sealed for " + Json.text(key, "id") + " any more: " + why + ".")));
        });
    }

    @Command(
            name = "revoke",
            description = {
                "End a key at once: no file is sealed for it any more.",
                "What was sealed for it before can still be opened with it; revoke those releases too."
            },
            footer = "Example: sluice recipient-key revoke pk…")
    int revoke(@Parameters(paramLabel = "ID", description = "The key.") String id) {
        return sluice.answer(
                sluice.api().post(Api.path("recipient-keys", id, "revoke"), Json.object()),
                done -> sluice.out().println("The key " + Json.text(done, "id") + " is given to nobody any more."));
    }

    private static String holder(JsonNode key) {
        return Json.some(key, "contact").orElse(Json.text(key, "participant"));
    }

    private void show(JsonNode key) {
        Table.labelled()
                .line("key", Json.text(key, "id"))
                .line("holder", holder(key))
                .line("kind", Json.text(key, "kind"))
                .line("name", Json.text(key, "name"))
                .line("fingerprint", Json.text(key, "fingerprint"))
                .line("state", Json.text(key, "state"))
                .print(sluice.out());
    }
}
