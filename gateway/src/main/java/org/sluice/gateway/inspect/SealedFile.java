package org.sluice.gateway.inspect;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.sluice.crypto.age.AgeHeader;
import org.sluice.crypto.age.AgeRefused;
import org.sluice.crypto.pgp.PgpMessage;

/** Files that their sender sealed, so that nobody here can look into them. */
public final class SealedFile {
    private SealedFile() {}

    /**
     * Whether it begins with the whole header of an age file, or with the wrapped keys of an OpenPGP message and protected
     * data behind them; one that only begins like it is no sealed file.
     */
    public static boolean isOne(SeekableByteChannel content) throws IOException {
        if (PgpMessage.begins(new BufferedInputStream(Channels.newInputStream(content.position(0)), 4096))) {
            content.position(0);
            return true;
        }
        try {
            AgeHeader.read(new BufferedInputStream(Channels.newInputStream(content.position(0)), 4096));
            return true;
        } catch (AgeRefused e) {
            return false;
        } finally {
            content.position(0);
        }
    }
}
