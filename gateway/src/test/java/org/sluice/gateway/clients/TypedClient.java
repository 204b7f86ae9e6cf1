package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A client that is told what to do in commands as people type them, one a line. */
abstract sealed class TypedClient
        implements Client, Client.Tidies, Client.Resumes, Client.SendsFolders, Client.FetchesFolders
        permits OpenSshSftp, Psftp, Lftp {
    /** Runs commands until one fails, and returns what was said. */
    abstract String run(Site site, List<String> commands) throws IOException;

    final String run(Site site, String command) throws IOException {
        return run(site, List.of(command));
    }

    final <T> void each(Site site, List<T> files, Function<T, String> command) throws IOException {
        run(site, files.stream().map(command).toList());
    }

    String quoted(Object path) {
        return "\"" + path + "\"";
    }

    /** The command that renames. */
    String move() {
        return "mv";
    }

    @Override
    public void put(Site site, List<Path> files, String folder) throws IOException {
        each(site, files, file -> "put " + quoted(file) + " " + quoted(folder + Programs.nameOf(file)));
    }

    @Override
    public void rename(Site site, String from, String to) throws IOException {
        run(site, move() + " " + quoted(from) + " " + quoted(to));
    }

    @Override
    public void remove(Site site, String file) throws IOException {
        run(site, "rm " + quoted(file));
    }

    @Override
    public void resumePut(Site site, Path file, String remote) throws IOException {
        run(site, "reput " + quoted(file) + " " + quoted(remote));
    }

    @Override
    public void resumeGet(Site site, String remote, Path file) throws IOException {
        run(site, "reget " + quoted(remote) + " " + quoted(file));
    }
}
