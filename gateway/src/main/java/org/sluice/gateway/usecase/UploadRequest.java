package org.sluice.gateway.usecase;

import java.time.Instant;
import java.util.Optional;
import org.sluice.gateway.domain.Answer;
import org.sluice.gateway.domain.Refusal;
import org.sluice.gateway.domain.deposit.Deposit;
import org.sluice.gateway.domain.deposit.WebUpload;
import org.sluice.gateway.store.Deposits;
import org.sluice.gateway.store.WebUploads;

/** One request's hold of an upload; the caller closes it. For one thread at a time. */
public final class UploadRequest implements AutoCloseable {
    private final TakeUploads uploads;
    private final HeldUpload upload;
    private final Optional<WebUpload> row;
    private Optional<Long> length;
    private boolean over;
    private boolean broken;

    /** @param row of an upload that can be continued; absent where it comes whole or not at all */
    UploadRequest(TakeUploads uploads, HeldUpload upload, Optional<WebUpload> row) {
        this.uploads = uploads;
        this.upload = upload;
        this.row = row;
        this.length = row.flatMap(WebUpload::length);
    }

    public long offset() {
        return upload.size();
    }

    public Optional<Long> length() {
        return length;
    }

    public Optional<Instant> expires() {
        return row.map(known -> uploads.later(known.expires()));
    }

    /** The client says now how long the whole will be. */
    public Answer<Long> setLength(long said) {
        if (length.filter(known -> known != said).isPresent() || said < offset()) {
            return Answer.refused(Refusal.wrong(
                    "bad-length", "The length of an upload is said once, and is no less than what has arrived."));
        }
        length = Optional.of(said);
        return Answer.done(said);
    }

    /** Takes bytes after those that came before; more than the length said is refused and not taken. */
    public Answer<Long> write(byte[] bytes, int count) {
        if (length.isPresent() && offset() + count > length.get()) {
            return Answer.refused(Refusal.wrong(
                    "too-long",
                    "More bytes arrived than the " + length.get() + " that were announced. Begin the upload again."));
        }
        Answer<Long> written = upload.write(bytes, count);
        broken |= written instanceof Answer.Refused<Long>;
        return written;
    }

    /** All came: makes it a deposit. */
    public Answer<Deposit> finish() {
        over = true;
        row.ifPresent(known -> uploads.forget(known, upload));
        Answer<Deposit> done = upload.complete();
        row.ifPresent(known -> uploads.ended(known, upload.depositId()));
        return done.then(deposit -> {
            // Its client said how long it is, or ended it in order: nothing is left to wait for.
            uploads.settle().orderlyEnd(upload.visit());
            return Answer.done(uploads.ledger()
                    .read(sql -> Deposits.find(sql, deposit.id()))
                    .orElse(deposit));
        });
    }

    private void discard() {
        over = true;
        upload.abandon();
        uploads.drop(upload.depositId());
    }

    /** Lets go: what can be continued stays, all else is gone. May be called twice. */
    @Override
    public void close() {
        if (over) {
            return;
        }
        if (row.isEmpty()) {
            discard();
            return;
        }
        over = true;
        WebUpload known = row.get();
        Instant expires = uploads.later(known.expires());
        if (!upload.depositId().equals(known.depositId())
                || !length.equals(known.length())
                || !expires.equals(known.expires())) {
            uploads.ledger().write(tx -> {
                WebUploads.stands(tx, known.id(), upload.depositId(), length, expires);
                return known;
            });
        }
        // An upload that failed stays failed; from what was kept a new one goes on.
        if (broken || upload.visit().isCut()) {
            uploads.giveUp(known.id(), upload);
        }
        upload.release(uploads.ledger().now());
    }
}
