package org.sluice.gateway.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sluice.gateway.testkit.GatewayFixture.HOST;
import static org.sluice.gateway.testkit.GatewayFixture.refusal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.Limits;
import org.sluice.gateway.domain.deposit.Notice;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.participant.Role;
import org.sluice.gateway.testkit.GatewayFixture;
import org.sluice.gateway.testkit.SmallDisk;
import org.sluice.gateway.testkit.TestDatabase;

/** A gateway on a small file system of its own that really runs full. Mounting one takes root; elsewhere it is skipped. */
final class DiskFullIT {
    private static final String TYPE = "assessments-reports";
    private static final int PIECE = 1 << 20;

    @TempDir
    private Path parent;

    private Path disk = Path.of("");
    private SmallDisk small;
    private GatewayFixture gateway;

    @BeforeEach
    void mount() throws IOException {
        disk = parent.resolve("disk");
        small = SmallDisk.mounted(disk, 176);
        gateway = new GatewayFixture(
                TestDatabase.SQLITE,
                Limits.USUAL,
                Files.createDirectory(disk.resolve("gateway")),
                "turkey-cross-border");
        gateway.participant("org-a", "members");
        gateway.person("ali", "org-a", Role.DEPOSITOR);
    }

    @AfterEach
    void unmount() {
        if (gateway != null) {
            gateway.close();
        }
        if (small != null) {
            small.close();
        }
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(7).nextBytes(content);
        return content;
    }

    private byte[] back(Deposit deposit) {
        try (Visit visit = gateway.visit("ali")) {
            return GatewayFixture.read(gateway.inside.own.read(visit, deposit).orThrow());
        }
    }

    private Upload begin(Visit visit, String name) {
        return gateway.inside
                .receive
                .begin(visit, Channel.CONFIDENTIAL, TYPE, name, true)
                .orThrow();
    }

    @Test
    void files_are_refused_before_the_records_have_no_room_and_nothing_that_is_stored_suffers() {
        byte[] content = content(PIECE);
        Deposit before = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "before.bin", content);
        try (Visit visit = gateway.visit("ali")) {
            Upload endless = begin(visit, "endless.bin");
            long at = 0;
            Answer<Long> answer = Answer.done(0L);
            while (answer instanceof Answer.Done<Long>) {
                assertThat(at).isLessThan(176L << 20);
                answer = endless.write(at, content, 0, PIECE);
                at += PIECE;
            }
            Refusal full = refusal(answer);
            assertThat(full.code()).isEqualTo("no-space");
            assertThat(full.kind()).isEqualTo(Refusal.Kind.BUSY);
            assertThat(refusal(endless.complete())).isEqualTo(full);
            assertThat(gateway.notices("ali")).contains(Notice.Kind.DEPOSIT_STOPPED);
            assertThat(refusal(gateway.upload(visit, Channel.CONFIDENTIAL, TYPE, "next.bin", content))
                            .code())
                    .isEqualTo("no-space");

            assertThat(back(before)).isEqualTo(content);
            // The records go on: what must be said and who must be cut does not wait for room.
            gateway.inside.quotas.set(HOST, "org-a", Optional.of(1L << 30)).orThrow();
            assertThat(gateway.audited(EventKind.DEPOSIT_REFUSED)).hasSize(2);

            long kept = gateway.get(endless.depositId()).size();
            assertThat(kept).isPositive();
            gateway.inside.own.remove(visit, gateway.get(endless.depositId())).orThrow();
            Deposit after = gateway.upload(visit, Channel.CONFIDENTIAL, TYPE, "next.bin", content)
                    .orThrow();
            assertThat(back(after)).isEqualTo(content);
        }
        gateway.inside.cut.suspend(HOST, "org-a", "a test").orThrow();
    }

    @Test
    void where_something_else_takes_the_last_byte_an_upload_fails_whole_and_goes_on_once_there_is_room()
            throws IOException {
        byte[] content = content(6 * PIECE);
        Deposit before = gateway.deposit("ali", Channel.CONFIDENTIAL, TYPE, "before.bin", content);
        Path other = disk.resolve("other");
        Visit visit = gateway.visit("ali");
        Upload upload = begin(visit, "whole.bin");
        upload.write(0, content, 0, PIECE).orThrow();
        fill(other);
        assertThatThrownBy(() -> {
                    for (int at = PIECE; at < content.length; at += PIECE) {
                        upload.write(at, content, at, PIECE).orThrow();
                    }
                    upload.complete().orThrow();
                })
                .isInstanceOf(RuntimeException.class);
        assertThat(back(gateway.get(before.id()))).isEqualTo(content);

        Files.delete(other);
        upload.abandon();
        visit.close();
        try (Visit again = gateway.visit("ali")) {
            Upload more = gateway.inside
                    .receive
                    .begin(again, Channel.CONFIDENTIAL, TYPE, "whole.bin", false)
                    .orThrow();
            assertThat(more.depositId()).isEqualTo(upload.depositId());
            assertThat(more.size()).isGreaterThanOrEqualTo(PIECE);
            GatewayFixture.write(more, (int) more.size(), content).orThrow();
            assertThat(back(more.complete().orThrow())).isEqualTo(content);
        }
        assertThat(back(gateway.get(before.id()))).isEqualTo(content);
        gateway.inside.cut.suspend(HOST, "org-a", "a test").orThrow();
    }

    /** Until not one byte more fits. */
    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] piece = "x".repeat(PIECE).getBytes(StandardCharsets.US_ASCII);
            for (int size = PIECE; size > 0; size /= 16) {
                try {
                    while (true) {
                        out.write(piece, 0, size);
                    }
                } catch (IOException e) {
                    // No room for so much; less may fit.
                }
            }
        } catch (IOException e) {
            // Closing says it again.
        }
    }
}
