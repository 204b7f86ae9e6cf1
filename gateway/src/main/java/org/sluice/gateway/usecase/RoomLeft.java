package org.sluice.gateway.usecase;

/** How much the person of a visit may still store. Reads only. */
@FunctionalInterface
public interface RoomLeft {
    Space room(Visit visit);
}
