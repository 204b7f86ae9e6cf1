package org.sluice.crypto;

import org.jspecify.annotations.Nullable;

/** Opens the frames of a walk one after another and hands on what fitted. */
final class FrameOpener implements BodyWalk.FrameSeen {

    private final BodyId id;
    private final DataKey key;
    private final PlainBytes opened;
    private final byte[] plain = new byte[BodyFormat.FRAME];
    private @Nullable BodyRun current;
    private @Nullable FrameCipher cipher;

    FrameOpener(BodyId id, DataKey key, PlainBytes opened) {
        this.id = id;
        this.key = key;
        this.opened = opened;
    }

    @Override
    public void frame(BodyRun run, long frame, byte[] place, byte[] record) throws BodyDamaged {
        FrameCipher opening = cipher;
        if (opening == null || !run.equals(current)) {
            opening = new FrameCipher(id, run, key, FrameCipher.Witness.NONE);
            cipher = opening;
            current = run;
        }
        opening.open(frame, place, new byte[0], record, BodyFormat.KIND, BodyFormat.FRAME, plain);
        opened.take(plain, 0, plain.length);
    }
}
