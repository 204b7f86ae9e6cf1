package org.sluice.gateway.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sluice.gateway.domain.audit.AuditLine;
import org.sluice.gateway.domain.audit.Checkpoint;
import org.sluice.gateway.domain.audit.EventKind;
import org.sluice.gateway.domain.audit.ExportEnd;
import org.sluice.gateway.domain.audit.ExportHeader;
import org.sluice.gateway.domain.audit.ExportedRecord;
import org.sluice.gateway.domain.audit.Finding;
import org.sluice.gateway.domain.audit.Finding.Fault;
import org.sluice.gateway.domain.audit.Verdict;
import org.sluice.gateway.domain.audit.Verifier;

/** Follows an export line by line and keeps what is wrong with it. Goes on after a fault, so that all of them are named. */
final class ChainCheck {
    private static final int MOST_FINDINGS = 200;

    private final Map<String, Verifier> keys;
    private final @Nullable Checkpoint witnessed;
    private final List<Finding> findings = new ArrayList<>();
    private final Redactions redactions = new Redactions();
    private long more;
    private @Nullable ExportHeader header;
    private boolean understood;
    private boolean ended;
    private boolean witnessMet;
    private long first;
    private long last;
    private String lastHash = AuditLine.GENESIS;
    private String lastText = "";
    private long records;
    private long checkpoints;

    ChainCheck(Map<String, Verifier> keys, @Nullable Checkpoint witnessed) {
        this.keys = new TreeMap<>(keys);
        this.witnessed = witnessed;
        meetWitness();
    }

    void check(long number, ExportLine line, String digestBefore) {
        if (ended) {
            found(number, last, Fault.SECOND_CHAIN, "Something follows the end mark; an export ends there.");
            return;
        }
        understood |= !(line instanceof ExportLine.Malformed);
        if (number == 1 && !(line instanceof ExportLine.Header)) {
            found(number, 0, Fault.MALFORMED, "The first line is not the header of an audit export.");
        }
        switch (line) {
            case ExportLine.Header it -> header(number, it.header());
            case ExportLine.Chained it -> record(number, it.line(), it.record());
            case ExportLine.Signed it -> checkpoint(number, it.checkpoint());
            case ExportLine.End it -> end(number, it.end(), digestBefore);
            case ExportLine.Malformed it -> found(number, 0, Fault.MALFORMED, "This line " + it.why() + ".");
        }
    }

    /** After the last line. */
    Verdict verdict(long lines) {
        if (!understood && lines > 0) {
            // Another file than an export has nothing to follow: one word on it, and not one for each of its lines.
            return new Verdict.Broken(
                    List.of(new Finding(
                            0,
                            0,
                            Fault.MALFORMED,
                            "This file is no audit export: none of its lines is a line of one.")),
                    0);
        }
        if (!ended) {
            found(
                    lines,
                    last,
                    Fault.END_MISSING,
                    "The export stops after record " + last + " without an end mark: it was cut.");
        }
        for (Redactions.Range gone : redactions.unexplained()) {
            found(
                    gone.line(),
                    gone.first(),
                    Fault.PAYLOAD_MISSING,
                    payloads(gone) + " gone, and no later record says that it was erased.");
        }
        if (witnessed != null && !witnessMet) {
            found(
                    lines,
                    witnessed.seq(),
                    Fault.ROLLED_BACK,
                    "A checkpoint was witnessed at record " + witnessed.seq()
                            + ", but this chain does not hold that record: it was rolled back, or is another chain.");
        }
        return findings.isEmpty()
                ? new Verdict.Sound(records, redactions.count(), first, last, checkpoints)
                : new Verdict.Broken(findings, more);
    }

    void found(long number, long seq, Fault fault, String what) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(new Finding(number, seq, fault, what));
        } else {
            more++;
        }
    }

    private void header(long number, ExportHeader found) {
        if (number != 1) {
            found(number, last, Fault.SECOND_CHAIN, "A second export begins here.");
            return;
        }
        header = found;
        if (!found.format().equals(ExportHeader.FORMAT) || found.version() != ExportHeader.VERSION) {
            found(
                    number,
                    0,
                    Fault.MALFORMED,
                    "The export has format " + found.format() + " " + found.version() + "; this program reads "
                            + ExportHeader.FORMAT + " " + ExportHeader.VERSION + ".");
        }
        if (!keys.containsKey(found.signer())) {
            found(
                    number,
                    0,
                    Fault.WRONG_KEY,
                    "The export says it is signed by " + found.signer() + ", which is not the public key given.");
        }
    }

    private void record(long number, AuditLine line, ExportedRecord record) {
        records++;
        if (record.redacted()) {
            redactions.met(line.seq(), number);
        } else if (!record.matches(line.digest())) {
            found(
                    number,
                    line.seq(),
                    Fault.PAYLOAD_ALTERED,
                    "The payload of record " + line.seq() + " is not the one that was written.");
        } else if (line.kind().equals(EventKind.PAYLOAD_ERASED.word())) {
            record.payload().ifPresent(payload -> redactions.explained(ExportParser.erased(payload), line.seq()));
        }
        if (line.seq() <= last) {
            misplaced(number, line);
            return;
        }
        if (line.seq() > last + 1) {
            found(
                    number,
                    line.seq(),
                    Fault.MISSING,
                    line.seq() == last + 2
                            ? "Record " + (last + 1) + " is missing."
                            : "Records " + (last + 1) + " to " + (line.seq() - 1) + " are missing.");
        } else if (!line.prev().equals(lastHash)) {
            found(
                    number,
                    line.seq(),
                    Fault.ALTERED,
                    "Record " + line.seq() + " does not follow from record " + last
                            + " as it stands here: one of the two is not what was written.");
        }
        first = first == 0 ? line.seq() : first;
        last = line.seq();
        lastHash = line.hash();
        lastText = line.text();
        meetWitness();
    }

    private static String payloads(Redactions.Range gone) {
        return gone.first() == gone.last()
                ? "The payload of record " + gone.first() + " is"
                : "Each payload of the records " + gone.first() + " to " + gone.last() + " is";
    }

    /** A line whose number has passed already; the chain is followed as if it were not there. */
    private void misplaced(long number, AuditLine line) {
        if (line.text().equals(lastText)) {
            found(number, line.seq(), Fault.DOUBLED, "Record " + line.seq() + " stands here twice.");
        } else if (line.seq() == 1 && line.prev().equals(AuditLine.GENESIS)) {
            found(number, line.seq(), Fault.SECOND_CHAIN, "A second chain begins here.");
        } else {
            found(
                    number,
                    line.seq(),
                    Fault.OUT_OF_PLACE,
                    "Record " + line.seq() + " stands after record " + last + ".");
        }
    }

    private void checkpoint(long number, Checkpoint checkpoint) {
        Verifier key = keys.get(checkpoint.signer());
        if (key == null || !checkpoint.signedBy(key)) {
            found(
                    number,
                    checkpoint.seq(),
                    Fault.CHECKPOINT_WRONG,
                    "The checkpoint at record " + checkpoint.seq() + " is not signed by a public key given.");
        } else if (checkpoint.seq() != last || !checkpoint.hash().equals(lastHash)) {
            found(
                    number,
                    checkpoint.seq(),
                    Fault.CHECKPOINT_WRONG,
                    "The checkpoint at record " + checkpoint.seq()
                            + " does not agree with the chain, which is at record " + last + " here.");
        } else {
            checkpoints++;
        }
    }

    private void end(long number, ExportEnd end, String digestBefore) {
        ended = true;
        Verifier key = Optional.ofNullable(header)
                .map(ExportHeader::signer)
                .map(keys::get)
                .orElse(null);
        if (key == null || !end.signedBy(key)) {
            found(number, end.seq(), Fault.END_WRONG, "The end mark is not signed by the public key given.");
        }
        if (end.seq() != last || !end.hash().equals(lastHash) || end.records() != records) {
            found(
                    number,
                    end.seq(),
                    Fault.END_WRONG,
                    "The end mark says " + end.records()
                            + " records up to record " + end.seq() + "; here are " + records + " up to record " + last
                            + ", or the last one was altered.");
        } else if (!end.digest().equals(digestBefore)) {
            found(
                    number,
                    end.seq(),
                    Fault.END_WRONG,
                    "The lines before the end mark are not all as they were exported.");
        }
    }

    private void meetWitness() {
        if (witnessed != null && witnessed.seq() == last && witnessed.hash().equals(lastHash)) {
            witnessMet = true;
        }
    }
}
