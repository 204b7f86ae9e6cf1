package org.sluice.gateway.usecase;

/**
 * How much somebody may store.
 *
 * @param most bytes in all, what is stored already included
 * @param left bytes that may still come, 0 to {@code most}
 */
public record Space(long most, long left) {
    public Space {
        if (left < 0 || most < left) {
            throw new IllegalArgumentException(left + " of " + most + " bytes can't be left.");
        }
    }
}
