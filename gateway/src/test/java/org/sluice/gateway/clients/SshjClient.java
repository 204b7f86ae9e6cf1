package org.sluice.gateway.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.RemoteResourceInfo;
import net.schmizz.sshj.sftp.RenameFlags;
import net.schmizz.sshj.sftp.SFTPClient;

/** The library sshj, with what it does of itself: times and modes are set after each file. */
final class SshjClient implements Client, Client.Tidies, Client.Resumes, Client.SendsFolders, Client.FetchesFolders {
    @Override
    public String name() {
        return "sshj";
    }

    @Override
    public void put(Site site, List<Path> files, String folder) throws IOException {
        try (SSHClient ssh = connected(site);
                SFTPClient sftp = ssh.newSFTPClient()) {
            for (Path file : files) {
                sftp.put(file.toString(), folder + Programs.nameOf(file));
            }
        }
    }

    @Override
    public void get(Site site, List<String> files, Path folder) throws IOException {
        try (SSHClient ssh = connected(site);
                SFTPClient sftp = ssh.newSFTPClient()) {
            for (String file : files) {
                sftp.get(
                        file,
                        folder.resolve(file.substring(file.lastIndexOf('/') + 1))
                                .toString());
            }
        }
    }

    @Override
    public List<String> list(Site site, String folder) throws IOException {
        try (SSHClient ssh = connected(site);
                SFTPClient sftp = ssh.newSFTPClient()) {
            return sftp.ls(folder).stream().map(RemoteResourceInfo::getName).toList();
        }
    }

    @Override
    public void rename(Site site, String from, String to) throws IOException {
        try (SSHClient ssh = connected(site);
                SFTPClient sftp = ssh.newSFTPClient()) {
            sftp.rename(from, to, Set.of(RenameFlags.OVERWRITE));
        }
    }

    @Override
    public void remove(Site site, String file) throws IOException {
        try (SSHClient ssh = connected(site);
                SFTPClient sftp = ssh.newSFTPClient()) {
            sftp.rm(file);
        }
    }

    @Override
    public void resumePut(Site site, Path file, String remote) throws IOException {
        try (SSHClient ssh = connected(site);
                SFTPClient sftp = ssh.newSFTPClient()) {
            sftp.put(file.toString(), remote, sftp.size(remote));
        }
    }

    @Override
    public void resumeGet(Site site, String remote, Path file) throws IOException {
        try (SSHClient ssh = connected(site);
                SFTPClient sftp = ssh.newSFTPClient()) {
            sftp.get(remote, file.toString(), Files.size(file));
        }
    }

    @Override
    public void putFolder(Site site, Path folder, String to) throws IOException {
        try (SSHClient ssh = connected(site);
                SFTPClient sftp = ssh.newSFTPClient()) {
            sftp.put(folder.toString(), to + Programs.nameOf(folder));
        }
    }

    @Override
    public void getFolder(Site site, String folder, Path to) throws IOException {
        try (SSHClient ssh = connected(site);
                SFTPClient sftp = ssh.newSFTPClient()) {
            sftp.get(folder, to.toString());
        }
    }

    private static SSHClient connected(Site site) throws IOException {
        SSHClient ssh = new SSHClient();
        try {
            ssh.loadKnownHosts(site.known().toFile());
            ssh.connect("127.0.0.1", site.port());
            ssh.authPublickey(site.person(), site.key().toString());
            return ssh;
        } catch (IOException e) {
            ssh.close();
            throw e;
        }
    }
}
