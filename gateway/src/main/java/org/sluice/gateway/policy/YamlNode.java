package org.sluice.gateway.policy;

import java.util.List;

/** A piece of a YAML text, with its place; lines and columns count from 1. */
sealed interface YamlNode {
    int line();

    int column();

    /** A word or a text; numbers, dates and truth values are read as the text that was written. */
    record Scalar(String text, int line, int column) implements YamlNode {}

    record Items(List<YamlNode> nodes, int line, int column) implements YamlNode {
        public Items {
            nodes = List.copyOf(nodes);
        }
    }

    record Fields(List<Field> list, int line, int column) implements YamlNode {
        public Fields {
            list = List.copyOf(list);
        }
    }

    record Field(Scalar key, YamlNode value) {}
}
