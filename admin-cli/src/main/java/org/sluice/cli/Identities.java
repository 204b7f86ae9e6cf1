package org.sluice.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.crypto.age.AgeIdentity;
import org.sluice.crypto.age.AgePassphrase;
import org.sluice.crypto.age.AgeSecretKey;

/** What somebody opens files with: secret keys from files, a passphrase from a file or typed. */
final class Identities {
    private Identities() {}

    static List<AgeIdentity> read(List<Path> files, @Nullable Path passphraseFile, boolean onlyPassphrase) {
        List<AgeIdentity> identities = new ArrayList<>();
        for (Path file : files) {
            identities.addAll(AgeSecretKey.parseFile(text(file))
                    .orElseThrow(() -> new Failure(Problem.wrong(
                            "no-key",
                            file + " holds no secret key; it should have a line that begins with"
                                    + " AGE-SECRET-KEY-."))));
        }
        if (passphraseFile != null) {
            identities.add(passphrase(text(passphraseFile).stripTrailing()));
        } else if (files.isEmpty() || onlyPassphrase) {
            identities.add(passphrase(typed()));
        }
        return identities;
    }

    private static AgePassphrase passphrase(String text) {
        if (text.isEmpty()) {
            throw new Failure(Problem.wrong("no-passphrase", "The passphrase is empty."));
        }
        return new AgePassphrase(text, mostWork(Runtime.getRuntime().maxMemory()));
    }

    /** As much as this process can bear: a file that wants more is refused with words and not by running out of memory. */
    static int mostWork(long memory) {
        int work = AgePassphrase.MOST_WORK;
        while (work > 1 && (1024L << work) > memory / 4 * 3) {
            work--;
        }
        return work;
    }

    private static String typed() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("Passphrase: "))
                .map(String::new)
                .orElseThrow(() -> new Failure(Problem.wrong(
                        "no-identity",
                        "Say what opens it: --identity FILE, or --passphrase-file FILE for a passphrase.")));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failure(Problem.wrong("no-key", "The file " + file + " can't be read as text."));
        }
    }
}
