package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A client as its users use it, with a key. Each call is a session of its own. A remote folder ends with a slash; what the
 * client calls a failure is an {@link IOException} here, with its own words.
 */
sealed interface Client permits TypedClient, OpenSshScp, Rclone, Curl, Paramiko, JschClient, SshjClient, MinaClient {

    /** One of each. */
    static Stream<Client> all() {
        return Stream.of(
                new OpenSshSftp(),
                new OpenSshScp(),
                new Lftp(),
                new Rclone(),
                new Curl(),
                new Psftp(),
                new Paramiko(),
                new JschClient(),
                new SshjClient(),
                new MinaClient());
    }

    /** Lower-case letters: it names a person too. */
    String name();

    /** What of it the machine lacks. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Uploads files under their own names, over those that are there. */
    void put(Site site, List<Path> files, String folder) throws IOException;

    /** Downloads files under their own names. */
    void get(Site site, List<String> files, Path folder) throws IOException;

    /** A client that lists, renames and removes. */
    interface Tidies {
        List<String> list(Site site, String folder) throws IOException;

        void rename(Site site, String from, String to) throws IOException;

        void remove(Site site, String file) throws IOException;
    }

    /** A client that goes on where a transfer broke off. */
    interface Resumes {
        void resumePut(Site site, Path file, String remote) throws IOException;

        void resumeGet(Site site, String remote, Path file) throws IOException;
    }

    /** A client that sends a folder with all that is in it; its name becomes a folder below {@code to}. */
    interface SendsFolders {
        void putFolder(Site site, Path folder, String to) throws IOException;
    }

    /** A client that fetches a folder with all that is in it, and makes it below {@code to}. */
    interface FetchesFolders {
        void getFolder(Site site, String folder, Path to) throws IOException;
    }
}
