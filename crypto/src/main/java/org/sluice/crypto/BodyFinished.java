package org.sluice.crypto;

import java.io.IOException;

/** Somebody wanted to go on writing, or to read as unfinished, a body that has its end: it is read with BodyReader.open. */
public final class BodyFinished extends IOException {

    BodyFinished(BodyId body) {
        super("body " + body.hex() + " is finished and is never written again; write a new body instead");
    }
}
