package dev.trawl.app.architecture.planted.local;

import dev.trawl.app.architecture.planted.simulation.SimulatesTheWeb;

/** Planted: what is simulated names its simulator. */
record KnowsItIsSimulated(SimulatesTheWeb simulator) {}
