package org.sluice.gateway.domain.deposit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.label.Label;
import org.sluice.gateway.domain.label.Words;

/**
 * Where in a person's folders a file is put: {@code /<channel>/<type>/<path>/<name>}.
 *
 * @param path folders inside the type, joined by slashes; empty for none
 * @param name in NFC, as {@link FileName} lets it pass
 */
public record Spot(Channel channel, String type, String path, String name) {
    /** Begins the first folder of those whose files go to an audience or a person at once. */
    public static final char AT = '@';

    /** Folders inside each other; more is no order but a loop of some client's. */
    public static final int DEEPEST = 16;

    /** A spot from what a client wrote, or what is wrong with it. */
    public static Answer<Spot> of(Channel channel, String type, List<String> folders, String givenName) {
        if (!Words.isName(type)) {
            return Answer.refused(Refusal.unknown("information type", type));
        }
        return path(folders)
                .then(path -> FileName.of(givenName).then(name -> Answer.done(new Spot(channel, type, path, name))));
    }

    /** A spot right in its type's folder. */
    public static Answer<Spot> of(Channel channel, String type, String givenName) {
        return of(channel, type, List.of(), givenName);
    }

    /** Folder names as one path in NFC, or what is wrong with one of them. */
    public static Answer<String> path(List<String> folders) {
        if (folders.size() > DEEPEST) {
            return Answer.refused(
                    Refusal.wrong("too-deep", "Folders may lie " + DEEPEST + " deep. Put this one higher up."));
        }
        List<String> names = new ArrayList<>();
        for (String folder : folders) {
            switch (FileName.of(folder)) {
                case Answer.Done<String> name -> names.add(name.value());
                case Answer.Refused<String> refused -> {
                    return refused;
                }
            }
        }
        return Answer.done(String.join("/", names));
    }

    /** The names of the folders inside the type, the outermost first. */
    public List<String> folders() {
        return path.isEmpty() ? List.of() : List.of(path.split("/"));
    }

    /** Whom the folder names, when what is put there goes to somebody at once: an audience or a recipient. */
    public Optional<String> audience() {
        return path.isEmpty() || path.charAt(0) != AT
                ? Optional.empty()
                : Optional.of(folders().getFirst().substring(1));
    }

    /** Whether a folder of this name would name somebody whom what is put there goes to at once. */
    public boolean addressed() {
        return whole().charAt(0) == AT;
    }

    /** The folders and the name as one path inside the type: what it is called if it is itself a folder. */
    public String whole() {
        return path.isEmpty() ? name : path + "/" + name;
    }

    /** What its folders say of a file of which nobody says more. */
    public Label label() {
        return Label.of(channel, type);
    }

    /** The same folder under another name. */
    public Spot named(String other) {
        return new Spot(channel, type, path, other);
    }

    /** The folder as a person writes it: {@code /confidential/assessments-reports/}. */
    public String folder() {
        return "/" + channel.word() + "/" + type + "/" + (path.isEmpty() ? "" : path + "/");
    }

    @Override
    public String toString() {
        return folder() + name;
    }
}
