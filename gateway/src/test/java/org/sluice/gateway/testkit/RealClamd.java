package org.sluice.gateway.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.sluice.gateway.scan.Clamd;
import org.sluice.gateway.scan.ClamdSettings;

/**
 * The machine's own clamd, with settings and signatures of the test: it knows the EICAR test text and nothing else, and so is
 * up within a second. Without it these tests are skipped, and with {@code CI=true} they fail.
 */
public final class RealClamd implements AutoCloseable {
    public static final String SIGNATURE = "Sluice.Test.EICAR.UNOFFICIAL";
    /** Bytes of a stream that it takes. */
    public static final long MOST = 1 << 20;

    private static final Path PROGRAM = Path.of("/usr/sbin/clamd");
    private static final Duration UP = Duration.ofSeconds(30);

    private final Path folder;
    private final int port;
    private Process process;

    private RealClamd(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = launched(folder);
    }

    public static RealClamd start() {
        if (!Files.isExecutable(PROGRAM)) {
            String why = "clamd is not here: install the package clamav-daemon";
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(why);
            }
            Assumptions.abort(why);
        }
        try {
            Path folder = Files.createTempDirectory("sluice-clamd");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder.resolve("signatures"));
            Files.writeString(
                    folder.resolve("signatures/test.ndb"),
                    "Sluice.Test.EICAR:0:*:" + HexFormat.of().formatHex(eicar()) + "\n");
            int port = freePort();
            Files.writeString(folder.resolve("clamd.conf"), """
                    Foreground yes
                    DatabaseDirectory %1$s/signatures
                    TemporaryDirectory %1$s
                    LogFile %1$s/log
                    LocalSocket %1$s/socket
                    TCPSocket %2$d
                    TCPAddr 127.0.0.1
                    StreamMaxLength %3$d
                    AlertExceedsMax yes
                    """.formatted(folder, port, MOST));
            RealClamd clamd = new RealClamd(folder, port);
            clamd.awaitUp();
            return clamd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The test text of the European Institute for Computer Antivirus Research, put together here: no scanner trips over this. */
    public static byte[] eicar() {
        return ("X5O!P%@AP[4" + '\\' + "PZX54(P^)7CC)7}$EIC" + "AR-STANDARD-ANTI" + "VIRUS-TEST-FILE!$H+H*")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** @param most bytes of a file that the gateway believes it to take */
    public ClamdSettings byPort(long most) {
        return new ClamdSettings("127.0.0.1:" + port, most);
    }

    public ClamdSettings bySocket() {
        return new ClamdSettings(folder.resolve("socket").toString(), MOST);
    }

    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public void startAgain() {
        process = launched(folder);
        awaitUp();
    }

    private static Process launched(Path folder) {
        try {
            return new ProcessBuilder(PROGRAM.toString(), "--config-file=" + folder.resolve("clamd.conf"))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitUp() {
        Clamd asked = new Clamd(byPort(MOST));
        long end = System.nanoTime() + UP.toNanos();
        while (asked.ping().isPresent()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IllegalStateException("clamd did not come up: " + output());
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return "nothing was written";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        stop();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, @org.jspecify.annotations.Nullable IOException e)
                        throws IOException {
                    Files.delete(each);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
