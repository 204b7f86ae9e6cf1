package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** From where a participant's people and jobs may come. */
@Command(
        name = "networks",
        description = "Say from which networks a participant's people and jobs may come; without an option, show them.",
        footer = "Example: sluice participant networks relief-a --allow 192.0.2.0/24,2001:db8::/32")
final class NetworksCommand implements Callable<Integer> {
    private final Sluice sluice;

    @Parameters(paramLabel = "ID", description = "The participant.")
    private String id = "";

    @Option(
            names = "--allow",
            paramLabel = "NETWORK",
            split = ",",
            description = "From these only, in place of those before; sessions from elsewhere end at once.")
    private @Nullable List<String> allow;

    @Option(names = "--any", description = "From anywhere.")
    private boolean any;

    NetworksCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public Integer call() {
        if (any && allow != null) {
            throw new Failure(Problem.wrong("usage", "Say either --allow NETWORK or --any."));
        }
        String path = Api.path("participants", id, "networks");
        if (!any && allow == null) {
            return sluice.answer(sluice.api().get(path), this::show);
        }
        ObjectNode body = Json.object();
        Fields.list(body, "allow", allow == null ? List.of() : allow);
        return sluice.answer(sluice.api().post(path, body), this::show);
    }

    private void show(JsonNode networks) {
        sluice.out()
                .println(
                        networks.path("any").asBoolean()
                                ? "People of " + id + " may come from anywhere."
                                : "People of " + id + " may come from " + Json.text(networks, "networks") + " only.");
    }
}
