package org.sluice.gateway.policy;

import org.sluice.gateway.domain.label.Channel;
import org.sluice.gateway.domain.protocol.InformationType;
import org.sluice.gateway.domain.protocol.Protocol;

/**
 * What people are told of one information type in force.
 *
 * @param protocol the first that knows the type
 * @param floor the least channel of a file of which nobody said anything
 * @param least the least channel of one that is said to identify nothing
 */
public record TypeHelp(InformationType type, Protocol protocol, Channel floor, Channel least) {}
