package org.sluice.gateway.audit;

import org.sluice.gateway.domain.audit.AuditLine;
import org.sluice.gateway.domain.audit.Checkpoint;
import org.sluice.gateway.domain.audit.ExportEnd;
import org.sluice.gateway.domain.audit.ExportHeader;
import org.sluice.gateway.domain.audit.ExportedRecord;

/** What a line of an export can be. */
sealed interface ExportLine {
    record Header(ExportHeader header) implements ExportLine {}

    record Chained(AuditLine line, ExportedRecord record) implements ExportLine {}

    record Signed(Checkpoint checkpoint) implements ExportLine {}

    record End(ExportEnd end) implements ExportLine {}

    /** Nothing of these; {@code why} completes "this line …". */
    record Malformed(String why) implements ExportLine {}
}
