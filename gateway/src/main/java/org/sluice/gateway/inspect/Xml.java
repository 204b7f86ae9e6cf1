package org.sluice.gateway.inspect;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML as office files hold it: no document type, no entity, nothing from outside. */
final class Xml {
    private Xml() {}

    /** A step of a document that a reader of parts takes. */
    interface Steps {
        void step(XMLStreamReader xml, int event) throws XMLStreamException, BoundReached;
    }

    static void read(InputStream in, Steps steps) throws XMLStreamException, BoundReached {
        // A factory for each document: the JDK's is not safe for several threads.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        try {
            while (xml.hasNext()) {
                int event = xml.next();
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
