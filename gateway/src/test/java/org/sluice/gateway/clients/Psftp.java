package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** PuTTY's {@code psftp}, with the key in PuTTY's own format as {@code puttygen} writes it. */
final class Psftp extends TypedClient {
    @Override
    public String name() {
        return "psftp";
    }

    @Override
    public Optional<String> missing() {
        return Programs.missing("psftp", "puttygen");
    }

    @Override
    public void get(Site site, List<String> files, Path folder) throws IOException {
        each(
                site,
                files,
                file -> "get " + quoted(file) + " "
                        + quoted(folder.resolve(file.substring(file.lastIndexOf('/') + 1))));
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
    public void putFolder(Site site, Path folder, String to) throws IOException {
        run(site, "put -r " + quoted(folder) + " " + quoted(to + Programs.nameOf(folder)));
    }

    @Override
    public void getFolder(Site site, String folder, Path to) throws IOException {
        run(site, "get -r " + quoted(folder) + " " + quoted(to.resolve(folder.substring(folder.lastIndexOf('/') + 1))));
    }

    @Override
    String run(Site site, List<String> commands) throws IOException {
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
