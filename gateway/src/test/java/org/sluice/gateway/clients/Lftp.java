package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program {@code lftp}, which calls OpenSSH's {@code ssh} and speaks SFTP itself. */
final class Lftp extends TypedClient {
    @Override
    public String name() {
        return "lftp";
    }

    @Override
    public Optional<String> missing() {
        return Programs.missing("lftp", "ssh");
    }

    @Override
    public void put(Site site, List<Path> files, String folder) throws IOException {
        run(site, "put -O " + quoted(folder) + words(files));
    }

    @Override
    public void get(Site site, List<String> files, Path folder) throws IOException {
        run(site, "get -O " + quoted(folder) + words(files));
    }

    @Override
    public List<String> list(Site site, String folder) throws IOException {
        return run(site, "cls -1 --basename " + quoted(folder)).lines().toList();
    }

    @Override
    public void resumePut(Site site, Path file, String remote) throws IOException {
        run(site, "put -c " + quoted(file) + " -o " + quoted(remote));
    }

    @Override
    public void resumeGet(Site site, String remote, Path file) throws IOException {
        run(site, "get -c " + quoted(remote) + " -o " + quoted(file));
    }

    @Override
    public void putFolder(Site site, Path folder, String to) throws IOException {
        run(site, "mirror -R --parallel=3 " + quoted(folder) + " " + quoted(to + Programs.nameOf(folder)));
    }

    @Override
    public void getFolder(Site site, String folder, Path to) throws IOException {
        run(site, "mirror --parallel=3 " + quoted(folder) + " " + quoted(to) + "/");
    }

    private String words(List<?> files) {
        StringBuilder words = new StringBuilder();
        files.forEach(file -> words.append(' ').append(quoted(file)));
        return words.toString();
    }

    @Override
    String quoted(Object path) {
        return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Override
    String run(Site site, List<String> commands) throws IOException {
        List<String> ssh = new ArrayList<>(List.of("ssh", "-a", "-x"));
        ssh.addAll(site.sshOptions());
        // Words that hang together for lftp are cut apart by the shell that it calls, so none of them holds a space.
        String script = String.join(
                "\n",
                "set cmd:fail-exit yes",
                "set net:max-retries 2",
                "set net:timeout 30",
                "set sftp:connect-program \"" + String.join(" ", ssh) + "\"",
                "open -u " + site.person() + ",unused -p " + site.port() + " sftp://127.0.0.1",
                String.join("\n", commands),
                "exit");
        return Programs.run(site, List.of("lftp", "--norc", "-c", script), "");
    }
}
