package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** OpenSSH's {@code sftp} with a batch of commands. */
final class OpenSshSftp extends TypedClient {
    @Override
    public String name() {
        return "sftp";
    }

    @Override
    public Optional<String> missing() {
        return Programs.missing("sftp");
    }

    @Override
    public void get(Site site, List<String> files, Path folder) throws IOException {
        each(site, files, file -> "get " + quoted(file) + " " + quoted(folder) + "/");
    }

    @Override
    public List<String> list(Site site, String folder) throws IOException {
        return run(site, List.of("cd " + quoted(folder), "ls -1"))
                .lines()
                .filter(line -> !line.startsWith("sftp> "))
                .toList();
    }

    @Override
    public void putFolder(Site site, Path folder, String to) throws IOException {
        run(site, "put -r " + quoted(folder) + " " + quoted(to));
    }

    @Override
    public void getFolder(Site site, String folder, Path to) throws IOException {
        run(site, "get -r " + quoted(folder) + " " + quoted(to) + "/");
    }

    @Override
    String move() {
        return "rename";
    }

    @Override
    String run(Site site, List<String> commands) throws IOException {
        return Programs.run(site, words(site), String.join("\n", commands) + "\n");
    }

    static List<String> words(Site site) {
        List<String> words = new ArrayList<>(List.of("sftp", "-b", "-"));
        words.addAll(site.sshOptions());
        words.addAll(List.of("-P", Integer.toString(site.port()), site.address()));
        return words;
    }
}
