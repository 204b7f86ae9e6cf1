package org.sluice.gateway.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;

/** The client of Apache MINA's library. */
final class MinaClient implements Client, Client.Tidies, Client.Resumes {
    @Override
    public String name() {
        return "mina";
    }

    @Override
    public void put(Site site, List<Path> files, String folder) throws IOException {
        try (MinaSession session = MinaSession.open(site)) {
            SftpClient sftp = session.sftp();
            for (Path file : files) {
                sftp.put(file, folder + Programs.nameOf(file));
            }
        }
    }

    @Override
    public void get(Site site, List<String> files, Path folder) throws IOException {
        try (MinaSession session = MinaSession.open(site)) {
            for (String file : files) {
                try (InputStream in = session.sftp().read(file)) {
                    Files.copy(in, folder.resolve(file.substring(file.lastIndexOf('/') + 1)));
                }
            }
        }
    }

    @Override
    public List<String> list(Site site, String folder) throws IOException {
        try (MinaSession session = MinaSession.open(site)) {
            List<String> names = new ArrayList<>();
            for (SftpClient.DirEntry entry : session.sftp().readDir(folder)) {
                if (entry.getAttributes().isRegularFile()) {
                    names.add(entry.getFilename());
                }
            }
            return names;
        }
    }

    @Override
    public void rename(Site site, String from, String to) throws IOException {
        try (MinaSession session = MinaSession.open(site)) {
            session.sftp().rename(from, to);
        }
    }

    @Override
    public void remove(Site site, String file) throws IOException {
        try (MinaSession session = MinaSession.open(site)) {
            session.sftp().remove(file);
        }
    }

    @Override
    public void resumePut(Site site, Path file, String remote) throws IOException {
        try (MinaSession session = MinaSession.open(site);
                InputStream in = Files.newInputStream(file);
                OutputStream out = session.sftp().write(remote, OpenMode.Write, OpenMode.Append)) {
            in.skipNBytes(session.sftp().stat(remote).getSize());
            in.transferTo(out);
        }
    }

    @Override
    public void resumeGet(Site site, String remote, Path file) throws IOException {
        try (MinaSession session = MinaSession.open(site);
                InputStream in = session.sftp().read(remote);
                OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            in.skipNBytes(Files.size(file));
            in.transferTo(out);
        }
    }
}
