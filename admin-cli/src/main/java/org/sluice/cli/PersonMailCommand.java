package org.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether a person gets mail. */
@Command(
        name = "notify",
        description = "Say whether a person gets mail; the notices in /notices/ come all the same.",
        footer = "Example: sluice person notify amal --mail off")
final class PersonMailCommand implements Callable<Integer> {
    private final Sluice sluice;

    @Parameters(paramLabel = "ID", description = "The person.")
    private String id = "";

    @Option(names = "--mail", paramLabel = "on|off", required = true, description = "on or off.")
    private String mail = "";

    PersonMailCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public Integer call() {
        if (!mail.equals("on") && !mail.equals("off")) {
            throw new Failure(Problem.wrong("usage", "--mail is on or off; it is \"" + mail + "\"."));
        }
        return sluice.answer(
                sluice.api().post(Api.path("persons", id, "mail"), Json.object().put("wanted", mail.equals("on"))),
                done -> sluice.out()
                        .println(Json.text(done, "person")
                                + (mail.equals("on") ? " gets mail and notices." : " gets notices only.")));
    }
}
