package org.sluice.gateway.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Python's paramiko, as Debian packages it, in a script of a few lines for each act. */
final class Paramiko implements Client, Client.Tidies, Client.Resumes, Client.SendsFolders {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String SCRIPT = "paramiko_client.py";

    @Override
    public String name() {
        return "paramiko";
    }

    @Override
    public Optional<String> missing() {
        try {
            boolean there = Files.isExecutable(Path.of(PYTHON))
                    && new ProcessBuilder(PYTHON, "-c", "import paramiko")
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0;
            return there ? Optional.empty() : Optional.of("paramiko for " + PYTHON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void put(Site site, List<Path> files, String folder) throws IOException {
        run(site, "put", folder, files.stream().map(Path::toString).toList());
    }

    @Override
    public void get(Site site, List<String> files, Path folder) throws IOException {
        run(site, "get", folder.toString(), files);
    }

    @Override
    public List<String> list(Site site, String folder) throws IOException {
        return run(site, "list", folder, List.of()).lines().toList();
    }

    @Override
    public void rename(Site site, String from, String to) throws IOException {
        run(site, "rename", from, List.of(to));
    }

    @Override
    public void remove(Site site, String file) throws IOException {
        run(site, "remove", file, List.of());
    }

    @Override
    public void resumePut(Site site, Path file, String remote) throws IOException {
        run(site, "resume-put", file.toString(), List.of(remote));
    }

    @Override
    public void resumeGet(Site site, String remote, Path file) throws IOException {
        run(site, "resume-get", remote, List.of(file.toString()));
    }

    @Override
    public void putFolder(Site site, Path folder, String to) throws IOException {
        run(site, "put-folder", folder.toString(), List.of(to + Programs.nameOf(folder)));
    }

    private static String run(Site site, String act, String first, List<String> more) throws IOException {
        Path script = site.folder().resolve(SCRIPT);
        if (Files.notExists(script)) {
            try (InputStream in = Paramiko.class.getResourceAsStream(SCRIPT)) {
                Files.copy(java.util.Objects.requireNonNull(in), script);
            }
        }
        List<String> words = new ArrayList<>(List.of(
                PYTHON,
                script.toString(),
                Integer.toString(site.port()),
                site.person(),
                site.key().toString(),
                site.hostKey(),
                act,
                first));
        words.addAll(more);
        return Programs.run(site, words, "");
    }
}
