package org.sluice.crypto;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks structure and checksums of a body without any key. It finds what disks do to files; a person who can write to the
 * store can make checksums fit, which only reading with the key shows.
 */
public final class BodyScrub {

    /** Enough to see what happened; a file full of zeros would give a list without use. */
    private static final int MOST_FINDINGS = 20;

    private BodyScrub() {}

    /**
     * Reads the file once through.
     *
     * @param expectFinished whether the body is known to have its end; if so, anything else is damage
     */
    public static ScrubReport scrub(SeekableByteChannel in, BodyId id, boolean expectFinished) throws IOException {
        if (!expectFinished && in.size() < BodyFormat.HEADER) {
            return new ScrubReport(id, ScrubReport.State.UNFINISHED, 0, List.of());
        }
        try {
            BodyHeader.readUnkeyed(in, id);
        } catch (BodyDamaged e) {
            return damaged(id, List.of("header"));
        }
        BodyEnd end;
        try {
            end = BodyEnd.read(in, id);
        } catch (BodyDamaged e) {
            return expectFinished ? damaged(id, List.of("end record")) : unfinished(in, id);
        }
        List<String> damage = new ArrayList<>();
        if (!end.runRecordsFit(in, id)) {
            damage.add("run records");
        }
        byte[] record = new byte[BodyFormat.FRAME_RECORD];
        for (long frame = 0; frame < end.finalFrame() && damage.size() < MOST_FINDINGS; frame++) {
            byte[] place = BodyFormat.place(BodyFormat.FULL_FRAME, id, frame);
            if (!BodyFormat.read(in, end.runs().offsetOf(frame), record, record.length)
                    || !BodyFormat.isWholeFrame(place, record)) {
                damage.add("frame " + frame);
            }
        }
        return damage.isEmpty()
                ? new ScrubReport(id, ScrubReport.State.FINISHED, end.length(), List.of())
                : damaged(id, damage);
    }

    private static ScrubReport unfinished(SeekableByteChannel in, BodyId id) throws IOException {
        BodyWalk.Found found = BodyWalk.walk(in, id, (run, frame, place, record) -> {});
        return new ScrubReport(id, ScrubReport.State.UNFINISHED, found.frames() * BodyFormat.FRAME, List.of());
    }

    private static ScrubReport damaged(BodyId id, List<String> damage) {
        return new ScrubReport(id, ScrubReport.State.DAMAGED, 0, damage);
    }
}
