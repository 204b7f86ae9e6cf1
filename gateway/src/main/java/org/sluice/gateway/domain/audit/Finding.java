package org.sluice.gateway.domain.audit;

/**
 * One thing wrong with an export.
 *
 * @param lineNumber counts the file's lines from 1
 * @param seq the record concerned, 0 where none is
 * @param what one full sentence
 */
public record Finding(long lineNumber, long seq, Fault fault, String what) {

    /** The kinds of faults that the verification tells apart. */
    public enum Fault {
        /** Not a line of an export of this format. */
        MALFORMED,
        /** The line does not name the hash of the one before: one of the two is not what was written. */
        ALTERED,
        /** Records are missing. */
        MISSING,
        /** A record stands where it does not belong. */
        OUT_OF_PLACE,
        /** The line before, once more. */
        DOUBLED,
        /** A second chain or a second export begins. */
        SECOND_CHAIN,
        /** Salt or payload do not give the digest of the line. */
        PAYLOAD_ALTERED,
        /** The payload is gone, and no record says that it was erased. */
        PAYLOAD_MISSING,
        /** A checkpoint is not signed by a known key or disagrees with the chain. */
        CHECKPOINT_WRONG,
        /** The export was cut. */
        END_MISSING,
        /** The end mark is not signed by the key or disagrees with what stands before it. */
        END_WRONG,
        /** A witnessed checkpoint is not on this chain. */
        ROLLED_BACK,
        /** The export names another key than the one given. */
        WRONG_KEY
    }
}
