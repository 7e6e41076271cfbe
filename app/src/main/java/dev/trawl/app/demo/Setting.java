package dev.trawl.app.demo;

import dev.trawl.core.Environment;
import dev.trawl.core.JobCatalog;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a demonstration is made from.
 *
 * @param seed of everything in its web
 * @param count how many things it has, 1 to {@link Demonstration#most()}
 * @param data the data folder of its runs; there once the first act begins
 * @param jobs that can be run, and the tables that they declare
 * @param environment of the process
 */
public record Setting(long seed, int count, Path data, JobCatalog jobs, Environment environment, InstantSource clock) {}
