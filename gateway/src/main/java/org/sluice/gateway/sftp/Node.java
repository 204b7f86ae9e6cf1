package org.sluice.gateway.sftp;

import java.time.Instant;
import org.sluice.gateway.domain.deposit.SideFile;
import org.sluice.gateway.usecase.Inbox;
import org.sluice.gateway.usecase.OwnDeposits;

/** What lies at a place of the tree right now, for one person. */
sealed interface Node {
    /** Bytes of plain content; 0 for a folder. */
    long size();

    /** When its content last changed, as far as that is told. */
    Instant changed();

    /**
     * A folder.
     *
     * @param writable whether its person may put something into it
     */
    record Folder(boolean writable) implements Node {
        @Override
        public long size() {
            return 0;
        }

        /** The same for all, always: a folder's time would tell of what happens in it. */
        @Override
        public Instant changed() {
            return Instant.EPOCH;
        }
    }

    record Own(OwnDeposits.Entry entry) implements Node {
        @Override
        public long size() {
            return entry.size();
        }

        @Override
        public Instant changed() {
            return entry.changed();
        }
    }

    record Received(Inbox.Item item) implements Node {
        @Override
        public long size() {
            return item.deposit().size();
        }

        @Override
        public Instant changed() {
            return item.deposit().modified().orElse(item.release().created());
        }
    }

    record Side(SideFile file) implements Node {
        @Override
        public long size() {
            return file.size();
        }

        @Override
        public Instant changed() {
            return file.at();
        }
    }

    /** A side file that this session is writing, before it is one. */
    record SideArriving(long size) implements Node {
        @Override
        public Instant changed() {
            return Instant.EPOCH;
        }
    }

    record Help(HelpText text) implements Node {
        @Override
        public long size() {
            return text.size();
        }

        @Override
        public Instant changed() {
            return text.at();
        }
    }

    record Told(NoticeText notice) implements Node {
        @Override
        public long size() {
            return notice.size();
        }

        @Override
        public Instant changed() {
            return notice.at();
        }
    }
}
