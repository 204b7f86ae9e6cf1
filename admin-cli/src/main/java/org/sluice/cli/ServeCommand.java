package org.sluice.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.sluice.gateway.Gateway;
import org.sluice.gateway.Ready;
import org.sluice.gateway.store.StoreException;
import picocli.CommandLine.Command;

/** Runs the gateway until the process is told to stop. */
@Command(
        name = "serve",
        description = {
            "Run the gateway until it is told to stop (Ctrl-C, or the signal TERM).",
            "Prints one line when it is ready and writes run/ready.json into the data directory:",
            "{\"sftpPort\":…,\"httpsPort\":…,\"apiPort\":…,\"caFile\":…,\"hostKeyFile\":…}"
        },
        footer = "Example: sluice serve --data /var/lib/sluice")
final class ServeCommand implements Callable<Integer> {
    private final Sluice sluice;

    ServeCommand(Sluice sluice) {
        this.sluice = sluice;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.begin();
        Gateway gateway = started();
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "sluice-stop"));
        Ready ready = gateway.ready();
        sluice.out()
                .println(
                        sluice.json()
                                ? ready.json()
                                : "Sluice is ready: SFTP on port " + ready.sftpPort() + ", HTTPS on port "
                                        + ready.httpsPort() + ".");
        // The process ends by a signal, whose hook closes the gateway; nothing ever counts this down.
        new CountDownLatch(1).await();
        return 0;
    }

    private Gateway started() {
        try {
            return Gateway.start(sluice.data().path());
        } catch (IOException | IllegalArgumentException | StoreException e) {
            throw new Failure(Problem.failed(
                    "not-started", e.getMessage() == null ? "The gateway can't start." : e.getMessage()));
        }
    }
}
