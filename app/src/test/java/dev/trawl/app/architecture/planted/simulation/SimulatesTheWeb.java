package dev.trawl.app.architecture.planted.simulation;

import dev.trawl.app.architecture.planted.web.Anything;

/** Planted: the simulator names what it does not simulate. */
public record SimulatesTheWeb(Anything anything) {}
