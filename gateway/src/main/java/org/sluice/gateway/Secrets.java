package org.sluice.gateway;

import java.io.IOException;
import java.nio.file.Path;
import org.sluice.crypto.RootKey;
import org.sluice.crypto.WrapRefused;
import org.sluice.gateway.store.Database;
import org.sluice.gateway.store.Keys;

/** The node's own secrets, which lie in its database under the root key. */
record Secrets(Database database, RootKey root, Path rootFile) {
    /**
     * A secret by its name.
     *
     * @throws IOException when it is missing, or sealed under another root key
     */
    byte[] read(String name) throws IOException {
        byte[] record = database.read(sql -> Keys.secret(sql, name))
                .orElseThrow(() -> new IOException("This database belongs to no gateway: the secret \"" + name
                        + "\" is missing. Make a data directory with: sluice init"));
        try {
            return root.open(name, record);
        } catch (WrapRefused e) {
            throw new IOException(
                    "The root key in " + rootFile + " does not fit this database. Put back the key that was made"
                            + " with it; without it nothing in it can be read.",
                    e);
        }
    }
}
