package org.sluice.gateway.web;

import io.undertow.util.StatusCodes;
import org.sluice.gateway.domain.Refusal;

/** The one place where a refusal becomes an HTTP status (RFC 9110, section 15). */
public final class Statuses {
    private Statuses() {}

    public static int of(Refusal.Kind kind) {
        return switch (kind) {
            case WRONG -> StatusCodes.BAD_REQUEST;
            case UNKNOWN -> StatusCodes.NOT_FOUND;
            case FORBIDDEN -> StatusCodes.FORBIDDEN;
            case REFUSED, NEEDS -> StatusCodes.UNPROCESSABLE_ENTITY;
            case CONFLICT -> StatusCodes.CONFLICT;
            case BUSY -> StatusCodes.SERVICE_UNAVAILABLE;
        };
    }
}
