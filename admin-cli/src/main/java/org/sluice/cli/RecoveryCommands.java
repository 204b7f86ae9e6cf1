package org.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sluice.crypto.RootKey;
import org.sluice.crypto.RootShare;
import org.sluice.crypto.RootShares;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The root key among custodians. */
@Command(
        name = "recovery",
        description = {
            "The root key, split among custodians: any K of N make it again when its file is lost. It opens what the",
            "gateway itself can open; what is sealed at rest it does not open, whoever comes together."
        })
final class RecoveryCommands {
    private final Sluice sluice;

    RecoveryCommands(Sluice sluice) {
        this.sluice = sluice;
    }

    @Command(
            name = "split",
            description = {
                "Split the root key into a share for each custodian: one file each in a new folder, one line to print or",
                "to copy by hand. Delete the files once each has its own. Shares of an earlier split fit no more."
            },
            footer = "Example: sluice recovery split --custodians 3-of-5 shares")
    int split(
            @Parameters(paramLabel = "DIR", description = "A new folder for the shares.") Path folder,
            @Option(
                            names = "--custodians",
                            paramLabel = "K-of-N",
                            required = true,
                            description = "How many are needed, of how many; 16 at most.")
                    String custodians) {
        ObjectNode made = split(sluice, Custodians.parse(custodians), folder);
        return sluice.answer(new Api.Reply(Json.write(made)), json -> tell(sluice, json, folder));
    }

    static void tell(Sluice sluice, JsonNode made, Path folder) {
        sluice.out()
                .println("Wrote " + made.path("files").size() + " shares of the set " + Json.text(made, "set") + " to "
                        + folder + "; any " + Json.text(made, "needed") + " make the root key again.");
        sluice.out().println("Give each custodian one, delete the files, and try it: sluice recovery drill FILE…");
        sluice.out().println("They never open what is sealed at rest: for that there is the owner's key alone.");
    }

    static ObjectNode split(Sluice sluice, Custodians among, Path folder) {
        org.sluice.gateway.DataDirectory data = data(sluice);
        try (RootKey key = RootKey.load(data.rootKey())) {
            RootShares.Split split = RootShares.split(key, among.needed(), among.made(), new SecureRandom());
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            List<Path> files = new ArrayList<>();
            for (RootShare share : split.shares()) {
                Path file = folder.resolve("share-" + share.number() + "-of-" + share.made() + ".txt");
                SealFiles.create(file, share.reveal() + "\n");
                files.add(file);
            }
            // Last: until every share is written, the earlier set stays the one that counts.
            Path beside = data.rootShares().resolveSibling("root.shares.new");
            Files.deleteIfExists(beside);
            SealFiles.create(beside, split.kept().text() + "\n");
            Files.move(
                    beside,
                    data.rootShares(),
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            ObjectNode made = set(split.kept());
            files.forEach(file -> made.withArray("files").add(file.toString()));
            return made;
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-split", "The root key was not split: " + e.getMessage()));
        }
    }

    @Command(
            name = "drill",
            description = {
                "Prove that these shares make the root key, and write nothing. Hold it each year, and whenever a",
                "custodian changes."
            },
            footer = "Example: sluice recovery drill share-1-of-5.txt share-3-of-5.txt share-4-of-5.txt")
    int drill(@Parameters(paramLabel = "FILE", arity = "1..*", description = "The shares.") List<Path> files) {
        org.sluice.gateway.DataDirectory data = data(sluice);
        RootShares kept = kept(data);
        try (RootKey made = combined(kept, files)) {
            boolean here = Files.exists(data.rootKey());
            if (here) {
                try (RootKey used = RootKey.load(data.rootKey())) {
                    if (!used.equals(made)) {
                        throw new Failure(Problem.failed(
                                "another-key",
                                "These shares fit their set, and the root key in use is another one; split that one:"
                                        + " sluice recovery split"));
                    }
                }
            }
            return sluice.answer(
                    new Api.Reply(Json.write(set(kept).put("fits", true).put("keyThere", here))),
                    json -> sluice.out()
                            .println("These shares make the root key"
                                    + (here ? " that is in use" : ", whose file is not here: sluice recovery restore")
                                    + ". Nothing was written."));
        } catch (IOException e) {
            throw new Failure(
                    Problem.failed("not-read", e.getMessage() == null ? "It can't be read." : e.getMessage()));
        }
    }

    @Command(
            name = "restore",
            description = {
                "Make the root key's file again from shares. Works on a stopped gateway whose file is lost; writes over",
                "nothing. What is sealed at rest stays closed: its keys never stood under the root key."
            },
            footer = "Example: sluice recovery restore share-1-of-5.txt share-3-of-5.txt share-4-of-5.txt")
    int restore(@Parameters(paramLabel = "FILE", arity = "1..*", description = "The shares.") List<Path> files) {
        org.sluice.gateway.DataDirectory data = data(sluice);
        RootShares kept = kept(data);
        try (RootKey key = combined(kept, files)) {
            key.store(data.rootKey());
            return sluice.answer(
                    new Api.Reply(Json.write(
                            set(kept).put("rootKeyFile", data.rootKey().toString()))),
                    json -> sluice.out()
                            .println("The root key is in " + data.rootKey() + " again. Next: sluice serve"));
        } catch (IOException e) {
            throw new Failure(Problem.failed("not-restored", "The root key was not written: " + e.getMessage()));
        }
    }

    private static ObjectNode set(RootShares kept) {
        return Json.object().put("set", kept.set()).put("needed", kept.needed()).put("made", kept.made());
    }

    private static org.sluice.gateway.DataDirectory data(Sluice sluice) {
        return new org.sluice.gateway.DataDirectory(sluice.data().path());
    }

    private static RootShares kept(org.sluice.gateway.DataDirectory data) {
        if (!Files.exists(data.rootShares())) {
            throw new Failure(Problem.failed(
                    "no-set",
                    data.rootShares() + " is not there, and without it nobody can tell the right key from a wrong one."
                            + " Put it back from any backup of the data directory; it is no secret."));
        }
        return RootShares.parse(SealFiles.read(data.rootShares()))
                .orElseThrow(() -> new Failure(Problem.failed(
                        "bad-set", data.rootShares() + " is damaged; put it back from a backup, it is no secret.")));
    }

    private static RootKey combined(RootShares kept, List<Path> files) {
        List<RootShare> shares = new ArrayList<>();
        for (Path file : files) {
            for (String line : SealFiles.read(file).lines().toList()) {
                if (!line.isBlank()) {
                    shares.add(RootShare.parse(line)
                            .orElseThrow(() -> new Failure(Problem.failed(
                                    "damaged-share",
                                    "What " + file + " holds is no whole share: a letter is missing or was copied"
                                            + " wrong. Compare it with its custodian's paper."))));
                }
            }
        }
        try {
            return kept.combine(shares);
        } catch (RootShares.SharesRefused e) {
            throw new Failure(Problem.failed("shares-refused", words(e.misfit(), kept, shares)));
        }
    }

    private static String words(RootShares.Misfit misfit, RootShares kept, List<RootShare> shares) {
        return switch (misfit) {
            case TOO_FEW ->
                "The set " + kept.set() + " needs " + kept.needed() + " different shares; there are "
                        + shares.stream().map(RootShare::number).distinct().count() + ".";
            case MIXED ->
                "These shares are not all of the set " + kept.set() + " that this gateway keeps; there are some of "
                        + shares.stream()
                                .map(RootShare::set)
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ". Each split makes a new set, and shares of earlier ones fit no more.";
            case WRONG ->
                "These shares make another key than the one that was split: one of them was changed. Try again with"
                        + " other custodians, to find out which.";
        };
    }
}
