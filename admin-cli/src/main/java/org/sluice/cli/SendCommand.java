package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sluice.cli.Api.Reply;
import org.sluice.crypto.Passwords;
import org.sluice.crypto.age.AgePassphrase;
import org.sluice.crypto.envelope.Envelope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Seals files on the sender's own machine and deposits what came of it. */
@Command(
        name = "send",
        description = {
            "Seal files on your own machine and deposit what came of it: the gateway sees label and ciphertext only.",
            "The recipient opens them with `sluice open` or `age`, or by an OpenPGP key with `gpg`. Compare the",
            "fingerprints that are shown with those that your recipients read out to you. Release the deposits as ever.",
            "When the line breaks, it goes on by itself where it stopped, until nothing moved for 10 minutes (--patience)."
        },
        footer = {
            "Example: sluice send survey.csv --to ocha-desk --gateway https://files.example.org --token-file job.token \\",
            "           --channel confidential --type assessments-reports --label persons=personal"
        })
final class SendCommand implements Callable<Integer> {
    private static final int MOST_PATIENCE = 24 * 60;
    /** What tus clients say of a file besides its label, and this command says itself. */
    private static final Set<String> ELSEWHERE =
            Set.of("channel", "type", "folder", "filename", "name", "filetype", "relativePath", "lastModified");

    private final Sluice sluice;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "The files; each is deposited as FILE.age, or FILE.gpg.")
    private List<Path> files = List.of();

    @Option(
            names = "--to",
            paramLabel = "RECIPIENT",
            split = ",",
            description = "Contacts, persons or participants; sealed for their confirmed keys.")
    private @Nullable List<String> to;

    @Option(
            names = "--recipient-key",
            paramLabel = "KEY",
            split = ",",
            description = "Public keys (age1…, or age1pq1…) that you got and compared yourself.")
    private @Nullable List<String> keys;

    @Option(
            names = "--passphrase",
            description = "Seal for a new passphrase instead; it is shown once and must travel another way.")
    private boolean passphrase;

    @Option(names = "--trust-new-keys", description = "Seal for other keys than before, after comparing them.")
    private boolean trustNew;

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "The gateway's address, https://HOST[:PORT]; SLUICE_GATEWAY if absent.")
    private @Nullable String gateway;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file that holds your token; SLUICE_TOKEN in the environment if absent.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The ca.pem of a gateway whose certificate is of its own making.")
    private @Nullable Path authority;

    @Option(names = "--channel", paramLabel = "C", required = true, description = "The channel.")
    private String channel = "";

    @Option(names = "--type", paramLabel = "T", required = true, description = "The information type.")
    private String type = "";

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            split = ",",
            description = "What the label says, as in a label file.")
    private @Nullable List<String> label;

    @Option(
            names = "--patience",
            paramLabel = "MINUTES",
            description = "How long to go on trying while nothing moves; 10 if absent, 0 to 1440.")
    private int patience = 10;

    SendCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public Integer call() {
        if (patience < 0 || patience > MOST_PATIENCE) {
            throw new Failure(Problem.wrong("bad-patience", "The patience is 0 to " + MOST_PATIENCE + " minutes."));
        }
        String said = metadata();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new Failure(Problem.wrong("no-file", "There is no file " + file + "."));
            }
        }
        SecureRandom random = new SecureRandom();
        ObjectNode answer = Json.object();
        ArrayNode sent;
        try (HttpsDoor door = door()) {
            Envelope recipients = recipients(door, random, answer);
            sent = answer.putArray("sent");
            for (Path file : files) {
                try {
                    sent.add(send(door, file, recipients, said, random));
                } catch (Failure e) {
                    throw after(sent, e.problem());
                }
            }
        }
        return sluice.answer(new Reply(Json.write(answer)), this::show);
    }

    /** Tells besides what was deposited before. */
    private Failure after(ArrayNode sent, Problem problem) {
        List<String> details = new ArrayList<>(problem.details());
        sent.forEach(
                one -> details.add("deposited before: " + Json.text(one, "name") + " as " + Json.text(one, "deposit")
                        + (passphrase ? ", for a passphrase that was not shown; send it again" : "")));
        return new Failure(new Problem(problem.kind(), problem.code(), problem.message(), details));
    }

    private HttpsDoor door() {
        String address = Optional.ofNullable(gateway)
                .or(() -> sluice.environment("SLUICE_GATEWAY"))
                .orElseThrow(() -> new Failure(Problem.wrong(
                        "no-gateway", "Say where to: --gateway https://HOST, or SLUICE_GATEWAY in the environment.")));
        return new HttpsDoor(address, token(), authority);
    }

    private String token() {
        if (tokenFile == null) {
            return sluice.environment("SLUICE_TOKEN")
                    .orElseThrow(() -> new Failure(Problem.wrong(
                            "no-token", "Say who deposits: --token-file FILE, or SLUICE_TOKEN in the environment.")));
        }
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-token", "The token file " + tokenFile + " can't be read."));
        }
    }

    /** Of tus' Upload-Metadata all but the name. */
    private String metadata() {
        StringBuilder said =
                new StringBuilder(pair("channel", channel)).append(',').append(pair("type", type));
        for (String pair : label == null ? List.<String>of() : label) {
            int equals = pair.indexOf('=');
            String key = equals < 1 ? "" : pair.substring(0, equals).strip();
            if (!key.matches("[!-~&&[^,]]+") || ELSEWHERE.contains(key)) {
                throw new Failure(Problem.wrong(
                        "bad-label",
                        "A label says KEY=VALUE, not \"" + pair + "\"; where the file goes is said by --channel and"
                                + " --type."));
            }
            said.append(',').append(pair(key, pair.substring(equals + 1).strip()));
        }
        return said.toString();
    }

    private static String pair(String key, String value) {
        return key + " " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }

    private Envelope recipients(HttpsDoor door, SecureRandom random, ObjectNode answer) {
        boolean named = to != null || keys != null;
        if (named == passphrase) {
            throw new Failure(Problem.wrong(
                    "no-recipient",
                    "Say for whom: --to RECIPIENT or --recipient-key KEY, or else --passphrase alone."));
        }
        ArrayNode shown = answer.putArray("recipients");
        if (passphrase) {
            String made =
                    new Passwords(random).generate(Passwords.Spelling.LETTERS).reveal();
            answer.put("passphrase", made);
            return new Envelope.Age(List.of(new AgePassphrase(made, AgePassphrase.LIGHT_WORK)));
        }
        KeysToSealFor sealing = new KeysToSealFor(sluice, door, shown, trustNew);
        return sealing.of(to == null ? List.of() : to, keys == null ? List.of() : keys);
    }

    private JsonNode send(HttpsDoor door, Path file, Envelope recipients, String metadata, SecureRandom random) {
        String name = file.getFileName() + recipients.suffix();
        try (SealedCopy sealed = SealedCopy.of(sluice, file, recipients, random);
                Progress progress = new Progress(sluice, "sending " + name, sealed.size())) {
            return new ResumedSending(sluice, door, Duration.ofMinutes(patience), sealed, name, progress)
                    .send(pair("filename", name) + "," + metadata);
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-sent", file + " was not sent: " + e.getMessage()));
        }
    }

    private void show(JsonNode answer) {
        answer.path("recipients")
                .forEach(one -> sluice.out()
                        .println("sealed for " + Json.some(one, "recipient").orElse("the key given by hand") + "  "
                                + Json.text(one, "fingerprint")
                                + (one.path("new").asBoolean() ? "  (for the first time: compare it)" : "")));
        answer.path("sent").forEach(deposit -> {
            sluice.out()
                    .println("deposited " + Json.text(deposit, "folder") + Json.text(deposit, "name") + " as "
                            + Json.text(deposit, "deposit") + "  sha256 " + Json.text(deposit, "sha256"));
            deposit.path("holding").forEach(why -> sluice.out().println("  held: " + Json.plain(why)));
        });
        Json.some(answer, "passphrase").ifPresent(made -> {
            sluice.out()
                    .println("This is the passphrase. It is shown this once; tell it by another way than the link:");
            sluice.out().println("  " + made);
        });
    }
}
