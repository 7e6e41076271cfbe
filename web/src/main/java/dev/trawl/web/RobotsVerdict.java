package dev.trawl.web;

import java.time.Duration;

/**
 * What an origin's robots.txt says about an address.
 *
 * @param allowed whether it may be asked
 * @param delay the least time between two requests to the origin; zero where none is asked for
 */
public record RobotsVerdict(boolean allowed, Duration delay) {}
