package dev.trawl.app.architecture.planted.core;

import dev.trawl.app.architecture.planted.local.KnowsTheWeb;

/** Planted: core names a backend. */
record KnowsABackend(KnowsTheWeb backend) {}
