package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One recipient's way to a release. */
@Command(name = "link", description = "One recipient's way to a release.")
final class LinkCommands {
    private final Sluice sluice;

    LinkCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "list",
            description = "List the links, newest first; never their addresses or passwords.",
            footer = "Example: sluice link list --json")
    int list() {
        return sluice.answer(sluice.api().get("/links"), all -> {
            if (all.isEmpty()) {
                sluice.out()
                        .println("No links yet. A release makes one for each contact: sluice release create --help");
                return;
            }
            list(all, sluice.out());
        });
    }

    @Command(
            name = "show",
            description = "Show a link, what was taken over it, and what its recipient reported that it passed on.",
            footer = "Example: sluice link show l…")
    int show(@Parameters(paramLabel = "ID", description = "The link.") String id) {
        return sluice.answer(sluice.api().get(Api.path("links", id)), link -> {
            list(Json.array().add(link), sluice.out());
            networks(link, sluice.out());
            life(link, sluice.out());
            link.path("sendings").forEach(sending -> sluice.out().println(HandOverText.said(sending)));
            passedOn(link.path("passedOn"), sluice.out());
        });
    }

    /** What recipients reported, a line each. */
    static void passedOn(JsonNode reports, PrintStream out) {
        reports.forEach(report -> out.println("passed on by " + Json.text(report, "recipient") + ", reported at "
                + Json.text(report, "reported") + ": to " + Json.text(report, "to") + "; " + Json.text(report, "why")));
    }

    @Command(
            name = "revoke",
            description = "Close a link at once; a running download ends.",
            footer = "Example: sluice link revoke l…")
    int revoke(
            @Parameters(paramLabel = "ID", description = "The link.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; goes on record.") @Nullable
                    String reason) {
        ObjectNode body = Json.object();
        Fields.some(body, "reason", reason);
        return sluice.answer(
                sluice.api().post(Api.path("links", id, "revoke"), body),
                link -> sluice.out()
                        .println("The link " + Json.text(link, "id") + " of " + Json.text(link, "recipient") + " is "
                                + Json.text(link, "state") + "."));
    }

    @Command(
            name = "change",
            description = "Change until when a link lives or from where it opens; its address and password stay.",
            footer = {
                "Example: sluice link change l… --expires 3d --network 192.0.2.0/24",
                "It can live as long as its channel allows from its issue on; for longer: sluice link reissue"
            })
    int change(
            @Parameters(paramLabel = "ID", description = "The link.") String id,
            @Option(names = "--expires", paramLabel = "TIME", description = "From now on, as 7d, 12h or 90m.") @Nullable
                    String expires,
            @Option(
                            names = "--network",
                            paramLabel = "NETWORK",
                            split = ",",
                            description = "It opens from these only, in place of those before.")
                    @Nullable
                    List<String> networks,
            @Option(names = "--any-network", description = "It opens from anywhere.") boolean anywhere) {
        if (expires == null && networks == null && !anywhere) {
            throw new Failure(Problem.wrong("usage", "Say what changes: --expires, --network or --any-network."));
        }
        if (networks != null && anywhere) {
            throw new Failure(Problem.wrong("usage", "Take --network or --any-network, not both."));
        }
        ObjectNode body = Json.object();
        Fields.some(body, "expires", expires);
        if (networks != null || anywhere) {
            Fields.list(body, "networks", networks == null ? List.of() : networks);
        }
        return sluice.answer(sluice.api().post(Api.path("links", id, "change"), body), link -> {
            list(Json.array().add(link), sluice.out());
            networks(link, sluice.out());
        });
    }

    private static void networks(JsonNode link, PrintStream out) {
        if (!link.path("networks").isEmpty()) {
            out.println("opens only from " + Json.text(link, "networks"));
        }
    }

    @Command(
            name = "destroyed",
            description =
                    "Put on record that the recipient of a link destroyed what it got, as it told by another way.",
            footer = "Example: sluice link destroyed l… --words \"told by telephone on Monday\"")
    int destroyed(
            @Parameters(paramLabel = "ID", description = "The link.") String id,
            @Option(names = "--words", paramLabel = "TEXT", required = true, description = "Who told it, and how.")
                    String words) {
        return sluice.answer(
                sluice.api()
                        .post(Api.path("links", id, "destroyed"), Json.object().put("words", words)),
                link -> life(link, sluice.out()));
    }

    /** What its recipient said: yes to the terms, and that it destroyed the files. */
    private static void life(JsonNode link, PrintStream out) {
        if (link.has("agreed")) {
            out.println("agreed at " + Json.text(link.path("agreed"), "at") + " to: "
                    + Json.text(link.path("agreed"), "terms"));
        }
        if (link.has("destroyed")) {
            JsonNode said = link.path("destroyed");
            out.println("destroyed, said at " + Json.text(said, "at") + " by " + Json.text(said, "by")
                    + Json.some(said, "words").map(words -> ": " + words).orElse(""));
        }
    }

    @Command(
            name = "reissue",
            description = "Close a link and make a new one for the same recipient, with a new password.",
            footer = "Example: sluice link reissue l…")
    int reissue(@Parameters(paramLabel = "ID", description = "The link.") String id, @Mixin WishOptions wishes) {
        ObjectNode body = Json.object();
        wishes.into(body, sluice);
        return handOver(sluice, sluice.api().post(Api.path("links", id, "reissue"), body), wishes);
    }

    @Command(
            name = "password",
            description = {
                "Make a new password for a link whose own did not arrive or was lost; the old one is void, and so is",
                "what was opened with it. The address stays, and the password goes another way than that went."
            },
            footer = {
                "Example: sluice link password k… --via sms --send",
                "Where somebody else may have the password too, the link is better replaced: sluice link reissue LINK"
            })
    int password(
            @Parameters(paramLabel = "ID", description = "The link.") String id,
            @Option(names = "--via", paramLabel = "WAY", description = "How it travels; if absent as the one before.")
                    @Nullable
                    String via,
            @Mixin WishOptions wishes) {
        ObjectNode body = Json.object();
        Fields.some(body, "via", via);
        wishes.into(body, sluice);
        return handOver(sluice, sluice.api().post(Api.path("links", id, "password"), body), wishes);
    }

    /** Status 1 where something could not be sent: whoever reads nothing else must not think that it went. */
    static int handOver(Sluice sluice, Api.Reply made, WishOptions wishes) {
        int status = sluice.answer(made, link -> HandOverText.print(link, Json.object(), wishes.qr, sluice.out()));
        return HandOverText.failed(Json.array().add(made.json())) ? 1 : status;
    }

    static void list(JsonNode links, PrintStream out) {
        Table table = Table.of("LINK", "STATE", "RECIPIENT", "AUDIENCE", "EXPIRES", "OPENED", "DELIVERED", "FILES ARE");
        links.forEach(link -> table.row(
                Json.text(link, "id"),
                state(link),
                Json.text(link, "recipient"),
                Json.text(link, "audience"),
                Json.text(link, "expires"),
                Json.some(link, "opened").orElse("not yet"),
                delivered(link.path("files")),
                // Sealed where they rest; packed as they are sent.
                Json.text(link, "packing") + (link.path("sealed").asBoolean() ? ", sealed" : "")));
        table.print(out);
    }

    private static String delivered(JsonNode files) {
        long whole = 0;
        for (JsonNode file : files) {
            whole += file.path("delivered").asLong() > 0 ? 1 : 0;
        }
        return whole + " of " + files.size();
    }

    /** A live link over which nothing may go looks open and is not: a consent ended, a hold, another label. */
    private static String state(JsonNode link) {
        boolean live = Json.text(link, "state").equals("live");
        boolean some = link.path("files").isEmpty();
        for (JsonNode file : link.path("files")) {
            some |= file.path("available").asBoolean();
        }
        return Json.text(link, "state") + (live && !some ? ", nothing to fetch" : "");
    }
}
