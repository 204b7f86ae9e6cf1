package org.sluice.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.DataDirectory;
import org.sluice.gateway.Gateway;
import org.sluice.gateway.InitOptions;
import org.sluice.gateway.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a data directory. */
@Command(
        name = "init",
        description = "Make a data directory: keys, database, protocol, the administrator's token.",
        footer = {
            "Example: sluice init --data /var/lib/sluice",
            "A port of 0 takes any free one. The password of a database comes from SLUICE_DATABASE_PASSWORD."
        })
final class InitCommand implements Callable<Integer> {
    private static final int LAST_PORT = 65_535;

    private final Sluice sluice;

    @Option(
            names = "--protocol",
            paramLabel = "ID",
            split = ",",
            description = {
                "A shipped protocol; several with commas between.",
                "turkey-cross-border and iasc-template if absent."
            })
    private List<String> protocols = new ArrayList<>();

    @Option(names = "--sftp-port", paramLabel = "N", description = "Where SFTP listens; 2022 if absent.")
    private @Nullable Integer sftpPort;

    @Option(names = "--https-port", paramLabel = "N", description = "Where HTTPS listens; 8443 if absent.")
    private @Nullable Integer httpsPort;

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "jdbc:postgresql://HOST/NAME?user=USER; SQLite in the data directory if absent.")
    private @Nullable String database;

    @Option(
            names = "--custodians",
            paramLabel = "K-of-N",
            description = "Split the root key: N files of shares in --shares, any K make it again.")
    private @Nullable String custodians;

    @Option(names = "--shares", paramLabel = "DIR", description = "A new folder for the shares.")
    private @Nullable Path shares;

    InitCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public Integer call() {
        Logging.begin();
        try {
            var options = new InitOptions(
                    sluice.data().path(),
                    chosen(),
                    port("--sftp-port", sftpPort, Settings.USUAL_SFTP_PORT),
                    port("--https-port", httpsPort, Settings.USUAL_HTTPS_PORT),
                    Optional.ofNullable(database).map(this::withPassword));
            if ((custodians == null) != (shares == null)) {
                throw new Failure(Problem.wrong("usage", "--custodians K-of-N and --shares DIR go together."));
            }
            Custodians split = custodians == null ? Custodians.NONE : Custodians.parse(custodians);
            report(Gateway.init(options));
            if (custodians != null && shares != null) {
                ObjectNode made = RecoveryCommands.split(sluice, split, shares);
                if (!sluice.json()) {
                    RecoveryCommands.tell(sluice, made, shares);
                }
            }
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(
                    Problem.failed("not-made", e.getMessage() == null ? "It can't be made." : e.getMessage()));
        }
    }

    private List<String> chosen() {
        return protocols.isEmpty() ? InitOptions.USUAL_PROTOCOLS : protocols;
    }

    private static int port(String option, @Nullable Integer given, int usual) {
        if (given != null && (given < 0 || given > LAST_PORT)) {
            throw new Failure(
                    Problem.wrong("usage", option + " takes a port from 0 (any free one) to " + LAST_PORT + "."));
        }
        return given == null ? usual : given;
    }

    private String withPassword(String url) {
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            sluice.err()
                    .println("sluice: Everybody on this host can read a password on a command line; use"
                            + " SLUICE_DATABASE_PASSWORD, and change this one.");
            return url;
        }
        return sluice.environment("SLUICE_DATABASE_PASSWORD")
                .map(secret -> url + (url.contains("?") ? "&" : "?") + "password="
                        + URLEncoder.encode(secret, StandardCharsets.UTF_8))
                .orElse(url);
    }

    private void report(DataDirectory made) {
        if (sluice.json()) {
            ObjectNode json = Json.object().put("data", made.root().toString()).put("protocol", chosen().getFirst());
            chosen().forEach(json.putArray("protocols")::add);
            sluice.out()
                    .println(Json.write(json.put("settings", made.settings().toString())
                            .put("tokenFile", made.administratorToken().toString())
                            .put("auditKeyFile", made.auditKey().toString())
                            .put("rootKeyFile", made.rootKey().toString())));
            return;
        }
        sluice.out().println("Made the data directory " + made.root() + " with " + String.join(", ", chosen()) + ".");
        sluice.out()
                .println("Keep copies elsewhere: " + made.rootKey() + " (without it no file can be read; in a safe)"
                        + " and " + made.auditKey() + " (public; verifies the audit).");
        sluice.out().println("Next: sluice serve --data " + made.root());
    }
}
