package org.sluice.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.crypto.Bodies.FRAME;
import static org.sluice.crypto.Bodies.ID;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Writers that are killed again and again: writes that fail half-way, files cut anywhere behind what was forced, blocks that
 * never reached the disk. Each used pair of run key and nonce is noted.
 */
class KillAndResumeTest {

    private final Set<String> usedPairs = new HashSet<>();
    private int sealed;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24})
    void no_pair_of_key_and_nonce_is_used_twice_and_the_body_comes_out_whole(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] plain = Bodies.plain(random.nextInt(14 * FRAME));
        byte[] disk = new byte[0];
        int kills = 0;
        long promised = 0;
        boolean done = false;
        while (!done) {
            MemoryFile file = new MemoryFile(disk);
            boolean mayDie = kills < 12;
            if (mayDie && random.nextInt(4) == 0) {
                file.failingWrite = random.nextInt(6);
            }
            try (BodyWriter writer = opened(file, plain, kills == 0)) {
                assertThat(writer.length()).isGreaterThanOrEqualTo(promised);
                long died = write(writer, plain, random, mayDie);
                promised = died < 0 ? promised : Math.max(promised, died);
                done = !mayDie;
            } catch (BodyFinished e) {
                done = true;
            } catch (IOException e) {
                assertThat(e).hasMessage("the disk is full");
            }
            disk = done ? file.content() : afterPowerCut(disk, file, random);
            kills++;
        }
        assertThat(Bodies.read(disk, plain.length)).isEqualTo(plain);
        assertThat(usedPairs).hasSize(sealed);
        assertThat(kills).isGreaterThan(1);
    }

    /** Writes until the end or until the "kill"; gives the stored length at the last force, or -1. */
    private static long write(BodyWriter writer, byte[] plain, Random random, boolean mayDie) throws IOException {
        long forced = -1;
        int diesAt = mayDie ? random.nextInt(plain.length + FRAME) : Integer.MAX_VALUE;
        while (writer.length() < plain.length) {
            int at = (int) writer.length();
            if (at > diesAt) {
                return forced;
            }
            int piece = Math.min(1 + random.nextInt(2 * FRAME), plain.length - at);
            writer.write(plain, at, piece);
            if (random.nextInt(4) == 0) {
                writer.force();
                forced = writer.storedLength();
            }
        }
        writer.finish();
        return forced;
    }

    private BodyWriter opened(MemoryFile file, byte[] plain, boolean first) throws Exception {
        FrameCipher.Witness witness = (run, nonce) -> {
            sealed++;
            String key = HexFormat.of().formatHex(FrameCipher.runKey(ID, run, Bodies.key()));
            assertThat(usedPairs.add(key + " " + nonce))
                    .as("run %s, nonce %s", run, nonce)
                    .isTrue();
        };
        if (first) {
            return BodyWriter.create(file, ID, Bodies.key(), Bodies.RANDOM, witness);
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        BodyWriter writer = BodyWriter.resume(file, ID, Bodies.key(), Bodies.RANDOM, digest::update, witness);
        byte[] stored = Arrays.copyOf(plain, (int) writer.length());
        assertThat(digest.digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(stored));
        return writer;
    }

    /** What a disk may hold: all that was forced, and of the rest a part, with holes. */
    private static byte[] afterPowerCut(byte[] before, MemoryFile file, Random random) {
        byte[] now = file.content();
        if (file.forcedSizes.isEmpty()) {
            // Without a force even the cut of the torn tail may not have reached the disk.
            return random.nextBoolean() ? before : now;
        }
        int safe = (int) Math.min(file.forcedSizes.getLast(), now.length);
        byte[] left = Arrays.copyOf(now, safe + random.nextInt(now.length - safe + 1));
        if (left.length > safe && random.nextBoolean()) {
            int hole = safe + random.nextInt(left.length - safe);
            Arrays.fill(left, hole, Math.min(left.length, hole + 4_096), (byte) 0);
        }
        if (random.nextInt(3) == 0) {
            int grown = left.length;
            left = Arrays.copyOf(left, grown + random.nextInt(5_000));
        }
        return left;
    }
}
