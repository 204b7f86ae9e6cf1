package org.sluice.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks a body from its header on while records are whole. It is how an unfinished body is understood, whose end nothing
 * marks; a run record without a frame behind it counts as part of the torn tail.
 */
final class BodyWalk {

    /** Gets each frame whose checksum fits, in order. */
    interface FrameSeen {
        void frame(BodyRun run, long frame, byte[] place, byte[] record) throws IOException;
    }

    /**
     * @param runs those that have a full frame
     * @param frames number of whole full frames
     * @param end offset behind the last of them, or behind the header
     * @param finished the file has a whole end record, and was not walked
     */
    record Found(List<BodyRun> runs, long frames, long end, boolean finished) {
        Found {
            runs = List.copyOf(runs);
        }
    }

    private BodyWalk() {}

    static Found walk(SeekableByteChannel in, BodyId id, FrameSeen seen) throws IOException {
        // First of all: a frame that rots in a finished body must not make it look like an unfinished one.
        if (isFinished(in, id)) {
            return new Found(List.of(), 0, BodyFormat.HEADER, true);
        }
        List<BodyRun> runs = new ArrayList<>();
        @Nullable BodyRun waiting = null;
        byte[] record = new byte[BodyFormat.FRAME_RECORD];
        byte[] runRecord = new byte[BodyFormat.RUN_RECORD];
        long frames = 0;
        long end = BodyFormat.HEADER;
        long at = end;
        while (BodyFormat.read(in, at, record, BodyFormat.KIND)) {
            int kind = ByteBuffer.wrap(record).getInt(0);
            if (kind == BodyFormat.RUN && waiting == null) {
                if (!BodyFormat.read(in, at, runRecord, runRecord.length) || !BodyFormat.isRunRecord(id, runRecord)) {
                    break;
                }
                waiting = BodyRun.get(ByteBuffer.wrap(runRecord, BodyFormat.KIND, 8 + BodyRun.SALT));
                if (waiting.firstFrame() != frames) {
                    break;
                }
                at += BodyFormat.RUN_RECORD;
            } else if (kind == BodyFormat.FULL_FRAME && (waiting != null || !runs.isEmpty())) {
                byte[] place = BodyFormat.place(BodyFormat.FULL_FRAME, id, frames);
                if (!BodyFormat.read(in, at, record, record.length) || !BodyFormat.isWholeFrame(place, record)) {
                    break;
                }
                BodyRun run = waiting == null ? runs.getLast() : waiting;
                seen.frame(run, frames, place, record);
                if (waiting != null) {
                    runs.add(waiting);
                    waiting = null;
                }
                frames++;
                at += BodyFormat.FRAME_RECORD;
                end = at;
            } else {
                break;
            }
        }
        return new Found(runs, frames, end, false);
    }

    private static boolean isFinished(SeekableByteChannel in, BodyId id) throws IOException {
        try {
            BodyEnd.read(in, id);
            return true;
        } catch (BodyDamaged e) {
            return false;
        }
    }
}
