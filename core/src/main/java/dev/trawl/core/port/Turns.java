package dev.trawl.core.port;

import java.time.Instant;

/**
 * Which rows of a table have their turn: rows that are served again and again.
 *
 * @param due the column of instants that says when a row has its next turn; null is at once
 * @param served the column of instants that says when it was served last; null is never
 * @param by the instant that is asked about; rows served at it or later have had their turn
 * @param all whether every row has its turn, whatever its column {@code due} says
 */
public record Turns(String due, String served, Instant by, boolean all) {}
