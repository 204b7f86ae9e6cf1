package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sluice.crypto.BodyId;
import org.sluice.crypto.DataKey;
import org.sluice.crypto.SealedBinding;
import org.sluice.crypto.SealedWraps;
import org.sluice.crypto.SealingKey;
import org.sluice.crypto.SealingPublicKey;
import org.sluice.crypto.WrapRefused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The owner's part in what is sealed at rest. */
@Command(
        name = "seal",
        description = {
            "What is sealed at rest, and its owner's key. After sealing the gateway opens nothing by itself: a lost link,",
            "another recipient or a successor takes the owner's private key. It is used on a machine of the owner's own,",
            "by: seal keygen, seal open. Whoever loses it, and every link, has lost the content."
        })
final class SealCommands {
    private final Sluice sluice;

    SealCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "keygen",
            description = {
                "Make a key pair on a machine of the owner's own. FILE holds the private half and never leaves it;",
                "FILE.pub goes to the gateway. Asks no gateway."
            },
            footer = "Example: sluice seal keygen org-a.seal")
    int keygen(@Parameters(paramLabel = "FILE", description = "A new file.") Path file) {
        try (SealingKey key = SealingKey.generate(new SecureRandom())) {
            Path beside = beside(file);
            SealFiles.create(file, key.reveal() + "\n");
            SealFiles.create(beside, key.publicKey().text() + "\n");
            ObjectNode made = Json.object()
                    .put("keyFile", file.toString())
                    .put("publicKeyFile", beside.toString())
                    .put("key", key.publicKey().text())
                    .put("fingerprint", key.publicKey().fingerprint());
            return sluice.answer(new Api.Reply(Json.write(made)), json -> {
                sluice.out().println("Private key:  " + file + " (keep a copy in a safe; it is nowhere else)");
                sluice.out().println("Public key:   " + beside);
                sluice.out().println("Fingerprint:  " + Json.text(json, "fingerprint"));
                sluice.out()
                        .println("Next, at the gateway: sluice seal register PARTICIPANT --key " + beside
                                + " --fingerprint " + Json.text(json, "fingerprint"));
            });
        }
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    @Command(
            name = "register",
            description = {
                "Register a participant's public key, for which its deposits are sealed from now on. The fingerprint",
                "is as its owner reads it aloud; what was sealed for an earlier key still opens with that one."
            },
            footer = {
                "Example: sluice seal register org-a --key org-a.seal.pub \\",
                "           --fingerprint 0f1e-2d3c-4b5a-6978-8796-a5b4-c3d2-e1f0"
            })
    int register(
            @Parameters(paramLabel = "PARTICIPANT", description = "The owner.") String participant,
            @Option(names = "--key", paramLabel = "FILE.pub", required = true, description = "The public half.")
                    Path file,
            @Option(
                            names = "--fingerprint",
                            paramLabel = "F",
                            required = true,
                            description = "As seal keygen showed it to the owner.")
                    String fingerprint) {
        String text = SealFiles.read(file);
        if (SealingPublicKey.parse(text).isEmpty()) {
            throw new Failure(Problem.wrong(
                    "bad-key",
                    file + " holds no public sealing key; it is the file that ends in .pub. The private one never"
                            + " leaves its owner's machine."));
        }
        ObjectNode body =
                Json.object().put("participant", participant).put("key", text).put("fingerprint", fingerprint);
        return sluice.answer(
                sluice.api().post("/sealing-keys", body),
                row -> sluice.out()
                        .println("What " + Json.text(row, "participant") + " has sealed is sealed for the key "
                                + Json.text(row, "fingerprint") + " from now on."));
    }

    @Command(name = "list", description = "List the owners' public keys.", footer = "Example: sluice seal list")
    int list() {
        return sluice.answer(sluice.api().get("/sealing-keys"), all -> {
            Table table = Table.of("PARTICIPANT", "FINGERPRINT", "REGISTERED", "BY");
            all.forEach(row -> table.row(
                    Json.text(row, "participant"),
                    Json.text(row, "fingerprint"),
                    Json.text(row, "registered"),
                    Json.text(row, "by")));
            table.print(sluice.out());
        });
    }

    @Command(
            name = "fetch",
            description = {
                "Fetch what the owner's private key opens: the wraps of a sealed deposit, or of all that a link held.",
                "The file is no secret; bring it to the owner's machine and there: sluice seal open"
            },
            footer = "Example: sluice seal fetch --link k… wraps.json")
    int fetch(
            @Parameters(paramLabel = "FILE", description = "A new file.") Path file,
            @Option(names = "--link", paramLabel = "LINK", description = "All that this link held.") @Nullable
                    String link,
            @Option(names = "--deposit", paramLabel = "ID", description = "This deposit.") @Nullable String deposit) {
        if ((link == null) == (deposit == null)) {
            throw new Failure(Problem.wrong("usage", "Say either --link LINK or --deposit ID."));
        }
        Api.Reply reply = sluice.api()
                .post(link != null ? Api.path("links", link, "sealed") : Api.path("deposits", deposit, "sealed"));
        SealFiles.create(file, Json.write(reply.json()) + "\n");
        return sluice.answer(
                reply,
                all -> sluice.out()
                        .println(all.path("wraps").size() + " wraps are in " + file
                                + ". Next, on the owner's machine: sluice seal open " + file + " --key FILE OPENED"));
    }

    @Command(
            name = "open",
            description = {
                "Open fetched wraps with the owner's private key, on the owner's machine; asks no gateway. OPENED holds",
                "keys of content: bring it back over a way that nobody else reads, and delete it when it was used."
            },
            footer = "Example: sluice seal open wraps.json --key org-a.seal opened.json")
    int open(
            @Parameters(paramLabel = "FILE", description = "As seal fetch wrote it.") Path wraps,
            @Parameters(paramLabel = "OPENED", description = "A new file.") Path opened,
            @Option(names = "--key", paramLabel = "FILE", required = true, description = "The private key.") Path key) {
        ObjectNode keys = keys(Json.read(SealFiles.read(wraps)), key);
        SealFiles.create(opened, Json.write(keys) + "\n");
        return sluice.answer(
                new Api.Reply(Json.write(Json.object()
                        .put("file", opened.toString())
                        .put("keys", keys.path("keys").size()))),
                json -> sluice.out()
                        .println(Json.text(json, "keys") + " keys are in " + opened
                                + ". Next, at the gateway: sluice seal reissue LINK --opened " + opened));
    }

    @Command(
            name = "reissue",
            description = {
                "Close a sealed link and make a new one for the same recipient, with a new password. With --key all is",
                "done on this machine; with --opened the private key stays on another."
            },
            footer = "Example: sluice seal reissue k… --opened opened.json")
    int reissue(
            @Parameters(paramLabel = "LINK", description = "The link.") String link,
            @Option(names = "--key", paramLabel = "FILE", description = "The owner's private key.") @Nullable Path key,
            @Option(names = "--opened", paramLabel = "FILE", description = "As seal open wrote it.") @Nullable
                    Path opened,
            @Mixin WishOptions wishes) {
        ObjectNode body = given(key, opened, Api.path("links", link, "sealed"));
        wishes.into(body, sluice);
        return LinkCommands.handOver(sluice, sluice.api().post(Api.path("links", link, "reissue"), body), wishes);
    }

    @Command(
            name = "handover",
            description = {
                "Wrap a sealed deposit for the key of a successor, before a transition plan takes effect. A line of the",
                "plan whose deposit is sealed and was not wrapped for its successor closes."
            },
            footer = "Example: sluice seal handover d… --to org-b --opened opened.json")
    int handover(
            @Parameters(paramLabel = "DEPOSIT", description = "The deposit.") String deposit,
            @Option(names = "--to", paramLabel = "PARTICIPANT", required = true, description = "The successor.")
                    String successor,
            @Option(names = "--key", paramLabel = "FILE", description = "The owner's private key.") @Nullable Path key,
            @Option(names = "--opened", paramLabel = "FILE", description = "As seal open wrote it.") @Nullable
                    Path opened) {
        ObjectNode body =
                given(key, opened, Api.path("deposits", deposit, "sealed")).put("participant", successor);
        return sluice.answer(
                sluice.api().post(Api.path("deposits", deposit, "sealed", "successor"), body),
                done -> sluice.out()
                        .println(Json.text(done, "participant") + " can open " + Json.text(done, "deposit")
                                + " with its own key once it passes to it."));
    }

    private ObjectNode given(@Nullable Path key, @Nullable Path opened, String where) {
        if ((key == null) == (opened == null)) {
            throw new Failure(Problem.wrong("usage", "Say either --key FILE or --opened FILE."));
        }
        if (key != null) {
            return keys(sluice.api().post(where).json(), key);
        }
        ObjectNode body = Json.object();
        SealFiles.opened(body, opened);
        return body;
    }

    /** Opens each wrap that is for this key; a deposit of which none is stops it all. */
    private static ObjectNode keys(JsonNode fetched, Path keyFile) {
        try (SealingKey key = SealingKey.parse(SealFiles.secret(keyFile))
                .orElseThrow(() -> new Failure(Problem.wrong(
                        "bad-key", keyFile + " holds no private sealing key, as seal keygen makes it.")))) {
            ObjectNode keys = Json.object();
            ArrayNode opened = keys.putArray("keys");
            Set<String> closed = new LinkedHashSet<>();
            Set<String> open = new LinkedHashSet<>();
            for (JsonNode wrap : fetched.path("wraps")) {
                String deposit = Json.text(wrap, "deposit");
                opened(wrap, key)
                        .ifPresentOrElse(
                                text -> {
                                    opened.add(deposit + "=" + text);
                                    open.add(deposit);
                                },
                                () -> closed.add(deposit));
            }
            closed.removeAll(open);
            if (!closed.isEmpty() || open.isEmpty()) {
                throw new Failure(Problem.failed(
                        "wrong-key",
                        "The key in " + keyFile + " (" + key.publicKey().fingerprint() + ") does not open "
                                + (closed.isEmpty() ? "anything here" : String.join(", ", closed))
                                + "; take the private key to the public one that was registered when it was sealed."));
            }
            return keys;
        }
    }

    private static Optional<String> opened(JsonNode wrap, SealingKey key) {
        try (DataKey opened = SealedWraps.open(
                new SealedBinding(new BodyId(Json.text(wrap, "body")), Json.text(wrap, "deposit")),
                Json.text(wrap, "participant"),
                key,
                Base64.getDecoder().decode(Json.text(wrap, "record")))) {
            return Optional.of(opened.reveal());
        } catch (WrapRefused | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
