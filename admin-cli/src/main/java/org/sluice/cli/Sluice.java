package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sluice.cli.Api.Reply;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command {@code sluice}: reads the command line, runs one command, prints its answer. The options that all
 * commands share stand here and may stand before or after the command's name.
 */
@Command(
        name = "sluice",
        versionProvider = Sluice.Version.class,
        header = "A secure file exchange gateway for humanitarian protection work.",
        synopsisHeading = "%nUsage: ",
        customSynopsis = "sluice COMMAND [ARGUMENTS] [--data DIR] [--json] [--as PERSON]",
        optionListHeading = "%nOptions of every command:%n",
        commandListHeading = "%nCommands (sluice COMMAND --help tells more):%n",
        footer = {
            "",
            "Begin:  sluice init --data DIR        make a data directory",
            "        sluice serve --data DIR       start the gateway",
            "Try:    sluice policy check --help    ask a protocol, without a gateway",
            "DIR is asked for by nearly every command; say it once: export SLUICE_DATA=DIR",
            "Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused by the protocol or in need of a fact."
        })
public final class Sluice {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The gateway's data directory; SLUICE_DATA if absent.")
    private @Nullable Path data;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answer as JSON on standard output, errors too.")
    private boolean json;

    @Option(
            names = "--as",
            paramLabel = "PERSON",
            scope = ScopeType.INHERIT,
            description = "Act as this person, on the word of this host: it can't prove who typed it.")
    private @Nullable String person;

    // picocli reads these two by itself before any command runs.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Tell what a command does and stop.")
    private boolean help;

    @SuppressWarnings("UnusedVariable")
    @Option(names = "--version", versionHelp = true, description = "Tell the version and stop.")
    private boolean version;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final InputStream in;

    Sluice(Map<String, String> environment, PrintStream out, PrintStream err) {
        this(environment, System.in, out, err);
    }

    Sluice(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        PrintStream out = stream(FileDescriptor.out);
        int status = new Sluice(System.getenv(), out, stream(FileDescriptor.err)).run(args);
        if (out.checkError()) {
            // Whoever reads must not take half an answer for a whole one.
            status = Math.max(status, 1);
        }
        System.exit(status);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /** Runs one command line and returns its exit status. */
    int run(String... args) {
        CommandLine commandLine = CommandTree.of(this, List.of(args));
        commandLine.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        commandLine.setParameterExceptionHandler((wrong, given) -> wrongUsage(wrong, Arrays.asList(given)));
        commandLine.setExecutionExceptionHandler((thrown, command, parsed) -> report(problem(thrown)));
        return commandLine.execute(args);
    }

    private int wrongUsage(CommandLine.ParameterException wrong, List<String> given) {
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        json = json || given.contains("--json");
        String said = Json.harmless(UsageText.of(wrong, CommandTree.names()));
        String help = name + " --help";
        return report(new Problem(
                "wrong", "usage", said, said.contains(help) ? List.of() : List.of("How to use it: " + help)));
    }

    private static Problem problem(Exception thrown) {
        if (thrown instanceof Failure failure) {
            return failure.problem();
        }
        return Problem.failed(
                "failed",
                "Something went wrong that this command did not expect ("
                        + thrown.getClass().getSimpleName() + ": " + thrown.getMessage() + ").");
    }

    private int report(Problem problem) {
        if (json) {
            out.println(Json.write(problem.json()));
        } else {
            err.println("sluice: " + Json.harmless(problem.message()));
            problem.details().stream()
                    .filter(detail -> !says(problem.message(), detail))
                    .forEach(detail -> err.println("  - " + Json.harmless(detail)));
        }
        return problem.exitStatus();
    }

    /** Whether it stands there already, in whole words: "borderr" in a message does not say "border". */
    private static boolean says(String message, String detail) {
        return Pattern.compile("(?<![\\p{Alnum}-])" + Pattern.quote(detail) + "(?![\\p{Alnum}-])")
                .matcher(message)
                .find();
    }

    InputStream in() {
        return in;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    boolean json() {
        return json;
    }

    Optional<String> environment(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    Optional<String> person() {
        return Optional.ofNullable(person);
    }

    Optional<DataDirectory> dataIfNamed() {
        return Optional.ofNullable(data)
                .or(() -> environment("SLUICE_DATA").map(Path::of))
                .map(DataDirectory::new);
    }

    DataDirectory data() {
        return dataIfNamed()
                .orElseThrow(() -> new Failure(
                        Problem.wrong("no-data", "Say which gateway: --data DIR, or SLUICE_DATA in the environment.")));
    }

    Api api() {
        return new Api(data(), person());
    }

    /** Prints the answer as it came, or as people read it. */
    int answer(Reply reply, Consumer<JsonNode> forPeople) {
        if (json) {
            out.println(reply.text().strip());
        } else {
            forPeople.accept(reply.json());
        }
        return 0;
    }

    /** The version that the build wrote into the program's jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Sluice.class.getPackage().getImplementationVersion();
            return new String[] {"sluice " + (version == null ? "(not packaged)" : version)};
        }
    }
}
