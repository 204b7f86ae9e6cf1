package org.sluice.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.gateway.clients.Desk.FOLDER;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.sluice.gateway.sftp.OpenPort;

/** Many at once: as many sessions as a whole response has jobs, and uploads that all end in the same minute. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class LoadIT {
    private static final int SESSIONS = 500;
    /** Of one person; the usual limit is 16, and 256 for a participant, so two share them. */
    private static final int EACH = 16;

    private static final int UPLOADS = 200;

    private final Desk desk = new Desk();
    private final SshClient ssh = MinaSession.started();
    private final List<SftpClient> sessions = new ArrayList<>();

    @BeforeAll
    void many_log_in() throws Exception {
        List<Callable<SftpClient>> logIns = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            Site site = desk.site(person(i), i / EACH % 2 == 0 ? "bridge" : "harbour");
            logIns.add(() -> SftpClientFactory.instance().createSftpClient(MinaSession.logIn(ssh, site)));
        }
        sessions.addAll(all(8, logIns));
    }

    @AfterAll
    void close() throws IOException {
        ssh.stop();
        OpenPort.await(
                "all sessions are over",
                () -> desk.gateway.gateway().inside.live.count() == 0);
        desk.close();
    }

    @Test
    void five_hundred_sessions_are_open_at_once_and_each_is_answered() throws Exception {
        assertThat(desk.gateway.gateway().inside.live.count()).isEqualTo(SESSIONS);

        List<Callable<Boolean>> questions = new ArrayList<>();
        for (SftpClient session : sessions) {
            questions.add(() -> session.stat(FOLDER).isDirectory());
        }

        assertThat(all(50, questions)).hasSize(SESSIONS).containsOnly(true);
    }

    @Test
    void two_hundred_uploads_at_once_all_arrive_whole() throws Exception {
        CountDownLatch together = new CountDownLatch(UPLOADS);
        List<Callable<String>> uploads = new ArrayList<>();
        for (int i = 0; i < UPLOADS; i++) {
            SftpClient session = sessions.get(i);
            byte[] content = content(i);
            String name = "load-" + i + ".bin";
            uploads.add(() -> {
                together.countDown();
                together.await();
                try (OutputStream out = session.write(FOLDER + name)) {
                    out.write(content);
                }
                return name;
            });
        }

        all(UPLOADS, uploads);

        for (int i = 0; i < UPLOADS; i++) {
            assertThat(desk.whole(person(i), "load-" + i + ".bin").sha256()).contains(Content.sha256(content(i)));
        }
    }

    /** 4 to 64 KiB. */
    private static byte[] content(int i) {
        return Content.of(i, 4096 + i * (60 * 1024 / UPLOADS));
    }

    private static String person(int i) {
        return "person-" + i / EACH;
    }

    private static <T> List<T> all(int threads, List<Callable<T>> acts)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> done = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(acts)) {
                done.add(future.get());
            }
            return done;
        } finally {
            pool.shutdownNow();
        }
    }
}
