package org.sluice.gateway.inspect;

import java.io.InputStream;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sluice.gateway.domain.inspect.TextTally;

/**
 * The words of XML whose elements mean nothing here: what charts, pivot tables and links to other workbooks keep of their
 * sources, properties, custom data. Each text is a line; so is each attribute that holds what people wrote.
 */
final class LooseText {
    private static final int LONGEST = 20_000;
    private static final Set<String> WORDS = Set.of("v", "author", "displayName", "userId", "initials", "name");

    private LooseText() {}

    /** @param authors whether it is about who worked on the file */
    static void read(InputStream in, Look look, String place, boolean authors) throws XMLStreamException, BoundReached {
        TextTally tally = look.text();
        StringBuilder text = new StringBuilder();
        try {
            Xml.read(in, (xml, event) -> {
                if (event == XMLStreamConstants.CHARACTERS) {
                    int room = LONGEST - text.length();
                    if (room > 0) {
                        text.append(xml.getTextCharacters(), xml.getTextStart(), Math.min(room, xml.getTextLength()));
                    }
                    return;
                }
                line(look, tally, text);
                if (event == XMLStreamConstants.START_ELEMENT) {
                    attributes(look, tally, xml);
                }
            });
        } finally {
            if (authors) {
                look.foundOfAuthors(tally.findings(place));
            } else {
                look.found(tally.findings(place));
            }
        }
    }

    private static void attributes(Look look, TextTally tally, XMLStreamReader xml) throws BoundReached {
        boolean outside = Xml.attribute(xml, "TargetMode").equals("External");
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            if (WORDS.contains(name) || (outside && name.equals("Target"))) {
                look.line();
                tally.line(xml.getAttributeValue(i).replace("%20", " "));
            }
        }
    }

    private static void line(Look look, TextTally tally, StringBuilder text) throws BoundReached {
        if (!text.isEmpty()) {
            look.line();
            tally.line(text.toString());
            text.setLength(0);
        }
    }
}
