package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.audit.Sha256;

/**
 * Sends one sealed copy in parts, each with its checksum, by tus 1.0.0 (gateway/API.md, "A file in parts"). When the line
 * breaks it asks how far the gateway got and goes on there; a refusal is final. For one file and one thread.
 */
final class ResumedSending {
    private static final int FIRST_PART = 1 << 20;
    /** What a gateway keeps of an upload after its restart. */
    private static final int LEAST_PART = 64 << 10;
    /** Half of what a gateway takes with a checksum, so that several senders have room at once. */
    private static final int LARGEST_PART = 4 << 20;
    /** A part that takes longer is too much to lose. */
    private static final Duration QUICK = Duration.ofSeconds(10);

    private static final Map<String, String> TUS = Map.of("Tus-Resumable", "1.0.0");
    private static final Set<String> PASSING = Set.of("wrong-offset", "upload-busy", "checksum");
    private static final int NO_SPACE = 507;

    private final Sluice sluice;
    private final HttpsDoor door;
    private final Patience patience;
    private final SealedCopy sealed;
    private final String name;
    private final Progress progress;
    private @Nullable String upload;
    private boolean known;
    private boolean allSent;
    private long offset;
    private long farthest;
    private int part = FIRST_PART;

    /** @param name what it is called in messages */
    ResumedSending(
            Sluice sluice, HttpsDoor door, Duration patience, SealedCopy sealed, String name, Progress progress) {
        this.sluice = sluice;
        this.door = door;
        this.patience = new Patience(patience);
        this.sealed = sealed;
        this.name = name;
        this.progress = progress;
    }

    /** It may pass: the line broke, or the gateway can't take anything now. */
    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        private final String words;

        private Broken(String words) {
            super(words);
            this.words = words;
        }
    }

    /**
     * Sends it and returns what the gateway says of the deposit.
     *
     * @param metadata tus' {@code Upload-Metadata}
     * @throws Failure when the gateway refuses it, or nothing moved for as long as the patience lasts
     */
    JsonNode send(String metadata) throws IOException {
        try (SeekableByteChannel bytes = Files.newByteChannel(sealed.file())) {
            while (true) {
                try {
                    Optional<JsonNode> deposit = step(bytes, metadata);
                    if (deposit.isPresent()) {
                        return verified(deposit.get());
                    }
                } catch (Broken e) {
                    known = false;
                    part = Math.max(LEAST_PART, part / 2);
                    pause(e.words);
                }
            }
        }
    }

    private Optional<JsonNode> step(SeekableByteChannel bytes, String metadata) throws IOException, Broken {
        if (upload == null) {
            begin(metadata);
        } else if (!known) {
            return look(upload);
        } else {
            part(upload, bytes);
        }
        return Optional.empty();
    }

    private void begin(String metadata) throws Broken {
        HttpsDoor.Said said = ask(
                "POST",
                "/uploads",
                Map.of("Upload-Length", Long.toString(sealed.size()), "Upload-Metadata", metadata),
                new byte[0]);
        String location = said.header("Location").orElse("");
        if (!location.matches("/uploads/[A-Za-z0-9_-]+")) {
            throw new Failure(said.problem());
        }
        upload = location;
        known = true;
        patience.moved();
    }

    /** By GET, which says as much as HEAD, and in words where it refuses. */
    private Optional<JsonNode> look(String there) throws Broken {
        JsonNode standing = Json.read(ask("GET", there, Map.of(), new byte[0]).text());
        if (standing.has("deposit")) {
            return Optional.of(standing);
        }
        arrived(standing.path("offset").asLong(0));
        return Optional.empty();
    }

    private void part(String there, SeekableByteChannel bytes) throws IOException, Broken {
        byte[] body = new byte[(int) Math.min(part, sealed.size() - offset)];
        ByteBuffer into = ByteBuffer.wrap(body);
        bytes.position(offset);
        while (into.hasRemaining()) {
            if (bytes.read(into) < 0) {
                throw new IOException("its sealed copy was cut");
            }
        }
        MessageDigest digest = Sha256.start();
        long began = System.nanoTime();
        allSent |= offset + body.length == sealed.size();
        HttpsDoor.Said said = ask(
                "PATCH",
                there,
                Map.of(
                        "Content-Type",
                        "application/offset+octet-stream",
                        "Upload-Offset",
                        Long.toString(offset),
                        "Upload-Checksum",
                        "sha256 " + Base64.getEncoder().encodeToString(digest.digest(body))),
                body);
        if (said.header("Sluice-Deposit").isPresent()) {
            // What became of it stands in the answer to the next look.
            known = false;
            patience.moved();
            return;
        }
        arrived(offset + body.length);
        boolean quick = System.nanoTime() - began < QUICK.toNanos();
        part = quick ? Math.min(LARGEST_PART, part * 2) : Math.max(LEAST_PART, part / 2);
    }

    private void arrived(long now) {
        offset = Math.min(now, sealed.size());
        known = true;
        progress.at(offset);
        if (offset > farthest) {
            farthest = offset;
            patience.moved();
        }
    }

    private HttpsDoor.Said ask(String method, String path, Map<String, String> more, byte[] body) throws Broken {
        Map<String, String> headers = new LinkedHashMap<>(TUS);
        headers.putAll(more);
        HttpsDoor.Said said;
        try {
            said = door.ask(method, path, headers, body);
        } catch (IOException e) {
            // Before a first answer the address may be wrong; and nobody else's certificate becomes right by waiting.
            if (impostor(e)
                    || (upload == null && e instanceof ConnectException)
                    || e instanceof InterruptedIOException) {
                throw door.unreachable(e);
            }
            throw new Broken("the line broke (" + HttpsDoor.words(e) + ")");
        }
        if (said.done()) {
            return said;
        }
        Problem problem = said.problem();
        if ((said.status() >= 500 && said.status() != NO_SPACE) || PASSING.contains(problem.code())) {
            throw new Broken(problem.message());
        }
        drop();
        throw new Failure(problem);
    }

    private static boolean impostor(Throwable e) {
        return e instanceof CertificateException || (e.getCause() != null && impostor(e.getCause()));
    }

    /** After a refusal nothing of it should wait at the gateway; if that fails, it goes there by itself. */
    private void drop() {
        if (upload != null) {
            try {
                door.ask("DELETE", upload, TUS, new byte[0]);
            } catch (IOException e) {
                upload = null;
            }
        }
    }

    private void pause(String why) {
        Duration pause = patience.next();
        if (!pause.isPositive()) {
            throw new Failure(Problem.failed("line-broken", gaveUp(why)));
        }
        if (!sluice.json()) {
            sluice.err()
                    .println(Json.harmless("sending " + name + ": " + why + "; going on at "
                            + (sealed.size() == 0 ? 100 : offset * 100 / sealed.size()) + " % in "
                            + Math.max(1, pause.toSeconds()) + " s"));
        }
        try {
            patience.pause(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(Problem.failed("stopped", name + " was not sent: it was stopped."));
        }
    }

    private String gaveUp(String why) {
        long minutes = patience.bound().toMinutes();
        String silence = name + " was not sent: nothing moved"
                + (minutes == 0 ? "" : " for " + minutes + (minutes == 1 ? " minute" : " minutes"))
                + "; at last, " + why + ". ";
        return silence
                + (allSent
                        ? "Its last bytes were sent and no answer came, so it may be deposited or not. Run the same command"
                                + " again when the line is better: what it sends takes the place of this one."
                        : "Nothing of it is deposited, and what had arrived is dropped by itself. Run the same command"
                                + " again when the line is better, or with a longer --patience.");
    }

    private JsonNode verified(JsonNode deposit) {
        Optional<String> sum = Json.some(deposit, "sha256");
        if (sum.filter(there -> !there.equals(sealed.sha256())).isPresent()) {
            throw new Failure(Problem.failed(
                    "other-bytes",
                    "The gateway holds other bytes as " + Json.text(deposit, "deposit") + " than were sent. Release"
                            + " nothing of it, tell the gateway's administrator, and send the file again."));
        }
        return deposit;
    }
}
