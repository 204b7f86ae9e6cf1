package org.sluice.gateway.sftp;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.RefusedException;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.domain.deposit.SideName;
import org.sluice.gateway.domain.deposit.Spot;
import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.usecase.KeepSideFiles;
import org.sluice.gateway.usecase.Visit;

/** The side files that one session sees beside its deposits. Used by the one thread of its session. */
final class SideTree {
    private final KeepSideFiles files;
    private final Visit visit;
    /** Those open for writing: clients ask for a file that they have just opened. */
    private final Map<Spot, SideUpload> arriving = new HashMap<>();

    SideTree(KeepSideFiles files, Visit visit) {
        this.files = files;
        this.visit = visit;
    }

    Optional<Node> find(Spot spot) {
        if (SideName.of(spot.name()).isEmpty()) {
            return Optional.empty();
        }
        SideUpload open = arriving.get(spot);
        return files.find(visit, spot)
                .<Node>map(Node.Side::new)
                .or(() -> Optional.ofNullable(open).map(upload -> new Node.SideArriving(upload.size())));
    }

    Map<String, Node> list(Channel channel, String type, String path) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        files.list(visit, channel, type, path)
                .forEach(file -> nodes.put(file.spot().name(), new Node.Side(file)));
        return nodes;
    }

    /** Opens a spot whose name is a side file's. */
    SideUpload open(Spot spot, boolean fresh, boolean append) {
        byte[] before = fresh
                ? new byte[0]
                : files.find(visit, spot).map(SideFile::bytes).orElse(new byte[0]);
        SideUpload upload = new SideUpload(
                spot,
                before,
                append,
                content -> files.put(visit, spot, content).orThrow(),
                () -> arriving.remove(spot));
        arriving.put(spot, upload);
        return upload;
    }

    void remove(SideFile file) {
        files.remove(visit, file).orThrow();
    }

    void rename(SideFile file, Spot to) {
        if (!to.named("").equals(file.spot().named(""))) {
            throw new RefusedException(Refusal.conflict(
                    "other-folder",
                    "A file that speaks of another stays in its folder. Upload it beside the file that it speaks of."));
        }
        files.rename(visit, file, to).orThrow();
    }

    /** Makes a side file of what was uploaded under a name that told nothing. */
    void from(Deposit deposit, Spot to) {
        files.from(visit, deposit, to).orThrow();
    }
}
