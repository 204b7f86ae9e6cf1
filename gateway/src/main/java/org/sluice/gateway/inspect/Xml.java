package org.sluice.gateway.inspect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.sluice.gateway.domain.inspect.Gap;

/** XML as office files hold it: no document type, no entity, nothing from outside. */
final class Xml {
    /** Elements in elements; the parser remembers each, up to a bound of its own. Office programs stay far below. */
    private static final int DEEPEST = 190;

    private Xml() {}

    /** Bounds what the parser must hold at once: it hands over an attribute or a comment only as a whole. */
    private static final class Gulp extends FilterInputStream {
        private static final int LARGEST = 8 << 20;
        private int sinceStep;

        Gulp(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(1);
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, Math.min(length, 64 << 10));
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws BoundReached {
            sinceStep += bytes;
            if (sinceStep > LARGEST) {
                throw new BoundReached(Gap.Why.TOO_BIG);
            }
        }
    }

    /** A step of a document that a reader of parts takes. */
    interface Steps {
        void step(XMLStreamReader xml, int event) throws XMLStreamException, BoundReached;
    }

    static void read(InputStream content, Steps steps) throws XMLStreamException, BoundReached {
        Gulp in = new Gulp(content);
        // A factory for each document: the JDK's is not safe for several threads.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // The JDK's own bound (a hundred) calls what nests tables in tables broken.
        factory.setProperty("jdk.xml.maxElementDepth", DEEPEST + 1);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        try {
            int depth = 0;
            while (xml.hasNext()) {
                int event = xml.next();
                in.sinceStep = 0;
                depth += event == XMLStreamConstants.START_ELEMENT
                        ? 1
                        : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
                if (depth > DEEPEST) {
                    throw new BoundReached(Gap.Why.TOO_DEEP);
                }
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new XMLStreamException("Office files have no document type.");
                }
                steps.step(xml, event);
            }
        } finally {
            xml.close();
        }
    }

    /** An attribute by its local name, whatever its namespace; empty where there is none. */
    static String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }
}
