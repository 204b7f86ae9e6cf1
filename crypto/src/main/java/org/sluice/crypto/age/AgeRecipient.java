package org.sluice.crypto.age;

import java.util.List;

/** For whom a file is made: public keys, or one passphrase and nothing beside it. */
public sealed interface AgeRecipient permits AgePublicKey, AgePassphrase {

    /**
     * Whether one file may be for all of these. A passphrase stands alone; post-quantum keys stand beside others of their kind
     * only, for whoever breaks the weakest of a file's recipients has the file.
     */
    static boolean fitTogether(List<? extends AgeRecipient> recipients) {
        return recipients.size() < 2
                || recipients.stream().allMatch(one -> one instanceof AgePublicKey key && key.postQuantum())
                || recipients.stream().allMatch(one -> one instanceof AgePublicKey key && !key.postQuantum());
    }
}
