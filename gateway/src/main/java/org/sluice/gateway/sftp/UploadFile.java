package org.sluice.gateway.sftp;

import org.sluice.gateway.usecase.Upload;

/** An upload under an open handle. Used by the one thread of its session. */
final class UploadFile extends WrittenFile {
    private final Upload upload;

    UploadFile(Upload upload, boolean append) {
        super(append, upload.size());
        this.upload = upload;
    }

    @Override
    void take(long offset, byte[] bytes, int from, int length) {
        upload.write(offset, bytes, from, length).orThrow();
    }

    /** Takes the client's word that the file ends there, if it can be so. */
    void cutAt(long size) {
        upload.cutAt(size).orThrow();
    }

    @Override
    public long size() {
        return upload.size();
    }

    /**
     * Completes or abandons. When a line breaks this runs on an interrupted thread, where file channels would close
     * themselves at the first touch; so the flag is put aside meanwhile.
     */
    @Override
    void closed(boolean byClient) {
        boolean interrupted = Thread.interrupted();
        try {
            if (byClient) {
                upload.complete().orThrow();
            } else {
                upload.abandon();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
