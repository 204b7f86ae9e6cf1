package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.sftp.OpenPort;

/** A gateway for the tests of one class, with a person for whoever asks for one, and files of theirs. */
final class Desk implements AutoCloseable {
    static final String FOLDER = "/confidential/assessments-reports/";

    final OpenPort gateway = new OpenPort();
    private final ConcurrentHashMap<String, Site> sites = new ConcurrentHashMap<>();
    private final AtomicInteger folders = new AtomicInteger();

    /** The same site each time. */
    Site site(String person) throws IOException {
        return site(person, "bridge");
    }

    /** The same for somebody of another participant, {@code bridge} or {@code harbour}. */
    Site site(String person, String participant) throws IOException {
        Site known = sites.get(person);
        if (known != null) {
            return known;
        }
        gateway.person(person, participant);
        Site fresh = Site.of(gateway, gateway.port(), person);
        sites.put(person, fresh);
        return fresh;
    }

    /** The same person by another port. */
    Site through(int port, String person) throws IOException {
        site(person);
        return Site.of(gateway, port, person);
    }

    /** An empty folder. */
    Path folder() throws IOException {
        return Files.createDirectory(gateway.folder().resolve("files-" + folders.incrementAndGet()));
    }

    Path file(String name, byte[] content) throws IOException {
        return Files.write(folder().resolve(name), content);
    }

    /** What stands under a name in {@link #FOLDER}: the current version, or the one on its way. */
    Optional<Deposit> find(String person, String name) {
        List<Deposit> all = gateway.files(person, FOLDER).stream()
                .filter(deposit -> deposit.name().equals(name) && deposit.path().isEmpty())
                .toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** It arrived whole, as the client said; whether it may still be changed for a while is another matter. */
    Deposit whole(String person, String name) {
        return find(person, name)
                .filter(deposit -> deposit.state() != DepositState.RECEIVING)
                .orElseThrow(() -> new AssertionError(name + " of " + person + " did not arrive."));
    }

    /** What is whole and settling may no longer be changed. */
    void graceOver() {
        gateway.gateway().clock.advance(Duration.ofMinutes(2));
        gateway.gateway().inside.settle.due();
    }

    /** Waits until it is deposited: the session's end is heard a moment after the client has ended. */
    Deposit deposited(String person, String name) {
        OpenPort.await(
                name + " of " + person + " is deposited",
                () -> find(person, name)
                        .filter(deposit -> deposit.state() == DepositState.DEPOSITED)
                        .isPresent());
        return find(person, name).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        gateway.close();
    }
}
