package org.sluice.gateway.clients;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program {@code curl} with {@code sftp://}, which Debian builds with libssh2. */
final class Curl implements Client, Client.Tidies, Client.Resumes {
    @Override
    public String name() {
        return "curl";
    }

    @Override
    public Optional<String> missing() {
        return Programs.missing("curl");
    }

    @Override
    public void put(Site site, List<Path> files, String folder) throws IOException {
        List<String> words = new ArrayList<>();
        for (Path file : files) {
            words.addAll(List.of("-T", file.toString(), url(site, folder + Programs.nameOf(file))));
        }
        run(site, words);
    }

    @Override
    public void get(Site site, List<String> files, Path folder) throws IOException {
        List<String> words = new ArrayList<>();
        for (String file : files) {
            Path to = folder.resolve(file.substring(file.lastIndexOf('/') + 1));
            words.addAll(List.of("-o", to.toString(), url(site, file)));
        }
        run(site, words);
    }

    @Override
    public List<String> list(Site site, String folder) throws IOException {
        return run(site, List.of("-l", url(site, folder))).lines().toList();
    }

    @Override
    public void rename(Site site, String from, String to) throws IOException {
        run(site, List.of("-l", "-Q", "rename \"" + from + "\" \"" + to + "\"", url(site, "/")));
    }

    @Override
    public void remove(Site site, String file) throws IOException {
        run(site, List.of("-l", "-Q", "rm \"" + file + "\"", url(site, "/")));
    }

    @Override
    public void resumePut(Site site, Path file, String remote) throws IOException {
        run(site, List.of("-C", "-", "-T", file.toString(), url(site, remote)));
    }

    @Override
    public void resumeGet(Site site, String remote, Path file) throws IOException {
        run(site, List.of("-C", "-", "-o", file.toString(), url(site, remote)));
    }

    private static String url(Site site, String path) {
        String written = URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
        return "sftp://127.0.0.1:" + site.port() + written;
    }

    private static String run(Site site, List<String> words) throws IOException {
        List<String> all = new ArrayList<>(List.of(
                "curl",
                "-q",
                "-sS",
                "--globoff",
                "-u",
                site.person() + ":",
                "--key",
                site.key().toString(),
                "--pubkey",
                site.key() + ".pub",
                "--hostpubsha256",
                site.fingerprint().substring("SHA256:".length())));
        all.addAll(words);
        return Programs.run(site, all, "");
    }
}
