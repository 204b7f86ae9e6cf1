package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** OpenSSH's {@code scp} over SFTP. */
final class OpenSshScp implements Client, Client.SendsFolders, Client.FetchesFolders {
    @Override
    public String name() {
        return "scp";
    }

    @Override
    public Optional<String> missing() {
        return Programs.missing("scp");
    }

    @Override
    public void put(Site site, List<Path> files, String folder) throws IOException {
        List<String> words = words(site);
        files.forEach(file -> words.add(file.toString()));
        words.add(site.address() + ":" + folder);
        Programs.run(site, words, "");
    }

    @Override
    public void get(Site site, List<String> files, Path folder) throws IOException {
        List<String> words = words(site);
        files.forEach(file -> words.add(site.address() + ":" + file));
        words.add(folder.toString());
        Programs.run(site, words, "");
    }

    @Override
    public void putFolder(Site site, Path folder, String to) throws IOException {
        List<String> words = words(site);
        words.addAll(List.of("-r", folder.toString(), site.address() + ":" + to));
        Programs.run(site, words, "");
    }

    @Override
    public void getFolder(Site site, String folder, Path to) throws IOException {
        List<String> words = words(site);
        words.addAll(List.of("-r", site.address() + ":" + folder, to.toString()));
        Programs.run(site, words, "");
    }

    private static List<String> words(Site site) {
        List<String> words = new ArrayList<>(List.of("scp", "-s", "-q", "-P", Integer.toString(site.port())));
        words.addAll(site.sshOptions());
        return words;
    }
}
