package org.sluice.gateway.usecase;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.sluice.gateway.domain.Refusal;

/**
 * Reads on only while its reader still stands. Whether it was cut on this node is looked at before every piece; the records
 * are asked again after every few mebibytes, so that a cut on another node counts too.
 */
final class StandingChannel extends ReadChannel {
    /** Bytes between two looks. A cut closes the connection anyway; this is the second wall. */
    private static final long EVERY = 4 << 20;

    private final BooleanSupplier cut;
    private final Supplier<Optional<Refusal>> standing;
    private long untilLook = EVERY;

    StandingChannel(SeekableByteChannel inner, BooleanSupplier cut, Supplier<Optional<Refusal>> standing) {
        super(inner);
        this.cut = cut;
        this.standing = standing;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        if (cut.getAsBoolean()) {
            close();
            throw new IOException("This access was ended.");
        }
        if (untilLook <= 0) {
            Optional<Refusal> barred = standing.get();
            if (barred.isPresent()) {
                close();
                throw new IOException(barred.get().message());
            }
            untilLook = EVERY;
        }
        int read = super.read(to);
        untilLook -= Math.max(0, read);
        return read;
    }
}
