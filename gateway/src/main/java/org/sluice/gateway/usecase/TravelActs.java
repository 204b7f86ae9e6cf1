package org.sluice.gateway.usecase;

/** What is done so that links and passwords reach their contacts. */
public record TravelActs(SetWays ways, NewPassword password) {}
