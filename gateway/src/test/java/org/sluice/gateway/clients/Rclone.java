package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program {@code rclone} with its backend for SFTP. It asks for a shell too, and does without. */
final class Rclone implements Client, Client.Tidies, Client.SendsFolders, Client.FetchesFolders {
    @Override
    public String name() {
        return "rclone";
    }

    @Override
    public Optional<String> missing() {
        return Programs.missing("rclone");
    }

    @Override
    public void put(Site site, List<Path> files, String folder) throws IOException {
        Path from = Path.of("/");
        run(
                site,
                "copy",
                "--no-traverse",
                "--ignore-times",
                "--files-from-raw",
                listed(site, files.stream().map(Programs::nameOf).toList()),
                files.isEmpty()
                        ? from.toString()
                        : String.valueOf(files.getFirst().getParent()),
                remote(folder));
    }

    @Override
    public void get(Site site, List<String> files, Path folder) throws IOException {
        String from = files.getFirst().substring(0, files.getFirst().lastIndexOf('/') + 1);
        run(
                site,
                "copy",
                "--files-from-raw",
                listed(
                        site,
                        files.stream()
                                .map(file -> file.substring(from.length()))
                                .toList()),
                remote(from),
                folder.toString());
    }

    @Override
    public List<String> list(Site site, String folder) throws IOException {
        return run(site, "lsf", "--files-only", remote(folder)).lines().toList();
    }

    @Override
    public void rename(Site site, String from, String to) throws IOException {
        run(site, "moveto", remote(from), remote(to));
    }

    @Override
    public void remove(Site site, String file) throws IOException {
        run(site, "deletefile", remote(file));
    }

    @Override
    public void putFolder(Site site, Path folder, String to) throws IOException {
        run(site, "copy", folder.toString(), remote(to + Programs.nameOf(folder)));
    }

    @Override
    public void getFolder(Site site, String folder, Path to) throws IOException {
        run(
                site,
                "copy",
                remote(folder),
                to.resolve(folder.substring(folder.lastIndexOf('/') + 1)).toString());
    }

    private static String remote(String path) {
        return ":sftp:" + path;
    }

    private static String listed(Site site, List<String> names) throws IOException {
        return Files.write(site.folder().resolve("names.txt"), names).toString();
    }

    private static String run(Site site, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "rclone",
                "--config=",
                "--retries=1",
                "--low-level-retries=1",
                "--sftp-host=127.0.0.1",
                "--sftp-port=" + site.port(),
                "--sftp-user=" + site.person(),
                "--sftp-key-file=" + site.key(),
                "--sftp-known-hosts-file=" + site.known()));
        all.addAll(List.of(words));
        return Programs.run(site, all, "");
    }
}
