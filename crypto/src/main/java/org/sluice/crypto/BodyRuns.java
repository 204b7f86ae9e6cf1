package org.sluice.crypto;

import java.util.List;

/** The runs of a body in order, each with at least one frame, and where frames lie between them. */
record BodyRuns(List<BodyRun> all) {

    static final int MOST = 65_536;

    BodyRuns {
        all = List.copyOf(all);
    }

    int count() {
        return all.size();
    }

    BodyRun get(int index) {
        return all.get(index);
    }

    /** Whether these can be the runs of a body whose final frame has this number. */
    boolean inOrder(long finalFrame) {
        long next = 0;
        for (int i = 0; i < all.size(); i++) {
            long first = all.get(i).firstFrame();
            if (i == 0 ? first != 0 : first < next) {
                return false;
            }
            next = first + 1;
        }
        return !all.isEmpty() && next - 1 <= finalFrame;
    }

    /** Index of the run that a frame belongs to. */
    int of(long frame) {
        int low = 0;
        int high = all.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (all.get(middle).firstFrame() <= frame) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Where a frame's record (or, for the final frame, the end record) begins in the file. */
    long offsetOf(long frame) {
        return BodyFormat.HEADER + (long) BodyFormat.RUN_RECORD * (of(frame) + 1L) + frame * BodyFormat.FRAME_RECORD;
    }

    long offsetOfRunRecord(int index) {
        return BodyFormat.HEADER
                + (long) BodyFormat.RUN_RECORD * index
                + all.get(index).firstFrame() * BodyFormat.FRAME_RECORD;
    }
}
