package org.sluice.cli;

import io.nayuki.qrcodegen.QrCode;

/** A QR code as lines of a terminal: two rows of squares to a line, light on dark as a camera wants it. */
final class QrText {
    private static final int QUIET = 4;

    private QrText() {}

    static String of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder lines = new StringBuilder();
        for (int y = -QUIET; y < code.size + QUIET; y += 2) {
            lines.append("\u001b[40;97m");
            for (int x = -QUIET; x < code.size + QUIET; x++) {
                // Outside of the code every square is light.
                boolean upper = !code.getModule(x, y);
                boolean lower = !code.getModule(x, y + 1);
                lines.append(upper ? lower ? '\u2588' : '\u2580' : lower ? '\u2584' : ' ');
            }
            lines.append("\u001b[0m\n");
        }
        return lines.toString();
    }
}
