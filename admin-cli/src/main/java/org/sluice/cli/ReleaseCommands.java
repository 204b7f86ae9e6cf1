package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Letting deposits go to recipients. */
@Command(name = "release", description = "Decisions that let deposits go to recipients for a purpose.")
final class ReleaseCommands {
    private final Sluice sluice;

    ReleaseCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "create",
            description = {
                "Let deposits go to recipients. Every contact gets a link of its own, with a password that travels",
                "another way; both are shown once. Ways: mail, sms, signal, whatsapp, phone, person."
            },
            footer = {
                "Example: sluice release create --as amal --deposit d… --to ocha-desk:ocha-imos \\",
                "           --purpose \"response planning\" --link-via mail --password-via phone"
            })
    int create(
            @Option(
                            names = "--deposit",
                            paramLabel = "ID",
                            arity = "1..*",
                            split = ",",
                            required = true,
                            description = "The deposits.")
                    List<String> deposits,
            @Option(
                            names = "--to",
                            paramLabel = "RECIPIENT[:AUDIENCE]",
                            arity = "1..*",
                            split = ",",
                            required = true,
                            description = "Contacts and persons; with the audience that counts where one has several.")
                    List<String> to,
            @Option(names = "--purpose", paramLabel = "TEXT", required = true, description = "What it is for.")
                    String purpose,
            @Option(names = "--expires", paramLabel = "TIME", description = "From now on, as 7d, 12h or 90m.") @Nullable
                    String expires,
            @Option(names = "--max-downloads", paramLabel = "N", description = "How often each link delivers a file.")
                    @Nullable
                    Integer maxDownloads,
            @Option(names = "--link-via", paramLabel = "WAY", description = "How the link travels.") @Nullable
                    String linkVia,
            @Option(names = "--password-via", paramLabel = "WAY", description = "How the password travels.") @Nullable
                    String passwordVia,
            @Option(
                            names = "--network",
                            paramLabel = "NETWORK",
                            split = ",",
                            description = "The links open from these networks only.")
                    @Nullable
                    List<String> networks,
            @Option(
                            names = "--destroy-by",
                            paramLabel = "DATE",
                            description =
                                    "By when recipients destroy what they got; they agree to it, and are reminded.")
                    @Nullable
                    String destroyBy,
            @Mixin WishOptions wishes,
            @Option(
                            names = "--packing",
                            paramLabel = "P",
                            description =
                                    "plain, zip (AES-256), age, or keys: how files stay protected where they are saved;"
                                            + " keys if absent and the recipient has some.")
                    @Nullable
                    String packing,
            @Option(names = "--sealed", description = "Seal at rest: only links and owner open it afterwards.")
                    boolean sealed,
            @Option(names = "--opened", paramLabel = "FILE", description = "Of what is sealed: as seal open wrote it.")
                    @Nullable
                    Path opened,
            @Option(names = "--open", description = "A link without a password; for what is public only.") boolean open,
            @Option(names = "--anyway", description = "The purpose holds no person's name, although it looks so.")
                    boolean anyway) {
        ObjectNode body = Json.object();
        Fields.some(body, "packing", packing);
        Fields.flag(body, "sealed", sealed);
        SealFiles.opened(body, opened);
        Fields.flag(body, "confirmed", anyway);
        if (networks != null) {
            Fields.list(body, "networks", networks);
        }
        Fields.some(body, "destroyBy", destroyBy);
        Fields.list(body, "deposits", deposits);
        Fields.list(body, "to", to);
        body.put("purpose", purpose);
        Fields.some(body, "expires", expires);
        Fields.some(body, "maxDownloads", maxDownloads);
        Fields.some(body, "linkVia", linkVia);
        Fields.some(body, "passwordVia", passwordVia);
        Fields.flag(body, "open", open);
        wishes.into(body, sluice);
        return handedOver(sluice.api().post("/releases", body), wishes);
    }

    @Command(
            name = "correct",
            description = "Release a corrected deposit to everybody who took what it superseded and can get it today.",
            footer = {
                "Example: sluice release correct --as amal --deposit d… --purpose \"corrected figures\" \\",
                "           --link-via mail --password-via sms --send"
            })
    int correct(
            @Option(names = "--deposit", paramLabel = "ID", required = true, description = "The corrected deposit.")
                    String deposit,
            @Option(names = "--purpose", paramLabel = "TEXT", required = true, description = "What it is for.")
                    String purpose,
            @Option(names = "--link-via", paramLabel = "WAY", description = "How the links travel.") @Nullable
                    String linkVia,
            @Option(names = "--password-via", paramLabel = "WAY", description = "How the passwords travel.") @Nullable
                    String passwordVia,
            @Mixin WishOptions wishes,
            @Option(names = "--anyway", description = "The purpose holds no person's name, although it looks so.")
                    boolean anyway) {
        ObjectNode body = Json.object().put("deposit", deposit).put("purpose", purpose);
        Fields.flag(body, "confirmed", anyway);
        Fields.some(body, "linkVia", linkVia);
        Fields.some(body, "passwordVia", passwordVia);
        wishes.into(body, sluice);
        return handedOver(sluice.api().post("/corrections", body), wishes);
    }

    @Command(name = "list", description = "List the releases, newest first.", footer = "Example: sluice release list")
    int list() {
        return sluice.answer(sluice.api().get("/releases"), all -> {
            if (all.isEmpty()) {
                sluice.out()
                        .println("No releases yet. Make one: sluice release create --as PERSON --deposit ID"
                                + " --to CONTACT --purpose TEXT --link-via mail --password-via phone");
                return;
            }
            Table table = Table.of("ID", "BY", "CREATED", "EXPIRES", "DEPOSITS", "RECIPIENTS", "PURPOSE");
            all.forEach(r -> table.row(
                    Json.text(r, "id"),
                    Json.text(r, "by"),
                    Json.text(r, "created"),
                    Json.some(r, "revoked").map(at -> "revoked " + at).orElse(Json.text(r, "expires")),
                    r.path("deposits").size() + (r.path("sealed").asBoolean() ? ", sealed" : ""),
                    Integer.toString(r.path("recipients").size()),
                    Json.text(r, "purpose")));
            table.print(sluice.out());
        });
    }

    @Command(name = "show", description = "Show a release with its links.", footer = "Example: sluice release show r…")
    int show(@Parameters(paramLabel = "ID", description = "The release.") String id) {
        return sluice.answer(sluice.api().get(Api.path("releases", id)), this::show);
    }

    @Command(
            name = "revoke",
            description = "Close a release with all its links and inbox places.",
            footer = "Example: sluice release revoke r…")
    int revoke(
            @Parameters(paramLabel = "ID", description = "The release.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; goes on record.") @Nullable
                    String reason) {
        ObjectNode body = Json.object();
        Fields.some(body, "reason", reason);
        return sluice.answer(sluice.api().post(Api.path("releases", id, "revoke"), body), this::show);
    }

    @Command(
            name = "hand-over",
            description = {
                "Make the links of a release that wait to be handed over, each with a password that travels another way;",
                "both are shown once. A release by a folder @... has none until then."
            },
            footer = "Example: sluice release hand-over r… --link-via mail --password-via phone --as amal")
    int handOver(
            @Parameters(paramLabel = "ID", description = "The release.") String id,
            @Option(
                            names = "--to",
                            paramLabel = "CONTACT",
                            arity = "1..*",
                            split = ",",
                            description = "For these contacts only; else for all that wait.")
                    @Nullable
                    List<String> to,
            @Option(names = "--link-via", paramLabel = "WAY", required = true, description = "How the links travel.")
                    String linkVia,
            @Option(
                            names = "--password-via",
                            paramLabel = "WAY",
                            required = true,
                            description = "How the passwords travel.")
                    String passwordVia,
            @Mixin WishOptions wishes) {
        ObjectNode body = Json.object();
        Fields.list(body, "to", to == null ? List.of() : to);
        body.put("linkVia", linkVia);
        body.put("passwordVia", passwordVia);
        wishes.into(body, sluice);
        return handedOver(sluice.api().post(Api.path("releases", id, "hand-over"), body), wishes);
    }

    /** Status 1 where something could not be sent: whoever reads nothing else must not think that it went. */
    private int handedOver(Api.Reply made, WishOptions wishes) {
        int status = sluice.answer(made, json -> made(json, wishes.qr));
        return HandOverText.failed(made.json().path("links")) ? 1 : status;
    }

    @Command(
            name = "coming",
            description = "List the deposits that go to whom their folder @... names, and have not gone yet.",
            footer = "Example: sluice release coming")
    int coming() {
        return sluice.answer(sluice.api().get("/coming"), all -> {
            if (all.isEmpty()) {
                sluice.out().println("Nothing is on its way.");
                return;
            }
            Table table = Table.of("DEPOSIT", "BY", "TO", "GOES", "FILE");
            all.forEach(one -> table.row(
                    Json.text(one, "deposit"),
                    Json.text(one, "by"),
                    Json.text(one, "to"),
                    Json.some(one, "goes").orElse("after its " + Json.text(one, "waitsFor")),
                    Json.text(one, "folder") + Json.text(one, "name")));
            table.print(sluice.out());
            sluice.out().println("To keep one back: sluice release keep-back DEPOSIT");
        });
    }

    @Command(
            name = "keep-back",
            description = "Keep a deposit from going to whom its folder @... names; it stays deposited.",
            footer = "Example: sluice release keep-back d…")
    int keepBack(@Parameters(paramLabel = "DEPOSIT", description = "The deposit.") String id) {
        return sluice.answer(
                sluice.api().post(Api.path("deposits", id, "keep-back")),
                deposit -> sluice.out()
                        .println(Json.text(deposit, "id")
                                + " goes to nobody by itself. To release it by hand: sluice release"
                                + " create --deposit " + Json.text(deposit, "id") + " --to RECIPIENT --purpose TEXT"));
    }

    private void show(JsonNode r) {
        Table.labelled()
                .line("release", Json.text(r, "id"))
                .line("by", Json.text(r, "by") + " of " + Json.text(r, "participant"))
                .line("purpose", Json.text(r, "purpose"))
                .line("created", Json.text(r, "created"))
                .line("expires", Json.text(r, "expires"))
                .line("revoked", Json.text(r, "revoked"))
                .line("downloads", Json.text(r, "maxDownloads"))
                .line("deposits", Json.text(r, "deposits"))
                .line("at rest", r.path("sealed").asBoolean() ? "sealed" : "")
                .print(sluice.out());
        r.path("recipients")
                .forEach(to -> sluice.out()
                        .println("to " + Json.text(to, "id") + " as " + Json.text(to, "audience") + " by "
                                + Json.text(to, "way")));
        r.path("handOverPending")
                .forEach(contact -> sluice.out()
                        .println(contact.asText() + " has no link yet; hand it over: sluice release hand-over "
                                + Json.text(r, "id") + " --link-via WAY --password-via WAY"));
        bases(r.path("bases"), sluice.out());
        if (!r.path("links").isEmpty()) {
            LinkCommands.list(r.path("links"), sluice.out());
            r.path("links")
                    .forEach(link -> link.path("sendings")
                            .forEach(sending ->
                                    sluice.out().println(Json.text(link, "id") + ": " + HandOverText.said(sending))));
        }
    }

    /** On what exits rested when their release was made, and whether that still stands. */
    static void bases(JsonNode bases, PrintStream out) {
        bases.forEach(basis -> out.println("to " + Json.text(basis, "recipient") + " in " + Json.text(basis, "release")
                + " on " + Json.text(basis, "basis") + ": " + Json.text(basis, "restsOn")
                + Json.some(basis, "ended")
                        .map(at -> ", which counts no more since " + at)
                        .orElse("")));
    }

    private void made(JsonNode made, boolean qr) {
        show(made.path("release"));
        made.path("links").forEach(link -> {
            sluice.out().println();
            HandOverText.print(link, made.path("release"), qr, sluice.out());
        });
        made.path("inbox")
                .forEach(to -> sluice.out()
                        .println(Json.text(to, "recipient") + " finds it in the folder /inbox/ on the next log-in."));
        made.path("leftOut")
                .forEach(one -> sluice.out()
                        .println(Json.text(one, "recipient") + " took the former one and is left out: "
                                + Json.text(one, "reason")));
        if (!made.path("links").isEmpty()) {
            sluice.out().println();
            sluice.out()
                    .println(
                            "Passwords are shown this once and kept nowhere. For a lost one: sluice link reissue LINK");
        }
    }
}
