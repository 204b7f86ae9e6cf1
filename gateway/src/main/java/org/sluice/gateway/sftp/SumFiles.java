package org.sluice.gateway.sftp;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.apache.sshd.common.util.buffer.Buffer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.DepositState;
import org.sluice.gateway.usecase.ReadChannel;

/** Answers {@code check-file} for what lies in the tree of one session. */
final class SumFiles {
    private final SftpUseCases usecases;
    private final Tree tree;

    SumFiles(SftpUseCases usecases, Tree tree) {
        this.usecases = usecases;
        this.tree = tree;
    }

    void byName(Node node, FileSum asked, Buffer answer) throws IOException {
        switch (node) {
            case Node.Folder folder -> throw new RefusedException(Refusal.wrong("is-a-folder", "This is a folder."));
            case Node.Own own -> {
                if (own.entry().deposit().state() == DepositState.RECEIVING) {
                    throw stillArriving();
                }
                asked.answer(
                        answer,
                        own.size(),
                        own.entry().deposit().sha256(),
                        () -> usecases.deposits()
                                .read(tree.visit(), own.entry().deposit())
                                .orThrow());
            }
            case Node.Received received ->
                asked.answer(answer, received.size(), received.item().deposit().sha256(), () -> {
                    // A digest of parts tells what is in them, and reading is on record as a delivery.
                    throw new RefusedException(Refusal.forbidden(
                            "whole-digest-only",
                            "Of a file in the inbox only the sha256 of the whole is told before it is fetched."));
                });
            case Node.Side side ->
                asked.answer(
                        answer,
                        side.size(),
                        Optional.empty(),
                        () -> new BytesChannel(side.file().bytes()));
            case Node.SideArriving side -> throw stillArriving();
            case Node.Help help ->
                asked.answer(
                        answer,
                        help.size(),
                        Optional.empty(),
                        () -> new BytesChannel(help.text().bytes()));
            case Node.Told told ->
                asked.answer(
                        answer,
                        told.size(),
                        Optional.empty(),
                        () -> new BytesChannel(told.notice().bytes()));
        }
    }

    static void byHandle(SeekableByteChannel open, FileSum asked, Buffer answer) throws IOException {
        if (!(open instanceof ReadFile file)) {
            throw stillArriving();
        }
        asked.answer(answer, file.size(), file.sha256(), () -> new LeftOpen(file));
    }

    private static RefusedException stillArriving() {
        return new RefusedException(
                Refusal.conflict("still-arriving", "This file is still being uploaded; ask again when it is closed."));
    }

    /** The handle stays the client's. */
    private static final class LeftOpen extends ReadChannel {
        LeftOpen(SeekableByteChannel inner) {
            super(inner);
        }

        @Override
        public void close() {
            // Whoever opened the handle closes it.
        }
    }
}
