package org.sluice.gateway.clients;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSch as mwiede keeps it, the library of many Java programs. */
final class JschClient implements Client, Client.Tidies, Client.Resumes {
    @Override
    public String name() {
        return "jsch";
    }

    @Override
    public void put(Site site, List<Path> files, String folder) throws IOException {
        run(site, sftp -> {
            for (Path file : files) {
                sftp.put(file.toString(), folder + Programs.nameOf(file), ChannelSftp.OVERWRITE);
            }
        });
    }

    @Override
    public void get(Site site, List<String> files, Path folder) throws IOException {
        run(site, sftp -> {
            for (String file : files) {
                sftp.get(file, folder.toString());
            }
        });
    }

    @Override
    public List<String> list(Site site, String folder) throws IOException {
        List<String> names = new ArrayList<>();
        run(
                site,
                sftp -> sftp.ls(folder).stream()
                        .filter(entry -> !entry.getAttrs().isDir())
                        .forEach(entry -> names.add(entry.getFilename())));
        return names;
    }

    @Override
    public void rename(Site site, String from, String to) throws IOException {
        run(site, sftp -> sftp.rename(from, to));
    }

    @Override
    public void remove(Site site, String file) throws IOException {
        run(site, sftp -> sftp.rm(file));
    }

    @Override
    public void resumePut(Site site, Path file, String remote) throws IOException {
        run(site, sftp -> sftp.put(file.toString(), remote, ChannelSftp.RESUME));
    }

    @Override
    public void resumeGet(Site site, String remote, Path file) throws IOException {
        run(site, sftp -> sftp.get(remote, file.toString(), null, ChannelSftp.RESUME));
    }

    private interface Act {
        void on(ChannelSftp sftp) throws SftpException;
    }

    private static void run(Site site, Act act) throws IOException {
        @Nullable Session session = null;
        try {
            JSch jsch = new JSch();
            jsch.addIdentity(site.key().toString());
            jsch.setKnownHosts(site.known().toString());
            session = jsch.getSession(site.person(), "127.0.0.1", site.port());
            session.connect(30_000);
            ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(30_000);
            act.on(sftp);
            sftp.disconnect();
        } catch (JSchException | SftpException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            if (session != null) {
                session.disconnect();
            }
        }
    }
}
