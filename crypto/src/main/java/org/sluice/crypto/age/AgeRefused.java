package org.sluice.crypto.age;

import java.io.IOException;

/** An age file can't be opened. Its message names no key and no byte of the file. */
public final class AgeRefused extends IOException {

    /** Why, as far as that may be told. */
    public enum Why {
        /** The file does not begin as an age file does. */
        NOT_AGE("this is no age file; ask its sender for one in the age format, not armoured"),
        /** The header is not as the format says, or was changed. */
        HEADER("the file's header is damaged or was changed; ask its sender for it again"),
        /** The file is for other keys, or the passphrase is another one. */
        NO_KEY_FITS(
                "none of the keys given, and not the passphrase, opens this file; give the one that it was made for"),
        /** Its passphrase would cost more memory and time than the reader bears. */
        TOO_COSTLY("opening this file would cost more memory than is allowed here; open it with age itself"),
        /** The content was changed, cut or lengthened. */
        CONTENT("the file is damaged, cut short or was changed; ask its sender for it again");

        private final String words;

        Why(String words) {
            this.words = words;
        }
    }

    private final Why why;

    AgeRefused(Why why) {
        super(why.words);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
