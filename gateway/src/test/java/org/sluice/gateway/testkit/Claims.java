package org.sluice.gateway.testkit;

import java.util.Map;
import java.util.Optional;
import org.sluice.crypto.Token;
import org.sluice.gateway.Wiring;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.link.LinkFile;
import org.sluice.gateway.usecase.ClaimFiles;
import org.sluice.gateway.usecase.ViewLink;

/** Claims of files as the page of a link makes them. */
public final class Claims {
    private Claims() {}

    /** Claims a file, saying yes to the terms that the page shows, if it shows any. */
    public static Answer<LinkFile> claim(Wiring node, String linkId, Map<String, Long> epochs, String depositId) {
        return claim(node, linkId, epochs, depositId, Optional.empty());
    }

    /** @param sealed the secret of the cookie that opens what is sealed */
    public static Answer<LinkFile> claim(
            Wiring node, String linkId, Map<String, Long> epochs, String depositId, Optional<Token> sealed) {
        String terms = node.viewLink.view(linkId, epochs) instanceof Answer.Done<ViewLink.View> done
                ? done.value().terms().digest()
                : "";
        return node.link.claim().claim(linkId, epochs, depositId, new ClaimFiles.Agreement(terms, "en"), sealed);
    }
}
