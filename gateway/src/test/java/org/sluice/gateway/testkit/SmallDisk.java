package org.sluice.gateway.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A small file system of a test's own, in memory. */
public final class SmallDisk implements AutoCloseable {
    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /**
     * Mounts one. Without root nobody may, so the test is skipped and says so, on a build server too; as root it is skipped
     * where containers forbid it, but with {@code CI=true} it fails, so that no build server leaves it out unseen.
     */
    public static SmallDisk mounted(Path at, int mebibytes) throws IOException {
        Files.createDirectories(at);
        if (run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", at.toString())) {
            return new SmallDisk(at);
        }
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root && "true".equals(System.getenv("CI"))) {
            Assertions.fail(
                    "This build server runs as root and can mount no tmpfs, so a full disk is not tried. Give its"
                            + " container the capability SYS_ADMIN.");
        }
        return Assumptions.abort(
                "No small file system can be mounted here (it takes root), so a full disk is not tried.");
    }

    public Path root() {
        return root;
    }

    /** Takes room until so many bytes are left. */
    public void leave(long bytes) throws IOException {
        byte[] piece = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(root.resolve("other"))) {
            while (Files.getFileStore(root).getUsableSpace() > bytes) {
                out.write(piece);
            }
        }
    }

    private static boolean run(String... words) {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // No such program: the same as not being allowed to.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (!run("umount", root.toString())) {
            throw new IllegalStateException(root + " can't be unmounted.");
        }
    }
}
