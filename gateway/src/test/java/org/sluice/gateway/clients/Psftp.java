package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** PuTTY's {@code psftp}, with the key in PuTTY's own format as {@code puttygen} writes it. */
final class Psftp implements Client, Client.Tidies, Client.Resumes, Client.SendsFolders, Client.FetchesFolders {
    @Override
    public String name() {
        return "psftp";
    }

    @Override
    public Optional<String> missing() {
        return Programs.missing("psftp", "puttygen");
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
                        .map(file -> "get " + quoted(file) + " "
                                + quoted(folder.resolve(file.substring(file.lastIndexOf('/') + 1))))
                        .toArray(String[]::new));
    }

    /** It has the long form only: eight words, then the name. */
    @Override
    public List<String> list(Site site, String folder) throws IOException {
        return run(site, "ls " + quoted(folder))
                .lines()
                .filter(line -> line.startsWith("-"))
                .map(line -> line.split(" +", 9)[8])
                .toList();
    }

    @Override
    public void rename(Site site, String from, String to) throws IOException {
        run(site, "mv " + quoted(from) + " " + quoted(to));
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
        run(site, "put -r " + quoted(folder) + " " + quoted(to + Programs.nameOf(folder)));
    }

    @Override
    public void getFolder(Site site, String folder, Path to) throws IOException {
        run(site, "get -r " + quoted(folder) + " " + quoted(to.resolve(folder.substring(folder.lastIndexOf('/') + 1))));
    }

    private static String quoted(Object path) {
        return "\"" + path + "\"";
    }

    private static String run(Site site, String... commands) throws IOException {
        Path key = site.folder().resolve("key.ppk");
        if (Files.notExists(key)) {
            Programs.run(site, List.of("puttygen", site.key().toString(), "-O", "private", "-o", key.toString()), "");
        }
        return Programs.run(
                site,
                List.of(
                        "psftp",
                        "-batch",
                        "-b",
                        Files.writeString(site.folder().resolve("batch.txt"), String.join("\n", commands) + "\n")
                                .toString(),
                        "-noagent",
                        "-hostkey",
                        site.fingerprint(),
                        "-i",
                        key.toString(),
                        "-P",
                        Integer.toString(site.port()),
                        site.address()),
                "");
    }
}
