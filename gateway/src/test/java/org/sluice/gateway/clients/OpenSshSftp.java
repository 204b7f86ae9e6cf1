package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** OpenSSH's {@code sftp} with a batch of commands. */
final class OpenSshSftp implements Client, Client.Tidies, Client.Resumes, Client.SendsFolders, Client.FetchesFolders {
    @Override
    public String name() {
        return "sftp";
    }

    @Override
    public Optional<String> missing() {
        return Programs.missing("sftp");
    }

    @Override
    public void put(Site site, List<Path> files, String folder) throws IOException {
        run(
                site,
                files.stream()
                        .map(file -> "put " + quoted(file) + " " + quoted(folder + Programs.nameOf(file)))
                        .toArray(String[]::new));
    }

    @Override
    public void get(Site site, List<String> files, Path folder) throws IOException {
        run(
                site,
                files.stream()
                        .map(file -> "get " + quoted(file) + " " + quoted(folder) + "/")
                        .toArray(String[]::new));
    }

    @Override
    public List<String> list(Site site, String folder) throws IOException {
        return run(site, "cd " + quoted(folder), "ls -1")
                .lines()
                .filter(line -> !line.startsWith("sftp> "))
                .toList();
    }

    @Override
    public void rename(Site site, String from, String to) throws IOException {
        run(site, "rename " + quoted(from) + " " + quoted(to));
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

    @Override
    public void putFolder(Site site, Path folder, String to) throws IOException {
        run(site, "put -r " + quoted(folder) + " " + quoted(to));
    }

    @Override
    public void getFolder(Site site, String folder, Path to) throws IOException {
        run(site, "get -r " + quoted(folder) + " " + quoted(to) + "/");
    }

    private static String quoted(Object path) {
        return "\"" + path + "\"";
    }

    private static String run(Site site, String... commands) throws IOException {
        return Programs.run(site, words(site), String.join("\n", commands) + "\n");
    }

    static List<String> words(Site site) {
        List<String> words = new ArrayList<>(List.of("sftp", "-b", "-"));
        words.addAll(site.sshOptions());
        words.addAll(List.of("-P", Integer.toString(site.port()), site.address()));
        return words;
    }
}
