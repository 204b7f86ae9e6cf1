package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What owners say of their own deposits. */
@Command(name = "owner", description = "What owners say of their own deposits beyond the protocol: it only narrows.")
final class OwnerCommands {
    private final Sluice sluice;

    OwnerCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "never",
            description = {
                "A participant shares something with nobody of an audience, or not with one recipient,",
                "whatever the protocol says. Everything named must match."
            },
            footer = "Example: sluice owner never relief-a --audience ocha-imos --reason \"decision of our board\"")
    int never(
            @Parameters(paramLabel = "PARTICIPANT", description = "The owner.") String participant,
            @Option(names = "--type", paramLabel = "T", description = "An information type.") @Nullable String type,
            @Option(names = "--audience", paramLabel = "A", description = "An audience.") @Nullable String audience,
            @Option(names = "--recipient", paramLabel = "ID", description = "A participant, contact or person.")
                    @Nullable
                    String recipient,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        ObjectNode body = Json.object().put("reason", reason);
        Fields.some(body, "type", type);
        Fields.some(body, "audience", audience);
        Fields.some(body, "recipient", recipient);
        return sluice.answer(
                sluice.api().post(Api.path("participants", participant, "policies"), body),
                policy -> sluice.out().println("On record: " + line(policy)));
    }

    @Command(
            name = "policies",
            description = "List what a participant shares with nobody, by its own policy.",
            footer = "Example: sluice owner policies relief-a")
    int policies(@Parameters(paramLabel = "PARTICIPANT", description = "The owner.") String participant) {
        return sluice.answer(sluice.api().get(Api.path("participants", participant, "policies")), all -> {
            if (all.isEmpty()) {
                sluice.out().println(participant + " has no policy of its own; the protocol alone decides.");
            }
            all.forEach(policy -> sluice.out().println(line(policy)));
        });
    }

    @Command(
            name = "end",
            description = "End a policy of a participant's own.",
            footer = "Example: sluice owner end relief-a o…")
    int end(
            @Parameters(index = "0", paramLabel = "PARTICIPANT", description = "The owner.") String participant,
            @Parameters(index = "1", paramLabel = "POLICY", description = "The policy.") String policy) {
        return sluice.answer(
                sluice.api()
                        .post(
                                Api.path("participants", participant, "policies", "end"),
                                Json.object().put("policy", policy)),
                done -> sluice.out().println("Ended: " + Json.text(done, "policy")));
    }

    @Command(
            name = "exits",
            description = "Show where a deposit went or may go, or all those of an owner, and what the owner stopped.",
            footer = {"Example: sluice owner exits d…", "         sluice owner exits --all-of relief-a"})
    int exits(
            @Parameters(arity = "0..1", paramLabel = "DEPOSIT", description = "The deposit.") @Nullable String deposit,
            @Option(names = "--all-of", paramLabel = "PARTICIPANT", description = "Every deposit of this owner.")
                    @Nullable
                    String participant) {
        if (deposit != null && participant == null) {
            return sluice.answer(sluice.api().get(Api.path("deposits", deposit, "exits")), this::show);
        }
        if (deposit != null || participant == null) {
            throw new Failure(Problem.wrong("usage", "Name a deposit, or an owner with --all-of PARTICIPANT."));
        }
        return sluice.answer(sluice.api().get(Api.path("participants", participant, "exits")), all -> {
            if (all.isEmpty()) {
                sluice.out().println("No deposit of " + participant + " stands in a release.");
            }
            all.forEach(this::show);
        });
    }

    @Command(
            name = "pause",
            description = "Stop a deposit for now, in one release or everywhere; what runs is cut at once.",
            footer = "Example: sluice owner pause d… --reason \"we are checking a figure\"")
    int pause(
            @Parameters(paramLabel = "DEPOSIT", description = "The deposit.") String deposit,
            @Option(names = "--release", paramLabel = "ID", description = "Only in this release.") @Nullable
                    String release,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        return stop(deposit, release, false, reason);
    }

    @Command(
            name = "recall",
            description = "Take a deposit back for good, from one release or everywhere.",
            footer = "Example: sluice owner recall d… --reason \"it names a survivor\"")
    int recall(
            @Parameters(paramLabel = "DEPOSIT", description = "The deposit.") String deposit,
            @Option(names = "--release", paramLabel = "ID", description = "Only from this release.") @Nullable
                    String release,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.") String reason) {
        return stop(deposit, release, true, reason);
    }

    @Command(
            name = "resume",
            description = "Let a paused deposit go again; what was recalled stays recalled.",
            footer = "Example: sluice owner resume d…")
    int resume(@Parameters(paramLabel = "DEPOSIT", description = "The deposit.") String deposit) {
        return sluice.answer(sluice.api().post(Api.path("deposits", deposit, "resume"), Json.object()), this::show);
    }

    private int stop(String deposit, @Nullable String release, boolean recall, String reason) {
        ObjectNode body = Json.object().put("recall", recall).put("reason", reason);
        Fields.some(body, "release", release);
        return sluice.answer(sluice.api().post(Api.path("deposits", deposit, "pause"), body), this::show);
    }

    private void show(JsonNode exits) {
        sluice.out().println("Deposit " + Json.text(exits, "deposit") + " of " + Json.text(exits, "owner"));
        Table table = Table.of("RECIPIENT", "PARTICIPANT", "AUDIENCE", "VIA", "TIMES", "COMPLETE", "LAST");
        exits.path("receptions")
                .forEach(r -> table.row(
                        Json.text(r, "recipient"),
                        Json.text(r, "participant"),
                        Json.text(r, "audience"),
                        Json.text(r, "way") + " " + Json.text(r, "via"),
                        Json.text(r, "times"),
                        r.path("complete").asBoolean() ? "yes" : "no",
                        Json.text(r, "last")));
        if (exits.path("receptions").isEmpty()) {
            sluice.out().println("It stands in no release; nobody can fetch it.");
        } else {
            table.print(sluice.out());
        }
        LinkCommands.passedOn(exits.path("passedOn"), sluice.out());
        ReleaseCommands.bases(exits.path("bases"), sluice.out());
        exits.path("stops")
                .forEach(s -> sluice.out()
                        .println((s.path("recall").asBoolean() ? "recalled" : "paused") + " at " + Json.text(s, "at")
                                + (s.has("lifted") ? ", lifted at " + Json.text(s, "lifted") : "")
                                + (s.has("release") ? ", in " + Json.text(s, "release") : "") + ": "
                                + Json.text(s, "reason")));
    }

    private static String line(JsonNode policy) {
        return Json.text(policy, "id") + ": never"
                + (policy.has("type") ? " " + Json.text(policy, "type") : "")
                + (policy.has("audience") ? " to " + Json.text(policy, "audience") : "")
                + (policy.has("recipient") ? " to " + Json.text(policy, "recipient") : "") + " ("
                + Json.text(policy, "reason") + ")";
    }
}
