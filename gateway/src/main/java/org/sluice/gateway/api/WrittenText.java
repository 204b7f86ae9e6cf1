package org.sluice.gateway.api;

import com.ibm.icu.text.ArabicShaping;
import com.ibm.icu.text.ArabicShapingException;
import com.ibm.icu.text.Bidi;

/**
 * Text as it is to be drawn letter by letter: PDF shows one shape after another and knows nothing of letters that join or of
 * lines that run from right to left (ISO 32000-1, 14.8.2.3.3).
 */
final class WrittenText {
    private WrittenText() {}

    /**
     * With each Arabic letter in the shape that its neighbours give it, in the order in which it is read. Letters that other
     * languages added to Arabic keep the shape in which they stand alone.
     */
    static String joined(String text) {
        try {
            return new ArabicShaping(ArabicShaping.LETTERS_SHAPE
                            | ArabicShaping.LENGTH_GROW_SHRINK
                            | ArabicShaping.TEXT_DIRECTION_LOGICAL)
                    .shape(text);
        } catch (ArabicShapingException e) {
            throw new IllegalStateException("text that may shrink always has room", e);
        }
    }

    /**
     * From the order in which it is read to the one in which it is drawn (Unicode Standard Annex 9).
     *
     * @param line one line that begins at the left, as all lines of a summary do
     */
    static String fromLeftToRight(String line) {
        return new Bidi(line, Bidi.LTR).writeReordered(Bidi.DO_MIRRORING | Bidi.REMOVE_BIDI_CONTROLS);
    }
}
