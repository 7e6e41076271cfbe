package dev.trawl.app.architecture.planted.local;

import dev.trawl.app.architecture.planted.web.Anything;

/** Planted: one backend names another. */
public record KnowsTheWeb(Anything anything) {}
